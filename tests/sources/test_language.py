"""Another language is turned away; a short or odd English text is not."""

import pytest

from backstay.records.errors import OtherLanguage
from backstay.sources.language import language_of

ENGLISH = "Russia has cut its staff in Venezuela to a few dozen, said a person close to the ministry of defense."


def test_english_is_english():
    assert language_of(ENGLISH, ("en",)) == "en"
    assert language_of(ENGLISH.upper(), ("en",)) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Maduro visits Moscow",
        "RUSSIA, CHINA, VENEZUELA: OIL DEAL SIGNED",
        "Rostec cuts Venezuela staff to few dozen - WSJ",
        "PDVSA Rosneft CNPC Rosoboronexport Igor Sechin Nicolas Maduro Vladimir Padrino Caracas Moscow Beijing",
        "Presidente Nicolás Maduro, Petróleos de Venezuela S.A., Banco de Venezuela, Banesco, Citgo Petroleum, Rosneft",
        "PDVSA owes Rosneft $1.8bn",
        "12 345 678",
    ],
)
def test_headlines_and_lists_of_names_are_kept(text):
    assert language_of(text, ("en",)) in {None, "en"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("La empresa rusa redujo su personal en Venezuela a unas pocas decenas, dijo una fuente del ministerio.", "es"),
        ("Der russische Konzern hat sein Personal in Venezuela auf wenige Dutzend reduziert.", "de"),
        ("L'entreprise russe a réduit son personnel au Venezuela à quelques dizaines, selon une source.", "fr"),
        ("Российская компания сократила персонал", "ru"),
        ("中国石油公司已经停止装运委内瑞拉的原油，知情人士星期一说，这是因为美国的制裁。", "zh"),
    ],
)
def test_other_languages_are_turned_away_unless_asked_for(text, code):
    with pytest.raises(OtherLanguage, match=code):
        language_of(text, ("en",))
    assert language_of(text, ("en", code)) == code

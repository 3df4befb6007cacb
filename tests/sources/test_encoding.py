"""Bytes to characters."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.records.errors import NotText
from backstay.sources.encoding import charset_in_page, clean, decode

FRENCH = (
    "Le ministère a démenti l’information : « c’est faux », a déclaré l’Élysée à propos de l’accord signé à Caracas."
)
RUSSIAN = (
    "Российская государственная компания сократила число своих сотрудников в Венесуэле до нескольких десятков. " * 4
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_comes_back_from_common_encodings(encoding):
    assert decode(FRENCH.encode(encoding)) == FRENCH


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding):
    assert decode("Russia cut its staff.\r\n".encode(encoding)) == "Russia cut its staff.\r\n"


def test_declared_charset_is_used_where_it_fits():
    assert decode(RUSSIAN.encode("koi8-r"), "koi8-r") == RUSSIAN
    assert decode(FRENCH.encode("utf-8"), "iso-8859-1") == FRENCH
    assert decode("“quoted”".encode("cp1252") + b" words", "ISO-8859-1") == "“quoted” words"
    assert decode(b"plain", "no-such-charset") == "plain"


def test_an_undeclared_legacy_encoding_is_guessed():
    assert decode(RUSSIAN.encode("cp1251")) == RUSSIAN


def test_a_few_broken_bytes_do_not_turn_utf8_into_gibberish():
    broken = (FRENCH * 5).encode() + b"\xff" + FRENCH.encode()
    assert decode(broken) == FRENCH * 5 + "\ufffd" + FRENCH


@pytest.mark.parametrize(
    ("payload", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"), (b"PK\x03\x04abc", "ZIP"), (b"\x89PNG\r\n", "PNG"), (b"\x1f\x8b\x08", "gzip"),
        (bytes(range(256)) * 8, "no text"), (b"\x00\x01\x02\x03" * 100, "no text"),
    ],
)  # fmt: skip
def test_bytes_that_are_no_text_are_refused_and_named(payload, word):
    with pytest.raises(NotText, match=word) as caught:
        decode(payload)
    assert "Backstay reads" in caught.value.hint


def test_one_stray_nul_makes_no_binary():
    assert clean(decode(b"The ministry denied it. " * 30 + b"\x00")).endswith(" \ufffd")


def test_charset_of_a_page():
    assert charset_in_page(b'<meta http-equiv=x content="text/html; charset=windows-1251">') == "windows-1251"
    assert charset_in_page(b"<p>charter</p>") is None


@settings(deadline=None)  # first use loads libraries
@given(st.text())
def test_clean_keeps_offsets_and_can_be_stored(text):
    kept = clean(text + "\ud800\x00")
    assert len(kept) == len(text) + 2
    assert "\x00" not in kept
    kept.encode("utf-8")


@settings(deadline=None)  # first use loads libraries
@given(st.binary(max_size=400))
def test_any_bytes_decode_or_are_no_text(payload):
    with contextlib.suppress(NotText):
        assert "\x00" not in clean(decode(payload))

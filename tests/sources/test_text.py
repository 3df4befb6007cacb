"""Plain text is kept character for character."""

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from backstay.records.errors import EmptyInput, SkipReport
from backstay.sources import Hints, extract
from backstay.sources.items import make_item
from backstay.sources.text import headline_of, with_headline

HINTS = Hints()


def read(payload: bytes, hints: Hints = HINTS):
    return extract(make_item("note.txt", "text", payload, hints), hints)


def test_every_character_stays_where_it_is():
    source = "  Headline here\r\n\r\nRussia cut its\u00a0staff — to “a few”.\t \n\n\n The end.  \n"
    report = read(source.encode())
    assert report.text == source
    assert report.title == "Headline here"
    assert report.published is None
    assert report.outlet is None


def test_the_byte_order_mark_is_no_character_of_the_text():
    assert read("The ministry denied it.".encode("utf-8-sig")).text == "The ministry denied it."
    assert read("The ministry denied it.".encode("utf-16")).text == "The ministry denied it."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Rostec exits Venezuela\n\nIt has left.", "Rostec exits Venezuela"),
        ("Has Rostec left?\n\nIt has.", "Has Rostec left?"),
        ("Rostec has left Venezuela.\n\nIt has left.", None),
        ("Rostec has left\nVenezuela.\n\nIt has left.", None),
        ("Rostec exits Venezuela", None),
        ("Rostec exits Venezuela\n\n", None),
        ("word " * 60 + "\n\nBody", None),
    ],
)
def test_a_first_line_is_a_title_only_in_the_form_of_one(text, title):
    assert headline_of(text) == title


def test_a_headline_is_not_said_twice():
    assert with_headline("Rostec exits", "Rostec exits\n\nBody") == "Rostec exits\n\nBody"
    assert with_headline("Rostec exits Venezuela today", "Rostec exits Venezuela, today\nBody").startswith(
        "Rostec exits V"
    )
    assert with_headline("Rostec exits", "A body.") == "Rostec exits\n\nA body."
    assert with_headline(None, "A body.") == "A body."


def test_what_the_user_says_stands():
    report = read(b"The ministry denied it.", Hints(published="2019-06", outlet="The Post"))
    assert (str(report.published.day), report.published.precision, report.outlet) == ("2019-06-01", "month", "The Post")
    assert report.provenance["published"] == report.provenance["outlet"] == "given"


@pytest.mark.parametrize("payload", [b"", b" \n\t ", b"\xef\xbb\xbf", " \n".encode("utf-16")])
def test_nothing_is_empty(payload):
    with pytest.raises(EmptyInput):
        read(payload)


@settings(deadline=None)  # first use loads libraries
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_round_trip(text):
    source = "The ministry of defense said that it had not left the country.\r\n" + text
    assert read(source.encode()).text == source.removeprefix("\ufeff")


@settings(deadline=None)  # first use loads libraries
@given(st.sampled_from(["text", "html", "record"]), st.binary(max_size=300), st.booleans())
def test_any_bytes_give_a_report_or_a_reason(kind, payload, wrap):
    if wrap and kind == "html":
        payload = b"<html><body><p>" + payload + b"</p><p>" + b"The ministry said that it had left. " * 6 + b"</p>"
    try:
        report = extract(make_item("x", kind, payload, HINTS), HINTS)
    except SkipReport:
        event("skipped")
    else:
        assert report.text.strip()
        assert report.published is None or kind != "text"
        report.text.encode("utf-8")

"""Every input is accounted for, in the same order every time."""

import contextlib
import io
import json
import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.records import Skipped
from backstay.records.errors import SkipReport, UsageError
from backstay.sources import Hints, Item, discover, extract

from .pages import page

HINTS = Hints()
TEXT = "The ministry said that it had cut its staff in Venezuela to a few dozen people."


def reasons(found):
    return [(Path(part.address).name, part.reason if isinstance(part, Skipped) else part.kind) for part in found]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "page.html").write_bytes(page())
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "c.jsonl").write_text(json.dumps({"text": TEXT}) + "\n")
    (tmp_path / "d.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "e.xml").write_text("<rss>")
    (tmp_path / "f").write_text(TEXT)
    (tmp_path / "g.txt").write_bytes(b"")
    (tmp_path / ".hidden.txt").write_text(TEXT)
    (tmp_path / "table.csv").write_text("a,b")
    return tmp_path


def test_a_folder_in_order_with_nothing_lost(folder):
    found = list(discover([str(folder)], HINTS))
    assert reasons(found) == [
        ("a.txt", "text"), ("page.html", "html"), ("c.jsonl#line=1", "record"), ("d.pdf", "not-text"),
        ("e.xml", "broken-feed"), ("f", "text"), ("g.txt", "empty"), ("table.csv", "not-text"),
    ]  # fmt: skip
    again = list(discover([str(folder)], HINTS))
    assert [part.key for part in found if isinstance(part, Item)] == [
        part.key for part in again if isinstance(part, Item)
    ]


def test_one_bad_input_never_stops_the_others(folder):
    inputs = ["/no/such/path", "a\x00b", "ftp://example.com/a", "https://", "/dev/zero", "", str(folder / "a.txt")]
    found = list(discover(inputs, HINTS))
    assert [getattr(part, "reason", "item") for part in found] == [
        "not-readable", "not-readable", "fetch-failed", "fetch-failed", "not-readable", "not-readable", "item",
    ]  # fmt: skip
    for part in found[:-1]:
        assert part.detail.count(".") >= 2  # what is wrong and what to do
        assert part.at is not None


@pytest.mark.parametrize(
    ("name", "payload", "reason", "says"),
    [
        ("a.html", b"", "empty", "nothing"),
        ("a.txt", b"  \n", "empty", "nothing"),
        ("a.pdf", b"%PDF-1.7 x", "not-text", "html"),
        ("noname", b"%PDF-1.7 x", "not-text", "PDF"),
        ("a.png", b"\x89PNG", "not-text", ".jsonl"),
        ("a.zip", b"PK\x03\x04", "not-text", ".txt"),
        ("a.gz", b"not gzip", "not-readable", "damaged"),
        ("a.txt", b"x" * 2_001, "too-large", "2,000 bytes"),
    ],
)
def test_bad_files_say_what_is_wrong(tmp_path, name, payload, reason, says):
    (tmp_path / name).write_bytes(payload)
    (only,) = discover([str(tmp_path / name)], Hints(max_bytes=2_000))
    assert (only.reason, says in only.detail) == (reason, True)


def test_a_page_of_100_mb_is_refused_unread(tmp_path):
    path = tmp_path / "huge.html"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    (only,) = discover([str(path)], HINTS)
    assert only.reason == "too-large"


def test_a_packed_page_is_bounded_as_unpacked(tmp_path):
    import gzip

    path = tmp_path / "bomb.html.gz"
    path.write_bytes(gzip.compress(b"<p>" + b"x" * 3_000_000))
    (only,) = discover([str(path)], Hints(max_bytes=1_000_000))
    assert only.reason == "too-large"


def test_links_that_go_round_are_followed_once(folder):
    (folder / "b" / "up").symlink_to(folder)
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "z").symlink_to(folder / "b")
    found = reasons(discover([str(folder)], HINTS))
    assert ("up", "not-readable") in found
    assert ("loop.txt", "not-readable") in found
    assert found.count(("page.html", "html")) == 2  # by its own name and by the link z


def test_a_folder_and_a_file_without_permission():
    """Root may read everything, so as root the question is put as another user."""
    with tempfile.TemporaryDirectory() as name:
        above = Path(name)
        above.chmod(0o755)
        (above / "open.txt").write_text(TEXT)
        (above / "open.txt").chmod(0o644)
        (above / "secret.txt").write_text(TEXT)
        (above / "secret.txt").chmod(0)
        (above / "closed").mkdir(mode=0)
        root = os.geteuid() == 0
        try:
            if root:
                os.seteuid(65534)
            found = list(discover([name, str(above / "closed")], HINTS))
        finally:
            if root:
                os.seteuid(0)
            (above / "closed").chmod(0o700)
    assert reasons(found) == [
        ("closed", "not-readable"), ("open.txt", "text"), ("secret.txt", "not-readable"), ("closed", "not-readable"),
    ]  # fmt: skip
    assert "may not read" in found[0].detail


@pytest.mark.parametrize(
    ("payload", "kinds"),
    [
        (json.dumps({"text": TEXT}).encode() + b"\n" + json.dumps({"text": TEXT}).encode(), ["record", "record"]),
        (json.dumps([{"text": TEXT}]).encode(), ["record"]),
        (page(), ["html"]),
        (b"<?xml version='1.0'?><rss version='2.0'><channel><item><title>T</title>"
         b"<description>It denied it.</description></item></channel></rss>", ["text"]),
        (TEXT.encode(), ["text"]),
        (b"[Reuters] - The ministry denied it.", ["text"]),
        (b"", ["empty"]),
        (b"%PDF-1.4", ["not-text"]),
    ],
)  # fmt: skip
def test_standard_input_is_told_by_its_beginning(monkeypatch, payload, kinds):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(payload)))
    found = list(discover(["-"], HINTS))
    assert [part.reason if isinstance(part, Skipped) else part.kind for part in found] == kinds
    assert all(part.address.startswith("-") for part in found)


def test_a_pipe_is_read_like_standard_input(tmp_path):
    reader, writer = os.pipe()
    os.write(writer, TEXT.encode())
    os.close(writer)
    (item,) = discover([f"/dev/fd/{reader}"], HINTS)
    os.close(reader)
    assert extract(item, HINTS).text == TEXT


def test_names_that_are_no_utf8_have_an_address_that_can_be_stored(tmp_path):
    raw = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(raw, "w") as file:  # noqa: PTH123
        file.write(TEXT)
    (item,) = discover([str(tmp_path)], HINTS)
    item.address.encode("utf-8")
    assert extract(item, HINTS).text == TEXT


def test_keys_follow_what_changes_the_report(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT)

    def key(**hints):
        (item,) = discover([str(path)], Hints(**hints))
        return item.key

    first = key()
    assert first == key() == key(max_bytes=1_000)
    assert len({first, key(published="2019-06-03"), key(outlet="The Post"), key(languages=("en", "es"))}) == 4
    path.write_text(TEXT + "!")
    assert key() != first


def test_items_and_hints_cross_process_borders(folder):
    for part in discover([str(folder)], HINTS):
        assert pickle.loads(pickle.dumps(part)) == part
    assert pickle.loads(pickle.dumps(HINTS)) == HINTS


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(["", ".html", ".txt", ".json", ".jsonl", ".xml", ".jsonl.gz", ".pdf"]),
    st.sampled_from(
        [b"", b"<rss><channel><item><title>x", b"<html><p>", b'[{"text": "a"}, ', b'{"text": "a"}\n', b"\xff\xfe"]
    ),
    st.binary(max_size=200),
)
def test_any_file_is_accounted_for(suffix, beginning, rest):
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / f"a{suffix}"
        path.write_bytes(beginning + rest)
        found = list(discover([str(path)], HINTS))
    assert found
    for part in found:
        with contextlib.suppress(SkipReport):
            if isinstance(part, Item):
                assert extract(part, HINTS).text.strip()


@pytest.mark.parametrize("hints", [{"published": "yesterday"}, {"published": "2019-02-30"}, {"languages": ()}])
def test_hints_that_cannot_be_meant(hints):
    with pytest.raises(UsageError) as caught:
        Hints(**hints)
    assert caught.value.hint


def test_importing_loads_nothing_heavy():
    heavy = ("trafilatura", "lxml", "httpx", "feedparser", "numpy", "py3langid", "charset_normalizer")
    code = "import sys, backstay.sources as s; print({*sys.argv[1:]} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"

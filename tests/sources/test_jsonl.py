"""JSON lines and arrays: every record accounted for, never all at once."""

import gzip
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.records import Skipped
from backstay.records.errors import BrokenLine, EmptyInput, SkipReport, UsageError
from backstay.sources import Hints, discover, extract
from backstay.sources.jsonl import values

TEXT = "The ministry said that it had cut its staff in Venezuela to a few dozen people."
HINTS = Hints()


def write(path, *lines):
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
    return str(path)


def one(path, hints=HINTS):
    (item,) = discover([path], hints)
    return extract(item, hints)


@pytest.mark.parametrize("text", ["text", "body", "content", "articleBody"])
@pytest.mark.parametrize("published", ["date", "published", "publication_date", "publishedAt"])
def test_common_columns_are_known(tmp_path, text, published):
    record = {text: TEXT, published: "2019-06-03", "headline": "Staff cut", "source": {"id": None, "name": "The Post"},
              "authors": ["A. Writer", "B. Writer"], "link": "https://post.example/a"}  # fmt: skip
    report = one(write(tmp_path / "a.jsonl", record))
    assert report.text == f"Staff cut\n\n{TEXT}"
    assert (report.title, report.outlet, report.byline) == ("Staff cut", "The Post", "A. Writer, B. Writer")
    assert (report.url, str(report.published.day)) == ("https://post.example/a", "2019-06-03")
    assert report.provenance["published"] == f"column {published}"


def test_a_column_map_overrides_the_usual_names(tmp_path):
    path = write(tmp_path / "a.jsonl", {"text": "no", "prose": TEXT, "date": "2019-06-03", "seen": "2018-01-02"})
    report = one(path, Hints(columns={"text": "prose", "published": "seen"}))
    assert report.text == TEXT
    assert str(report.published.day) == "2018-01-02"
    with pytest.raises(BrokenLine, match="nowhere"):
        one(path, Hints(columns={"text": "nowhere"}))
    with pytest.raises(UsageError, match="colour"):
        Hints(columns={"colour": "x"})


def test_each_bad_line_costs_itself_only(tmp_path):
    path = write(
        tmp_path / "a.jsonl", {"text": TEXT}, b"{broken", b"", b"[1, 2]", {"title": "no text"}, {"text": TEXT + "!"}
    )
    found = list(discover([path], HINTS))
    assert [item.address.rpartition("#")[2] for item in found] == ["line=1", "line=2", "line=4", "line=5", "line=6"]
    reasons = []
    for item in found:
        try:
            reasons.append(extract(item, HINTS).text[-1])
        except SkipReport as error:
            reasons.append(error.reason)
    assert reasons == [".", "broken-line", "broken-line", "broken-line", "!"]


def test_a_line_over_the_limit_is_skipped_and_the_next_one_read(tmp_path):
    path = write(tmp_path / "a.jsonl", {"text": TEXT * 100}, {"text": TEXT})
    long, short = discover([path], Hints(max_bytes=1_000))
    assert (long.reason, short.address) == ("too-large", f"{path}#line=2")


def test_packed_files_are_streamed(tmp_path):
    for name in ("a.jsonl.gz", "a.json.gz", "a.ndjson.gz"):
        path = tmp_path / name
        path.write_bytes(gzip.compress(b"\n".join(json.dumps({"text": f"{TEXT} {n}"}).encode() for n in range(50))))
        assert len({extract(item, HINTS).id for item in discover([str(path)], HINTS)}) == 50


def test_a_packed_file_that_breaks_off_gives_what_it_has_and_says_so(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(
        gzip.compress(b"\n".join(json.dumps({"text": f"{TEXT} {n}"}).encode() for n in range(5_000)))[:-2_000]
    )
    *items, last = discover([str(path)], HINTS)
    assert len(items) > 100
    assert isinstance(last, Skipped)
    assert last.reason == "not-readable"


@pytest.mark.parametrize("wrap", [lambda r: r, lambda r: {"status": "ok", "articles": r}])
@pytest.mark.parametrize("indent", [None, 2])
def test_arrays_and_wrapped_arrays(tmp_path, wrap, indent):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(wrap([{"content": f"{TEXT} {n}"} for n in range(5)]), indent=indent))
    found = list(discover([str(path)], HINTS))
    assert [item.address.rpartition("#")[2] for item in found] == [f"item={n}" for n in range(1, 6)]
    assert [extract(item, HINTS).text for item in found] == [f"{TEXT} {n}" for n in range(5)]


def test_a_broken_array_gives_what_comes_before(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"text": TEXT}, {"text": TEXT}])[:-5])
    first, last = discover([str(path)], HINTS)
    assert extract(first, HINTS).text == TEXT
    assert (last.reason, "after record 1" in last.detail) == ("broken-line", True)


def test_markup_in_a_column_becomes_paragraphs(tmp_path):
    path = write(
        tmp_path / "a.jsonl", {"content_html": f"<p>{TEXT}</p><script>no()</script><p>It denied it &amp; left.</p>"}
    )
    assert one(path).text == f"{TEXT}\n\nIt denied it & left."


def test_odd_values_settle_nothing(tmp_path):
    record = {"text": TEXT + "\ud800\x00", "date": 12, "url": "javascript:alert(1)", "source": True, "title": None}
    report = one(write(tmp_path / "a.jsonl", record))
    assert report.text == TEXT + "\ufffd\ufffd"
    assert (report.published, report.url, report.outlet, report.title) == (None, None, None, None)


def test_an_empty_text_is_empty(tmp_path):
    with pytest.raises(EmptyInput):
        one(write(tmp_path / "a.jsonl", {"content_html": "<p> </p>"}))


@settings(deadline=None)  # first use loads libraries
@given(st.lists(st.dictionaries(st.text(max_size=5), st.text() | st.integers() | st.none(), min_size=1), max_size=8))
def test_values_gives_back_every_object(records):
    records = [record | {"text": "words"} for record in records]
    for indent in (None, 1):
        stream = io.BytesIO(json.dumps(records, indent=indent).encode())
        assert [json.loads(value) for _, value in values(stream, 1_000_000)] == records


@pytest.mark.shared
def test_the_whole_archive_has_no_failure(archive):
    """4.9 million words in a few seconds: about 2.5 million words a second."""
    hints, ids, words = Hints(), set(), 0
    for item in discover([str(archive)], hints):
        report = extract(item, hints)
        assert all((report.published, report.outlet, report.url, report.title))
        ids.add(report.id)
        words += report.text.count(" ")
    assert len(ids) == 5_086
    assert words > 4_500_000

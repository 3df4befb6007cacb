"""Addresses: polite, bounded, and never into a private network unasked."""

import ipaddress
import time

import pytest

from backstay._version import __version__
from backstay.records import Skipped
from backstay.records.errors import BrokenFeed, FetchFailed, TooLarge
from backstay.sources import Hints, Item, discover, extract
from backstay.sources.addresses import checked_parts, is_public, resolve
from backstay.sources.fetch import Limits, fetch
from backstay.sources.items import make_item

HINTS = Hints(allow_private=True)
QUICK = Limits(connect=1.0, read=0.4, total=0.8)


def test_a_page_comes_with_where_and_when(server):
    fetched = fetch(f"{server.base}/story", HINTS)
    assert b"Rostec" in fetched.payload
    assert fetched.url == f"{server.base}/story"
    assert fetched.retrieved.tzinfo is not None
    assert server.agents == {f"Backstay/{__version__}"}


def test_redirects_are_followed_to_the_end(server):
    assert fetch(f"{server.base}/once", HINTS).url == f"{server.base}/story"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("circle", "circle"), ("forever", "more than 5"), ("gone", "no page"), ("image", "image/png"), ("error", "500"),
        ("private", "robots"), ("inward", "file:"), ("torn", "breaks off"), ("odd", "br"), ("nowhere", "failed"),
    ],
)  # fmt: skip
def test_what_is_no_page_says_why(server, path, says):
    with pytest.raises(FetchFailed, match=says) as caught:
        fetch(f"{server.base}/{path}", HINTS)
    assert caught.value.hint


@pytest.mark.parametrize("path", ["hang", "drip"])
def test_an_address_that_hangs_is_given_up(server, path):
    begun = time.monotonic()
    with pytest.raises(FetchFailed, match="in time"):
        fetch(f"{server.base}/{path}", HINTS, QUICK)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("path", ["large", "bomb"])
def test_size_is_bounded_as_sent_and_unpacked(server, path):
    with pytest.raises(TooLarge, match="100,000"):
        fetch(f"{server.base}/{path}", Hints(allow_private=True, max_bytes=100_000))


def test_packed_pages_and_declared_charsets(server):
    assert b"Rostec" in fetch(f"{server.base}/packed", HINTS).payload
    (item,) = discover([f"{server.base}/latin"], HINTS)
    assert "“The numbers" in extract(item, HINTS).text


def test_robots_are_asked_once_and_closed_sites_left_alone(server):
    for _ in range(2):
        fetch(f"{server.base}/story", HINTS)
    assert server.asked["/robots.txt"] == 1


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (503, False)])
def test_a_site_whose_robots_fail(server, status, allowed):
    server.robots_status = status
    if allowed:
        assert fetch(f"{server.base}/story", HINTS).payload
    else:
        with pytest.raises(FetchFailed, match="robots"):
            fetch(f"{server.base}/story", HINTS)


def test_private_networks_are_refused_before_a_connection(server):
    with pytest.raises(FetchFailed, match="private network"):
        fetch(f"{server.base}/story", Hints())
    with pytest.raises(FetchFailed, match="private network"):
        fetch(f"http://localhost:{server.server_port}/story", Hints())
    assert not server.asked


def test_a_name_is_looked_up_once_and_that_address_connected_to(server, monkeypatch):
    """A name server that answers differently the second time gets nowhere."""
    import socket

    looked_up = []
    real = socket.getaddrinfo

    def answer(host, *args, **kwargs):
        looked_up.append(host)
        return real("127.0.0.1" if host == "news.example" else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    fetched = fetch(f"http://news.example:{server.server_port}/story", HINTS)
    assert fetched.url.startswith("http://news.example")
    assert looked_up.count("news.example") == 2  # robots.txt and the page, once each


@pytest.mark.parametrize(
    "url",
    [
        "http://user:secret@example.com/",
        "ftp://example.com/a",
        "http://",
        "http://exa mple:99999/",
        "file:///etc/passwd",
    ],
)
def test_addresses_that_are_not_asked_for(url):
    with pytest.raises(FetchFailed) as caught:
        checked_parts(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("127.0.0.1", False), ("10.1.2.3", False),
        ("192.168.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False),
        ("224.0.0.1", False), ("::1", False), ("fe80::1", False), ("fc00::1", False), ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("240.0.0.1", False),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address, public):
    assert is_public(ipaddress.ip_address(address)) is public


def test_an_unknown_host_is_named():
    with pytest.raises(FetchFailed, match=r"no-such-host\.invalid"):
        resolve(checked_parts("http://no-such-host.invalid/"), allow_private=False)


def test_discover_tells_pages_texts_and_feeds_apart(server):
    found = list(discover([f"{server.base}/{name}" for name in ("story", "note", "feed", "gone")], HINTS))
    assert [getattr(item, "kind", None) for item in found] == ["html", "text", "url", None]
    assert isinstance(found[3], Skipped)
    assert found[3].reason == "fetch-failed"
    page, note = (extract(item, HINTS) for item in found[:2])
    assert page.url == f"{server.base}/story"
    assert page.published is None
    assert note.text == "The ministry denied it.\n"


def test_a_feeds_story_is_fetched_and_keeps_what_the_feed_knew(server):
    (item,) = discover([f"{server.base}/feed"], HINTS)
    assert isinstance(item, Item)
    assert (item.payload, item.address) == (None, f"{server.base}/story")
    report = extract(item, HINTS)
    assert "few dozen" in report.text
    assert (str(report.published.day), report.outlet) == ("2019-06-03", "The Post")
    assert report.provenance["published"] == report.provenance["outlet"] == "feed"


def test_a_link_to_a_feed_is_no_story(server):
    with pytest.raises(BrokenFeed, match="feed"):
        extract(make_item(f"{server.base}/feed", "url", None, HINTS), HINTS)


def test_fetching_works_inside_a_running_event_loop(server):
    import asyncio

    async def inside() -> bytes:
        return fetch(f"{server.base}/story", HINTS).payload

    assert b"Rostec" in asyncio.run(inside())

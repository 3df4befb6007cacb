"""Addresses fetched politely: bounded in time, size and redirects, robots.txt heeded, private networks left alone."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlunsplit

from backstay._version import __version__
from backstay.records.errors import BrokenFeed, FetchFailed, TooLarge

from .addresses import checked_parts, resolve
from .inflate import Body, too_large
from .items import Hints, Item, make_item
from .robots import Site, sites
from .sniff import HEAD_BYTES, form_of

if TYPE_CHECKING:
    import httpx

USER_AGENT = f"Backstay/{__version__}"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TEXTUAL = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/rdf",
            "application/json", "application/feed+json", "application/x-ndjson", "application/jsonl")  # fmt: skip
_ROBOTS_BYTES = 500_000  # RFC 9309 asks for at least 500 KiB to be read
_SAVE = "Open it in a browser, save the page, and read the file."


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect, between two arrivals of bytes, and for all of it; redirects that are followed."""

    connect: float = 10.0
    read: float = 15.0
    total: float = 40.0
    redirects: int = 5


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: where it was in the end, its bytes, its type and charset as declared."""

    url: str
    payload: bytes
    content_type: str
    charset: str | None
    retrieved: datetime

    def fields(self) -> dict[str, str]:
        """As an item's fields."""
        known = {"url": self.url, "retrieved": self.retrieved.isoformat()}
        return known | {"charset": self.charset} if self.charset else known


def fetch(url: str, hints: Hints, limits: Limits = LIMITS) -> Fetched:
    """The page, feed or text at `url`.

    Raises:
        FetchFailed: it hangs, redirects without end, answers with an error or with something that is no text, is in a
            private network, or its site's robots.txt asks programs to stay away.
        TooLarge: over `hints.max_bytes`, as sent or unpacked.
    """
    return _run(_fetch_in_time(url, hints, limits))


def fetched_story(item: Item, hints: Hints, limits: Limits = LIMITS) -> Item:
    """A `url` item with its page.

    Raises:
        FetchFailed, TooLarge: as `fetch`.
        BrokenFeed: what is there is a feed or a list of records, not one story.
    """
    fetched = fetch(item.address, hints, limits)
    form = form_of("", fetched.payload[:HEAD_BYTES])
    if form not in {"html", "text"}:
        raise BrokenFeed(
            "This address leads to a feed, not to a story.", hint="Give the feed's address itself to be read."
        )
    fields = {**item.fields, **fetched.fields()}
    return make_item(item.address, "text" if form == "text" else "html", fetched.payload, hints, fields)


def _run(work: Coroutine[object, object, Fetched]) -> Fetched:
    """Run to the end in a thread of its own, so that it works where an event loop runs already (notebooks)."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()


async def _fetch_in_time(url: str, hints: Hints, limits: Limits) -> Fetched:
    import httpx

    timeout = httpx.Timeout(limits.read, connect=limits.connect)
    try:
        async with asyncio.timeout(limits.total):
            # No proxies, cookies or passwords of this machine: what is fetched is what anybody would get.
            async with httpx.AsyncClient(timeout=timeout, trust_env=False, follow_redirects=False) as client:
                return await _Visit(client, hints, limits).follow(url)
    except (TimeoutError, httpx.TimeoutException) as error:
        raise FetchFailed("The address did not answer in time.", hint="Try again later, or save the page.") from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        said = f" ({error})" if str(error) else ""
        raise FetchFailed(f"The connection failed{said}.", hint="Check the address and your connection.") from error


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer on the way; `location` is set for a redirect."""

    status: int
    location: str | None
    content_type: str
    charset: str | None
    body: bytes


@dataclass(frozen=True, slots=True)
class _Visit:
    """One visit to one address."""

    client: httpx.AsyncClient
    hints: Hints
    limits: Limits

    async def follow(self, url: str) -> Fetched:
        """Through the redirects to the answer, each step checked anew."""
        seen: set[str] = set()
        while len(seen) <= self.limits.redirects:
            parts = checked_parts(url)
            seen.add(url)
            site = await self._site(parts)
            if not site.allows(url, USER_AGENT):
                raise FetchFailed("The site's robots.txt asks programs not to read this page.", hint=_SAVE)
            await site.wait(USER_AGENT)
            answer = await self._ask(url, self.hints.max_bytes, pages_only=True)
            if answer.location is None:
                now = datetime.now(UTC).replace(microsecond=0)
                return Fetched(url, answer.body, answer.content_type, answer.charset, now)
            url = urljoin(url, answer.location)
            if url in seen:
                raise FetchFailed("The address redirects in a circle.", hint=_SAVE)
        raise FetchFailed(f"The address redirects more than {self.limits.redirects} times.", hint=_SAVE)

    async def _site(self, parts: SplitResult) -> Site:
        """The site's rules, asked for once an hour."""
        origin = urlunsplit((parts.scheme, parts.netloc, "", "", ""))
        known = sites().get(origin)
        if known is not None:
            return known
        url = f"{origin}/robots.txt"
        for _ in range(self.limits.redirects + 1):
            try:
                answer = await self._ask(url, _ROBOTS_BYTES, pages_only=False)
            except TooLarge:
                return sites().keep(origin, 503, b"")
            if answer.location is None:
                return sites().keep(origin, answer.status, answer.body)
            url = urljoin(url, answer.location)
        return sites().keep(origin, 404, b"")  # RFC 9309: rules behind too many redirects count as none

    async def _ask(self, url: str, limit: int, *, pages_only: bool) -> _Answer:
        """Ask one address, on a connection to one of the network addresses that were checked."""
        import httpx

        parts = checked_parts(url)
        host = parts.hostname or ""
        found = await asyncio.to_thread(resolve, parts, allow_private=self.hints.allow_private)
        for last, address in [(number == len(found), address) for number, address in enumerate(found, start=1)]:
            request = self.client.build_request(
                "GET",
                httpx.URL(url).copy_with(host=address),
                headers=_headers(parts),
                extensions={"sni_hostname": host.encode("idna").decode("ascii")},
            )
            try:
                answer = await self.client.send(request, stream=True)
            except httpx.ConnectError:
                if last:
                    raise
                continue
            try:
                return await _read(answer, limit, pages_only=pages_only)
            finally:
                await answer.aclose()
        raise FetchFailed(f"There is no host “{host}”.", hint="Check the address and your connection.")


def _headers(parts: SplitResult) -> dict[str, str]:
    host = (parts.hostname or "").encode("idna").decode("ascii")
    named = f"[{host}]" if ":" in host else host
    return {
        "Host": f"{named}:{parts.port}" if parts.port else named,
        "User-Agent": USER_AGENT,
        "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/plain;q=0.8",
        "Accept-Language": "en",
        "Accept-Encoding": "gzip",
    }


async def _read(answer: httpx.Response, limit: int, *, pages_only: bool) -> _Answer:
    """Status, type and body; the body of a redirect or an error is left where it is."""
    kind, _, rest = answer.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    charset = rest.lower().partition("charset=")[2].partition(";")[0].strip(" \"'") or None
    location = answer.headers.get("location") if answer.status_code in _REDIRECTS else None
    body = b""
    if pages_only and location is None:
        _refuse(answer.status_code, kind)
    if location is None and answer.status_code == 200:
        body = await _body(answer, limit)
    return _Answer(answer.status_code, location, kind, charset, body)


def _refuse(status: int, kind: str) -> None:
    """Raise FetchFailed for an answer that is no page."""
    if status in {404, 410}:
        raise FetchFailed(f"There is no page at this address ({status}).", hint="Check the address.")
    if status in {401, 402, 403, 451}:
        raise FetchFailed(f"The site does not give this page to programs ({status}).", hint=_SAVE)
    if status != 200:
        raise FetchFailed(f"The site answered with an error ({status}).", hint="Try again later, or save the page.")
    if kind and not kind.startswith(_TEXTUAL):
        raise FetchFailed(f"The address leads to {kind}, not to a page.", hint=_SAVE)


async def _body(answer: httpx.Response, limit: int) -> bytes:
    declared = answer.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise too_large(limit)
    body = Body(answer.headers.get("content-encoding", ""), limit)
    async for chunk in answer.aiter_raw():
        body.add(chunk)
    return body.whole()

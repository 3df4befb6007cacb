"""What sites' robots.txt ask of programs (RFC 9309), remembered for an hour in this process."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

_REMEMBERED = 3600.0  # seconds
_MOST_SITES = 1_000
_LONGEST_WAIT = 10.0  # seconds between two requests to one site, whatever the site asks for


@dataclass(slots=True)
class Site:
    """One site's rules; None stands for a site that could not say, which is then left alone."""

    rules: Protego | None
    asked: float
    last_visit: float | None = None

    def allows(self, url: str, agent: str) -> bool:
        """May `agent` fetch `url`?"""
        return self.rules is not None and bool(self.rules.can_fetch(url, agent))

    async def wait(self, agent: str) -> None:
        """Keep the pause between requests that the site asks for."""
        delay = self.rules.crawl_delay(agent) if self.rules is not None else None
        if delay and self.last_visit is not None:
            await asyncio.sleep(max(0.0, min(delay, _LONGEST_WAIT) - (time.monotonic() - self.last_visit)))
        self.last_visit = time.monotonic()


class Sites:
    """The sites that this process has asked."""

    def __init__(self) -> None:
        self._known: dict[str, Site] = {}

    def get(self, origin: str) -> Site | None:
        """The site, if it was asked within the hour."""
        site = self._known.get(origin)
        return site if site is not None and time.monotonic() - site.asked < _REMEMBERED else None

    def keep(self, origin: str, status: int, body: bytes) -> Site:
        """Remember what the site answered: rules, no rules (4xx), or trouble (5xx), which closes it for now."""
        from protego import Protego

        if len(self._known) >= _MOST_SITES:
            self._known.clear()
        text = body.decode("utf-8", "replace") if 200 <= status < 300 else ""
        rules = None if status >= 500 or status == 429 else Protego.parse(text)
        site = self._known[origin] = Site(rules, time.monotonic())
        return site


@lru_cache(maxsize=1)
def sites() -> Sites:
    """The memory of sites of this process: a cache, so that a feed of fifty stories asks each site once."""
    return Sites()

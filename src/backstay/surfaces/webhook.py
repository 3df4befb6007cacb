"""Alerts sent to an address: one POST each, again where the other side is busy, never into a private network."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .._version import __version__
from ..records.errors import FetchFailed
from ..sources.addresses import checked_parts, resolve

if TYPE_CHECKING:
    import httpx

TRIES = 4
PAUSES = (1.0, 4.0, 15.0)
"""Seconds before the second, third and fourth try."""

LONGEST_PAUSE = 60.0
"""The most that is waited because the other side asks for it (Retry-After)."""

_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
SECRET = "BACKSTAY_WEBHOOK_SECRET"  # noqa: S105 - the name of a variable
"""Environment variable: with it, each message is signed, so that the receiver knows who sent it."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends to one address. `secret` signs; `allow_private` lets addresses in private networks through."""

    address: str
    secret: str = ""
    allow_private: bool = False
    sleep: Callable[[float], None] = time.sleep

    def send(self, message: Mapping[str, Any]) -> None:
        """POST one message as JSON.

        Raises FetchFailed where the address is not allowed, answers with a refusal, or is still busy at the last try.
        """
        body = json.dumps(message, ensure_ascii=False).encode()
        for attempt in range(TRIES):
            said, pause = self._try(body)
            if said is None:
                return
            if pause is None or attempt == TRIES - 1:
                raise FetchFailed(f"The webhook did not take the alert: {said}.", hint=_HINT)
            self.sleep(min(max(PAUSES[attempt], pause), LONGEST_PAUSE))

    def _try(self, body: bytes) -> tuple[str | None, float | None]:
        """What went wrong (None: nothing), and the seconds to wait before another try (None: there is no use)."""
        import httpx

        try:
            with httpx.Client(timeout=httpx.Timeout(15, connect=10), trust_env=False, follow_redirects=False) as client:
                answer = self._post(client, body)
        except (httpx.HTTPError, OSError) as error:
            return f"the connection failed ({type(error).__name__})", 0.0
        if answer.is_success:
            return None, None
        pause = _asked_pause(answer) if answer.status_code in _BUSY else None
        return f"it answered {answer.status_code}", pause

    def _post(self, client: httpx.Client, body: bytes) -> httpx.Response:
        """To one of the network addresses that were checked, so that no second look-up can lead elsewhere."""
        import httpx

        parts = checked_parts(self.address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        network = resolve(parts, allow_private=self.allow_private)[0]
        named = f"[{host}]" if ":" in host else host
        headers = {
            "Host": f"{named}:{parts.port}" if parts.port else named,
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": f"Backstay/{__version__}",
        }
        if self.secret:
            signed = hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
            headers["X-Backstay-Signature"] = f"sha256={signed}"
        to = httpx.URL(self.address).copy_with(host=network)
        return client.post(to, content=body, headers=headers, extensions={"sni_hostname": host})


_HINT = "It stays on the list and is sent again by the next `backstay watch` with this address."


def _asked_pause(answer: httpx.Response) -> float:
    asked = answer.headers.get("retry-after", "")
    return float(asked) if asked.isdigit() else 0.0

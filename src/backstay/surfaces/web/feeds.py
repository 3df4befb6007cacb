"""Alerts as feeds: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as Xml

from .models import AlertOut, WatchOut

TITLE = "Backstay: ties that broke"
_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def atom(view: WatchOut, here: str, page: str, base: str) -> bytes:
    """The feed as Atom. `here` is its own address, `page` that of the page, `base` the site's without a slash."""
    feed = Xml.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _text(feed, "id", "urn:backstay:alerts")
    _text(feed, "title", TITLE)
    _text(feed, "updated", _updated(view).isoformat())
    Xml.SubElement(Xml.SubElement(feed, "author"), "name").text = "Backstay"
    Xml.SubElement(feed, "link", {"rel": "self", "href": here, "type": "application/atom+xml"})
    Xml.SubElement(feed, "link", {"rel": "alternate", "href": page, "type": "text/html"})
    for alert in view.alerts:
        entry = Xml.SubElement(feed, "entry")
        _text(entry, "id", f"urn:backstay:alert:{alert.id}")
        _text(entry, "title", alert.title)
        _text(entry, "updated", alert.raised.isoformat())
        _text(entry, "summary", alert.text)
        Xml.SubElement(entry, "link", {"rel": "alternate", "href": _link(base, alert), "type": "text/html"})
        Xml.SubElement(entry, "category", {"term": str(alert.channel)})
    return bytes(Xml.tostring(feed, encoding="utf-8", xml_declaration=True))


def json_feed(view: WatchOut, here: str, page: str, base: str) -> dict[str, Any]:
    """The same as JSON Feed; `_backstay` holds the alert whole."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": TITLE,
        "home_page_url": page,
        "feed_url": here,
        "language": "en",
        "items": [
            {
                "id": f"urn:backstay:alert:{alert.id}",
                "url": _link(base, alert),
                "title": alert.title,
                "content_text": alert.text,
                "date_published": alert.raised.isoformat(),
                "tags": [str(alert.channel), str(alert.effect)],
                "_backstay": alert.model_dump(mode="json"),
            }
            for alert in view.alerts
        ],
    }


def _updated(view: WatchOut) -> datetime:
    return max((alert.raised for alert in view.alerts), default=_NEVER)


def _link(base: str, alert: AlertOut) -> str:
    return f"{base}/states/{alert.client}/ties"


def _text(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = text

"""What a page's JSON-LD (schema.org) says about the article on it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from .dates import read_date
from .draft import Draft

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ORIGIN = "json-ld"
_ARTICLE = ("article", "posting", "report", "newsarticle", "liveblog")
_DEPTH = 6  # of nested references; real pages have two or three
Node = dict[str, Any]


def add_json_ld(draft: Draft, tree: HtmlElement) -> None:
    """Settle title, outlet, byline and publication time from the first article node, then from the page's own node."""
    nodes = list(_nodes(tree))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if _is_a(node, _ARTICLE)][:1]
    pages = [node for node in nodes if _is_a(node, ("webpage",))][:1]
    for node in articles + pages:
        draft.settle("title", _text(node.get("headline")) or _text(node.get("name")), ORIGIN)
        draft.settle("outlet", ", ".join(_names(node.get("publisher"), by_id)), ORIGIN)
        draft.settle("byline", ", ".join(_names(node.get("author"), by_id)), ORIGIN)
        draft.settle_date(read_date(_text(node.get("datePublished"))), ORIGIN)


def _nodes(tree: HtmlElement) -> Iterator[Node]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            yield from _flat(_parse(script.text or ""))


def _parse(source: str) -> object:
    """JSON as pages write it: with raw line breaks in strings, in comments. None where it is broken."""
    source = source.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        return json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return None


def _flat(value: object) -> Iterator[Node]:
    """Top-level nodes and those of `@graph` and `mainEntity`; lists of other stories stay out."""
    if isinstance(value, list):
        for part in value:
            if isinstance(part, dict):
                yield from _flat(part)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity"):
            parts = value.get(key)
            for part in parts if isinstance(parts, list) else [parts]:
                if isinstance(part, dict):
                    yield part


def _is_a(node: Node, endings: Iterable[str]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.lower().endswith(tuple(endings)) for name in names)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _names(value: object, by_id: dict[str, Node], depth: int = 0) -> list[str]:
    """Names of persons or organisations: a string, a node, a reference to a node, or a list of those."""
    if depth > _DEPTH:
        return []
    if isinstance(value, list):
        return [name for part in value for name in _names(part, by_id, depth + 1)]
    if isinstance(value, dict):
        if "name" in value:
            return _names(value["name"], by_id, depth + 1)
        known = by_id.get(_text(value.get("@id")))
        return _names(known, by_id, depth + 1) if known is not None and known is not value else []
    name = _text(value).strip()
    return [name] if name and not name.startswith(("http://", "https://")) else []

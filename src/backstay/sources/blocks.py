"""The words of a tree, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_BORDER = "\x1e"  # stands for the edge of a block; no text that was cleaned holds it


def paragraphs(root: _Element, blocks: frozenset[str], unseen: frozenset[str] = frozenset()) -> list[str]:
    """Text of each block under `root`, white space folded, in reading order.

    Args:
        root: the tree; it is not changed.
        blocks: names of tags at whose edges a paragraph begins or ends.
        unseen: names of tags whose content is never shown.
    """
    joined = "".join(_pieces(root, blocks, unseen))
    folded = (" ".join(part.split()) for part in joined.split(_BORDER))
    return [part for part in folded if part]


def _pieces(root: _Element, blocks: frozenset[str], unseen: frozenset[str]) -> Iterator[str]:
    from lxml import etree

    hidden = 0  # how many unseen elements are open
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else ""
        if name in blocks:
            yield _BORDER
        if event == "start":
            hidden += name in unseen
            yield "" if hidden else element.text or ""
        else:
            hidden -= event == "end" and name in unseen
            yield "" if hidden or element is root else element.tail or ""

"""Scraps of HTML, as feeds and columns carry them, to paragraphs of text."""

from __future__ import annotations

import re

from .blocks import paragraphs
from .encoding import clean

_TAG = re.compile(
    r"<(?:!doctype|html|body|p|div|article|section|br|span|h[1-6]|ul|ol|img|a|figure|b|i|em|strong)\b[^>]*>", re.I
)
_BLOCKS = frozenset(
    "p div article section h1 h2 h3 h4 h5 h6 li ul ol blockquote br hr tr table figure figcaption pre dd dt".split()
)
_UNSEEN = frozenset("script style noscript template iframe object svg button form".split())


def looks_like_html(text: str) -> bool:
    """Does the text begin with a tag, or hold paragraphs in tags?"""
    return bool(_TAG.match(text.lstrip()) or re.search(r"</p>|<br\s*/?>", text[:5_000], re.I))


def text_of_fragment(fragment: str) -> str:
    """The fragment's visible words, paragraphs parted by a blank line."""
    from lxml import etree, html

    source = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", clean(fragment))
    try:
        tree = html.fragment_fromstring(source, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    return "\n\n".join(paragraphs(tree, _BLOCKS, _UNSEEN))

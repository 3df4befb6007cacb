"""A page to a draft: its article paragraph by paragraph, headline first, and what it says of itself."""

from __future__ import annotations

import logging
from itertools import islice
from typing import TYPE_CHECKING

from backstay.records.errors import NoArticle

from .blocks import paragraphs
from .draft import Draft
from .encoding import charset_in_page, clean, decode
from .items import Item
from .links import links_away, links_in
from .metadata import add_metadata
from .text import with_headline

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FEWEST_WORDS = 20  # of an article; a log-in wall or a video's page has fewer
_MOST_LINKS = 0.6  # share of words that are links above which a page is a list of links
_MOST_LINKS_KEPT = 1_000  # each is looked for in each paragraph
_FEWEST_IN_CAPTION = 4  # words; a shorter one is a credit
_BLOCKS = frozenset(("p", "head", "item", "list", "quote", "row", "table", "code", "lb"))  # trafilatura's names
_HINT = "Give the address or the saved page of one story; a front page or a log-in wall holds none."


def draft_of_page(payload: bytes, item: Item) -> Draft:
    """The article of a page.

    Raises:
        NotText: bytes that are no text.
        NoArticle: navigation, a log-in wall, a video: too few words of prose.
    """
    declared = item.fields.get("charset") or charset_in_page(payload)
    tree = _tree(clean(decode(payload, declared)))
    draft = Draft()
    add_metadata(draft, tree, item)
    links, headings = _link_words(tree), _headings(tree)  # before the extraction takes the tree apart
    leading_away = links_away(tree, draft.values.get("url"))
    article = _article(tree)
    _refuse_thin(article, links)
    headline = None if article[0] in headings else draft.values.get("title")
    draft.text = with_headline(headline, "\n\n".join(article))
    draft.provenance["text"] = "page"
    draft.links = links_in(draft.text, leading_away)
    return draft


def _tree(source: str) -> HtmlElement:
    from trafilatura.utils import load_html

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # it would write to standard error
    tree = load_html(source)
    if tree is None:
        raise NoArticle("There is no article on this page.", hint=_HINT)
    return tree


def _article(tree: HtmlElement) -> list[str]:
    """The article's paragraphs, subheads, list items and captions, in order. Changes the tree."""
    from trafilatura import bare_extraction

    _keep_captions(tree)
    document = bare_extraction(tree, include_comments=False, with_metadata=False)
    body = getattr(document, "body", None)
    return [] if body is None else paragraphs(body, _BLOCKS)


def _keep_captions(tree: HtmlElement) -> None:
    """Turn figures into their captions: a caption is read like a paragraph, a picture is not."""
    for figure in list(tree.iter("figure")):
        words = " ".join(" ".join(caption.text_content() for caption in figure.iter("figcaption")).split())
        if len(words.split()) < _FEWEST_IN_CAPTION or figure.find(".//table") is not None:
            continue
        tail = figure.tail
        figure.clear()
        figure.tag, figure.text, figure.tail = "p", words, tail


def _headings(tree: HtmlElement) -> set[str]:
    """What stands over the page; where the article begins with it, no other headline is put before it."""
    return {" ".join(heading.text_content().split()) for heading in tree.iter("h1")}


def _link_words(tree: HtmlElement) -> set[str]:
    """The words of each link on the page, as one string each; those of the first links are enough to tell."""
    texts = (" ".join(link.text_content().split()) for link in islice(tree.iter("a"), _MOST_LINKS_KEPT))
    return {text for text in texts if text}


def _refuse_thin(article: list[str], links: set[str]) -> None:
    """Raise NoArticle unless enough words stand in paragraphs that are more than links."""
    words = sum(len(paragraph.split()) for paragraph in article)
    prose = [paragraph for paragraph in article if not _is_links(paragraph, links)]
    of_prose = sum(len(paragraph.split()) for paragraph in prose)
    if of_prose < _FEWEST_WORDS or of_prose < (1 - _MOST_LINKS) * words:
        raise NoArticle("There is no article on this page.", hint=_HINT)


def _is_links(paragraph: str, links: set[str]) -> bool:
    """Is the paragraph a link, or a row of links?"""
    if paragraph in links:
        return True
    rest = paragraph
    for link in sorted((link for link in links if link in paragraph), key=len, reverse=True):
        rest = rest.replace(link, " ")
    return len(rest.split()) < (1 - _MOST_LINKS) * len(paragraph.split())

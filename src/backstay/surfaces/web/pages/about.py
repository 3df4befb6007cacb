"""What the words mean. The one page that needs no ledger."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request

from ...._version import __version__
from ..desk import day
from ..models import AboutOut, VocabularyOut, WordOut
from ..words import VOCABULARIES


def about(
    request: Request, as_of: Annotated[str, Query(description="Kept in the page's links; changes nothing here.")] = ""
) -> AboutOut:
    """Every vocabulary with the plain words that pages use for it."""
    return AboutOut(
        as_of=request.app.state.shelf.capped(day(as_of, "as_of")),
        version=__version__,
        vocabularies=[
            VocabularyOut(
                key=key,
                heading=heading,
                words=[WordOut(word=word, label=said.label, meaning=said.meaning) for word, said in words.items()],
            )
            for key, (heading, words) in VOCABULARIES.items()
        ],
    )

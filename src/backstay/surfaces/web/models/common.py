"""What every answer shares: problems, names, paging."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """Frozen, and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Problem(Model):
    """What went wrong, and what to do about it."""

    status: int = Field(description="The HTTP status.")
    message: str = Field(description="What is wrong, in plain words.")
    hint: str = Field(description="What to do about it; may be empty.")


class ErrorOut(Model):
    """The one shape of every error."""

    error: Problem


class Named(Model):
    """A party to a claim: the text's words, and who that is."""

    text: str
    entity: str | None = None
    entity_id: str | None = None
    state: str | None = Field(default=None, description="ISO 3166 alpha-3")
    sector: list[str] = Field(default_factory=list, description="PLOVER sectors")
    start: int | None = None
    end: int | None = None


class Paging(Model):
    """Where in a list this page stands. `previous` and `next` are addresses of twins, absent at the ends."""

    total: int
    first: int = Field(description="Place of the first row, counted from 1; 0 for an empty page.")
    last: int
    previous: str | None
    next: str | None


class Page(Model):
    """What every page carries. `as_of` None means everything in the ledger."""

    as_of: date | None

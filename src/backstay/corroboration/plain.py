"""An event as plain JSON types."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ..records import Event


def event_as_json(event: Event) -> dict[str, Any]:
    """The fields of the record, with days as ISO dates."""
    whole: dict[str, Any] = _plain(event)
    return whole


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value

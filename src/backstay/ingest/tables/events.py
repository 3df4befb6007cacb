"""Rows of an event table as coded events: PLOVER type, parties with their states, and the tie that they bear on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from backstay.knowledge.crosswalk import (
    ACT_FOR_STATE,
    AGAINST_STATE,
    NO_CODING,
    Coding,
    Scheme,
    StateNames,
    cameo_names,
    coder,
    normal_cameo,
    sector,
)
from backstay.records.errors import UsageError
from backstay.sources.tables import EVENT_COLUMNS, Table
from backstay.sources.tables.days import with_days
from backstay.sources.tables.rows import bad_rows

from .known import KnownRule
from .lookups import looked_up, with_columns

if TYPE_CHECKING:
    import polars

_APART = "\x1f"
NO_ID, NO_DATE, UNKNOWN_CODE = "no-id", "no-date", "unknown-code"
_FORCES_OF = r"(?i)^(?:military|police|government) (?:forces )?of (?:the )?([^(]+?)(?: \(|$)"
_BRACKET = r"\(([A-Z][^()0-9]+)\)"


@dataclass
class EventCoder:
    """Makes coded events of one table's rows. `known` says from when they count."""

    table: Table
    states: StateNames
    known: KnownRule

    def __post_init__(self) -> None:
        if self.table.form.scheme not in list(Scheme):
            raise UsageError(f'"{self.table.form.scheme}" is no coding scheme.', hint=f"Schemes: {', '.join(Scheme)}.")

    def code(self, rows: polars.DataFrame) -> tuple[polars.DataFrame, polars.DataFrame]:
        """The events, as the ledger keeps them, and the rows that are none (`row`, `reason`, `detail`)."""
        import polars

        given = with_columns(rows, EVENT_COLUMNS)
        frame = self._ids(with_days(given, "day", "known"))
        frame = self._codings(frame)
        wrong = (
            polars.when(polars.col("day").is_null())
            .then(polars.lit(NO_DATE))
            .when(polars.lit("id" in self.table.form.columns) & polars.col("id").is_null())
            .then(polars.lit(NO_ID))
            .when(~polars.col("coded").fill_null(False))
            .then(polars.lit(UNKNOWN_CODE))
        )
        frame = frame.with_columns(wrong.alias("wrong"))
        bad = [bad_rows(given.filter(frame["wrong"] == reason), reason) for reason in (NO_DATE, NO_ID, UNKNOWN_CODE)]
        return self._finished(frame.filter(polars.col("wrong").is_null())), polars.concat(bad).sort("row")

    def _ids(self, frame: polars.DataFrame) -> polars.DataFrame:
        """ICEWS gives an id anew on another day: there the day belongs to it."""
        import polars

        if self.table.form.name != "icews":
            return frame
        return frame.with_columns(polars.format("{}/{}", "id", polars.col("day").dt.strftime("%Y%m%d")).alias("id"))

    def _codings(self, frame: polars.DataFrame) -> polars.DataFrame:
        """The frame with the coding of each row's code, mode and contexts, each combination looked up once."""
        import polars

        names = ("code", "mode", "contexts", "event")
        told = [name for name in names if frame[name].null_count() < frame.height]
        key = polars.concat_str((polars.col(name).fill_null("") for name in told), separator=_APART)
        frame = frame.with_columns((key if told else polars.lit("")).alias("key"))
        keys = frame["key"].unique().to_list()
        parts = [dict(zip(told, each.split(_APART, len(told) - 1), strict=True)) if told else {} for each in keys]
        found = [self._coding(*(part.get(name, "") for name in names)) for part in parts]
        table = polars.DataFrame(
            {
                "key": keys,
                "coded": [coding is not None for _, coding in found],
                "as_code": [code for code, _ in found],
                "event_type": [coding and coding.event_type and str(coding.event_type) for _, coding in found],
                "as_mode": [coding and coding.mode for _, coding in found],
                "channel": [coding and coding.channel and str(coding.channel) for _, coding in found],
                "push": [(coding or NO_CODING).push for _, coding in found],
                "turned": [(coding or NO_CODING).turned for _, coding in found],
            },
            schema={
                "key": polars.String,
                "coded": polars.Boolean,
                "as_code": polars.String,
                "event_type": polars.String,
                "as_mode": polars.String,
                "channel": polars.String,
                "push": polars.Float64,
                "turned": polars.Boolean,
            },
        )
        return frame.join(table, on="key", how="left", maintain_order="left").drop("key")

    def _coding(self, code: str, mode: str, contexts: str, event: str) -> tuple[str, Coding | None]:
        """The code as it is kept, and what it means."""
        scheme = Scheme(self.table.form.scheme)
        if scheme is Scheme.CAMEO:
            code = (
                normal_cameo(code, roots=self.table.form.name == "map") if code else self._names.get(event.lower(), "")
            )
        kept = " / ".join(filter(None, (code, mode))) if scheme is Scheme.ACLED else code
        return kept, coder(scheme)(code, mode, contexts)

    @cached_property
    def _names(self) -> dict[str, str]:
        return cameo_names()

    def _finished(self, frame: polars.DataFrame) -> polars.DataFrame:
        import polars

        frame = frame.with_columns(
            *(self._state(frame, side) for side in ("actor", "recipient")),
            *(self._sector(frame, side) for side in ("actor", "recipient")),
            self._place_state(frame),
        )
        column, dataset = polars.col, self.table.dataset
        return frame.with_columns(_tie("backer"), _tie("client")).select(
            "row",
            polars.lit(dataset).alias("dataset"),
            column("id").alias("own_id"),
            "day",
            self.known.column("day"),
            "event_type",
            column("as_mode").alias("mode"),
            column("as_code").alias("code"),
            "actor", "actor_state", "actor_sector", "recipient", "recipient_state", "recipient_sector",
            *_bearing(),
            "place", "place_state",
            column("latitude").cast(polars.Float32, strict=False),
            column("longitude").cast(polars.Float32, strict=False),
            "source",
        )  # fmt: skip

    def _state(self, frame: polars.DataFrame, side: str) -> polars.Series:
        """The state of a side: by its own column, else by the name where that is an organisation's."""
        import polars

        named = frame[f"{side}_state"]
        if self.table.form.name == "acled":
            one = frame.select(
                polars.coalesce(polars.col(side).str.extract(pattern) for pattern in (_FORCES_OF, _BRACKET))
            ).to_series()
            named = one.alias(f"{side}_state")
        find = self._gdelt_code if self.table.form.name == "gdelt" else self.states.code
        by_state = looked_up(named, find)
        if by_state.null_count() == 0:
            return by_state.alias(f"{side}_state")
        by_name = looked_up(
            frame[side].zip_with(by_state.is_null(), polars.Series([None], dtype=polars.String)),
            self.states.organisation,
        )
        return by_state.fill_null(by_name).alias(f"{side}_state")

    def _gdelt_code(self, code: str) -> str | None:
        """In GDELT, EUR is the continent; the European Union is EEC."""
        return None if code == "EUR" else self.states.code(code)

    def _sector(self, frame: polars.DataFrame, side: str) -> polars.Series:
        scheme = self.table.form.sectors
        named = frame[side] if scheme == "role" else frame[f"{side}_sector"]
        find: Callable[[str], str | None] = lambda name: sector(scheme, name.replace("_", " "))  # noqa: E731
        return looked_up(named, find).alias(f"{side}_sector")

    def _place_state(self, frame: polars.DataFrame) -> polars.Series:
        """GDELT names a place with its country last."""
        if self.table.form.name == "gdelt":
            last: Callable[[str], str | None] = lambda name: self.states.code(name.rpartition(",")[2].strip())  # noqa: E731
            return looked_up(frame["place_state"], last)
        return looked_up(frame["place_state"], self.states.code)


def _tie(role: str) -> polars.Expr:
    """Which side is the backer, which the client: the actor backs, unless the coding is turned."""
    import polars

    plain, turned = ("actor", "recipient") if role == "backer" else ("recipient", "actor")
    return polars.when("turned").then(polars.col(f"{turned}_state")).otherwise(polars.col(f"{plain}_state")).alias(role)


def _bearing() -> tuple[polars.Expr, ...]:
    """Backer, client, channel and push, where the event bears on a tie between two states.

    It does if its code has a channel, its sides are of two different states, who backs or presses acts for its state
    (a citizen or a rebel does not), and who is backed or pressed is not up in arms against its own.
    """
    import polars

    def sector_of(role: str) -> polars.Expr:
        plain, turned = ("actor", "recipient") if role == "backer" else ("recipient", "actor")
        return (
            polars.when("turned").then(polars.col(f"{turned}_sector")).otherwise(polars.col(f"{plain}_sector"))
        )  # fmt: skip

    acting, held = sector_of("backer"), sector_of("client")
    bears = (
        polars.col("channel").is_not_null()
        & (polars.col("backer") != polars.col("client")).fill_null(False)
        & (acting.is_null() | acting.is_in(list(ACT_FOR_STATE)))
        & (held.is_null() | ~held.is_in(list(AGAINST_STATE)))
    )
    return tuple(
        polars.when(bears).then(polars.col(name)).alias(name) for name in ("backer", "client", "channel", "push")
    )

"""Made-up rows in the exact forms of public event tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backstay.sources.tables.forms import gdelt

ICEWS_HEADER = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
    "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip

POLECAT_HEADER = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip

ACLED_HEADER = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip


def _lines(header: Sequence[str], rows: Sequence[Mapping[str, object]], separator: str) -> str:
    return "".join(separator.join(str(row.get(name, "")) for name in header) + "\n" for row in rows)


def icews(*rows: Mapping[str, object]) -> str:
    """A file as the Dataverse has it: tabs, no quotation marks."""
    return "\t".join(ICEWS_HEADER) + "\n" + _lines(ICEWS_HEADER, rows, "\t")


def polecat(*rows: Mapping[str, object]) -> str:
    """A weekly file: tabs, None for nothing."""
    filled = [dict.fromkeys(POLECAT_HEADER, "None") | dict(row) for row in rows]
    return "\t".join(POLECAT_HEADER) + "\n" + _lines(POLECAT_HEADER, filled, "\t")


def gdelt_rows(*rows: Mapping[str, object], width: int = 61) -> str:
    """An export without a header."""
    return _lines(gdelt(width).header or (), rows, "\t")


def acled(*rows: Mapping[str, object]) -> str:
    """An export: commas, text between quotation marks."""
    quoted = [{name: '"' + str(value).replace('"', '""') + '"' for name, value in row.items()} for row in rows]
    return ",".join(ACLED_HEADER) + "\n" + _lines(ACLED_HEADER, quoted, ",")


def icews_row(number: int, **more: object) -> dict[str, object]:
    """One event: Russia's army gives Venezuela military aid. `more` names columns with _ for spaces."""
    row: dict[str, object] = {
        "Event ID": 30_000_000 + number, "Event Date": "2019-03-23", "Source Name": "Military (Russia)",
        "Source Sectors": "Military,Government", "Source Country": "Russian Federation",
        "Event Text": "Provide military aid", "CAMEO Code": "072", "Intensity": "8.3", "Target Name": "Venezuela",
        "Target Sectors": "", "Target Country": "Venezuela", "Story ID": 45_000_000 + number, "Sentence Number": 2,
        "Publisher": "The Example Herald", "City": "Caracas", "Province": "Distrito Federal", "Country": "Venezuela",
        "Latitude": "10.488", "Longitude": "-66.8792",
    }  # fmt: skip
    return row | {name.replace("_", " "): value for name, value in more.items()}

"""The forms of public event tables: how to know one, and which of its columns is which of ours.

ICEWS: Boschee et al., "ICEWS Coded Event Data", Harvard Dataverse (tab files, from 1995). POLECAT: Halterman et al.,
"POLECAT Weekly Data", Harvard Dataverse (tab files, from 2018). GDELT: "The GDELT Event Database, Data Format Codebook
V2.0" (61 columns without a header; 58 in version 1 from April 2013, 57 before). ACLED: codebook and export files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

EVENT_COLUMNS = (
    "id", "day", "known", "actor", "actor_state", "actor_sector", "recipient", "recipient_state", "recipient_sector",
    "code", "mode", "contexts", "event", "place", "place_state", "latitude", "longitude", "source",
)  # fmt: skip
"""What a row of an event table may give. `event` is the event's name, for tables without its CAMEO `code`."""

FACT_COLUMNS = (
    "id", "backer", "client", "kind", "channel", "day", "first", "last", "year", "known", "value", "unit", "note",
    "source",
)  # fmt: skip
"""What a row of a table of structural facts may give."""

FORMATS = ("auto", "icews", "polecat", "gdelt", "acled", "facts", "map")


@dataclass(frozen=True, slots=True)
class TableHints:
    """What the user says of a table.

    `columns`: their column by ours. `constants`: a value of ours that every row has. `scheme`: of the codes in a mapped
    table (cameo, plover, acled). `dataset`: its name; else the format's, or the file's. `absent_is_zero`: a period for
    which a table of facts has no row is one in which there was nothing.
    """

    format: str = "auto"
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    scheme: str = "cameo"
    dataset: str | None = None
    absent_is_zero: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One form: `columns` gives for each of ours the columns of theirs, of which the first that has a value counts.

    `sectors` names the list of sectors (`knowledge.crosswalk.sector`), "role" where the actor's name holds it.
    """

    name: str
    scheme: str
    columns: Mapping[str, tuple[str, ...]]
    sectors: str = "plover"
    separator: str = "\t"
    quoted: bool = False
    header: tuple[str, ...] | None = None
    facts: bool = False
    required: tuple[str, ...] = ("day",)


def _map(text: str) -> dict[str, tuple[str, ...]]:
    pairs = (line.split("=") for line in text.strip().splitlines())
    return {ours.strip(): tuple(part.strip() for part in theirs.split("|")) for ours, theirs in pairs}


ICEWS = Form("icews", "cameo", _map("""
    id=event id
    day=event date
    actor=source name
    actor_state=source country
    actor_sector=source sectors
    recipient=target name
    recipient_state=target country
    recipient_sector=target sectors
    code=cameo code
    place=city|district|province|country
    place_state=country
    latitude=latitude
    longitude=longitude
    source=publisher"""), sectors="icews", required=("id", "day", "code"))  # fmt: skip

POLECAT = Form("polecat", "plover", _map("""
    id=event id
    day=event date
    known=publication date
    actor=actor name|actor name raw
    actor_state=actor country
    actor_sector=primary actor sector|actor sectors
    recipient=recipient name|recipient name raw
    recipient_state=recipient country
    recipient_sector=primary recipient sector|recipient sectors
    code=event type
    mode=event mode
    contexts=contexts
    place=placename|city|province|country
    place_state=country
    latitude=latitude
    longitude=longitude
    source=source"""), required=("id", "day", "code"))  # fmt: skip

ACLED = Form("acled", "acled", _map("""
    id=event_id_cnty|data_id
    day=event_date
    known=timestamp
    actor=actor1
    actor_state=actor1
    actor_sector=inter1
    recipient=actor2
    recipient_state=actor2
    recipient_sector=inter2
    code=event_type
    mode=sub_event_type
    place=location
    place_state=country
    latitude=latitude
    longitude=longitude
    source=source"""), sectors="acled", separator=",", quoted=True, required=("id", "day", "code"))  # fmt: skip

_GDELT_ACTOR = (
    "code", "name", "countrycode", "knowngroupcode", "ethniccode", "religion1code", "religion2code", "type1code",
    "type2code", "type3code",
)  # fmt: skip
_GDELT_MIDDLE = (
    "isrootevent", "eventcode", "eventbasecode", "eventrootcode", "quadclass", "goldsteinscale", "nummentions",
    "numsources", "numarticles", "avgtone",
)  # fmt: skip
_GDELT_PLACE = ("type", "fullname", "countrycode", "adm1code", "adm2code", "lat", "long", "featureid")


def gdelt(width: int) -> Form:
    """GDELT's form with 61 (version 2), 58 or 57 columns."""
    place = [part for part in _GDELT_PLACE if width == 61 or part != "adm2code"]
    header = [
        *"globaleventid sqldate monthyear year fractiondate".split(),
        *(f"actor{number}{part}" for number in (1, 2) for part in _GDELT_ACTOR),
        *_GDELT_MIDDLE,
        *(f"{whose}geo_{part}" for whose in ("actor1", "actor2", "action") for part in place),
        "dateadded",
        "sourceurl",
    ][:width]
    return Form("gdelt", "cameo", _map("""
    id=globaleventid
    day=sqldate
    known=dateadded
    actor=actor1name
    actor_state=actor1countrycode|actor1knowngroupcode
    actor_sector=actor1type1code
    recipient=actor2name
    recipient_state=actor2countrycode|actor2knowngroupcode
    recipient_sector=actor2type1code
    code=eventcode
    place=actiongeo_fullname
    place_state=actiongeo_fullname
    latitude=actiongeo_lat
    longitude=actiongeo_long
    source=sourceurl"""), sectors="gdelt", header=tuple(header), required=("id", "day", "code"))  # fmt: skip


GDELT_WIDTHS = (61, 58, 57)

_MARKS: tuple[tuple[Form, frozenset[str]], ...] = (
    (ICEWS, frozenset(("event id", "event date", "source name", "cameo code", "target name"))),
    (POLECAT, frozenset(("event id", "event date", "event type", "event mode", "actor name"))),
    (ACLED, frozenset(("event_date", "event_type", "sub_event_type", "actor1"))),
)


def known_form(first_row: Sequence[str]) -> Form | None:
    """The form that a table's first row shows, None for one that is not among the known ones."""
    names = {field.strip().lower() for field in first_row}
    for form, marks in _MARKS:
        if marks <= names:
            return form
    is_gdelt = len(first_row) in GDELT_WIDTHS and first_row[0].isdigit() and first_row[1].isdigit()
    return gdelt(len(first_row)) if is_gdelt and len(first_row[1]) == 8 else None

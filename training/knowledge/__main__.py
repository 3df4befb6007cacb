"""`python -m training.knowledge`: builds src/backstay/knowledge/data/knowledge.sqlite and its page of sources."""

from __future__ import annotations

import sys

from .base import ACTORS, TARGET, Base
from .collect import collect
from .write import CHECKS, SOURCES, write


def main() -> int:
    """Builds both files; 2 where the development data is absent."""
    if not ACTORS.is_dir():
        print(f"The development data is not beside the checkout: {ACTORS} is missing.", file=sys.stderr)
        return 2
    base = collect()
    write(base, TARGET / "knowledge.sqlite")
    (TARGET / "SOURCES.md").write_text(_page(base), encoding="utf-8")
    size = (TARGET / "knowledge.sqlite").stat().st_size
    counts = f"{len(base.entities)} parties, {len(base.aliases)} names, {len(base.roles)} posts"
    print(f"{counts}, {len(base.agents)} phrases; {size:,} bytes")
    return 0


def _page(base: Base) -> str:
    lines = [
        "# Where the knowledge file's facts come from",
        "",
        "`knowledge.sqlite` is derived by `python -m training.knowledge`; every row names its source.",
        "Facts were taken, no file was copied.",
        "",
        "| source | licence | last seen | parties | names | posts | phrases | parents |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for key, name, licence, seen in (*CHECKS, *SOURCES):
        counts = (
            sum(x.source == key for x in base.entities.values()),
            sum(x.source == key for x in base.aliases.values()),
            sum(x.source == key for x in base.roles.values()),
            sum(source == key for _, source in base.agents.values()),
            sum(source == key for _, source in base.parents.values()),
        )
        lines.append(f"| {name} (`{key}`) | {licence} | {seen} | " + " | ".join(map(str, counts)) + " |")
    return "\n".join([*lines, "", *_NOTICES, ""])


_NOTICES = (
    "## Notices",
    "",
    "- UCDP: Davies, Pettersson and Öberg (2022), *Organized violence 1989-2021 and drone warfare*,",
    "  Journal of Peace Research 59(4); Gleditsch et al. (2002), *Armed Conflict 1946-2001*, Journal of Peace",
    "  Research 39(5). CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/); names, locations and years of armed",
    "  groups were selected and recoded.",
    "- Phoenix and PLOVER dictionaries: Copyright (c) 2014 Open Event Data Alliance, MIT License: permission is",
    "  granted, free of charge, to any person obtaining a copy of this software and associated documentation files",
    "  to deal in it without restriction, provided that this notice is kept. It comes without warranty of any kind.",
    "- Unicode CLDR: Copyright © 1991-2025 Unicode, Inc., Unicode License v3 (https://www.unicode.org/license.txt).",
    "- Backstay's own tables were written by hand. `python -m training.knowledge.check` holds every fact of them",
    "  against the other sources, and against GeoNames, rigour and CountryInfo, from which nothing is taken. A fact",
    "  that another source has is `checked against` the most telling of them; the others are `unreviewed`. Where a",
    "  source says otherwise, ours was put right, or `training/knowledge/curated/settled.tsv` says why it stands.",
    "- Backstay's own table: posts in `officials.tsv` and standings in `standings.tsv` were last looked at on",
    "  2025-06-30.",
    "- Not used: the OFAC list, which gives a sanctions programme and not a nationality, and countryinfo, which",
    "  states no licence.",
)


if __name__ == "__main__":
    sys.exit(main())

"""The grammar of time expressions, over class letters (see `words`). The first rule that fits wins."""

from __future__ import annotations

import re

COUNT = r"(?:a?fF?|am?(?:[DN]|#(?:-?#){0,3})?|[DN]|Y|#(?:-?#){0,3}(?:-?&-?a-?h)?)"
"""How many: "two", "twenty-five", "a few", "a couple of", "90", "a"."""
_PART = r"(?:t?KF|kt?-?|[bc](?=[tLTXMWd]))?"
"""Early, late, the end of, earlier ..."""

_RULES: tuple[tuple[str, str], ...] = (
    ("iso", r"I"),
    ("clock", r"(?:Jp?z?|Dpz?|[NY]z)(?:,?l?[Wd]P?)?"),
    (
        "date",
        rf"(?:t?PF)?{_PART}(?:W\.?,?)?(?:M\.?(?:D-D|[DO])(?:,?Y)?|t?[DO]F?M\.?(?:,?Y)?|toFM\.?(?:,?Y)?)",
    ),
    ("month", rf"{_PART}(?:t?[LTX])?M\.?(?:,?F?Y|F?[LTXZ]u)?"),
    ("weekday", rf"{_PART}(?:t?[LTXZ])?W\.?P?(?:F?[LTX]u)?"),
    ("season", rf"{_PART}(?:t?[LTXZ]|t)?(?:S(?:F?Y|F[LTX]u)|S)"),
    ("part", rf"t?[oOLX](?:{COUNT})?-?[QuUh](?:F(?:t?G?u?Y|t?G?[LTXZ]?u))"),
    ("quarter", r"t?[oO]-?Q"),
    ("edge", r"u(?:-|'x)K|t?KF?(?:t?G?[LTXZ]?[uQ]|t?G?u?Y)|[kbc]itu"),
    ("deictic", r"[kbc]?(?:d|[TL]P|t?Z(?:u|P))P?"),
    ("long_ago", r"(?:a?[fq]?w|fw|q|a?qw)A|wU?[bc]|a[fq]w[bc]"),
    ("ago", rf"(?:{COUNT}-?[uUCQV]|a?h-?C|U)(?:A|[bc])"),
    ("day_of", r"tu(?=[bc])"),
    ("relative", rf"[kbc]?t?T?[LTXR](?:{COUNT}-?)?[uUCVQ]"),
    ("weekend", r"tV"),
    ("set", r"(?:e(?:v|m|[D#Nf])?[uUWVPMSCQ]P?|j(?:P)?|y)"),
    ("century", r"(?:k-?)?[Oo]-?C"),
    ("decade", rf"(?:{_PART}t?(?:k-?)?)E"),
    ("fiscal", r"Gu?Y|t?[LTXY]Gu"),
    ("year", r"(?:k-?|t?KF|tu)?Y"),
    ("length", rf"(?:auC?&ah|t?{COUNT}-?[uUC](?:-q)?|t?a?h-?[Cu]|ahu|h-?a[uC]|u-q|U(?:-q)?|B)'?"),
    ("daypart", r"k?-?tP|k-?P|P"),
    ("ordinal_day", r"tO(?!-?[CQuU])"),
    ("feast", r"HY?"),
    ("ref", r"Fk(?!-?[tLTXMWEY])|n|r|s|tL(?![uUCVQMWSDN#fYG])|tg|tw"),
)

GRAMMAR = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _RULES))

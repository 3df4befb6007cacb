"""One name for each unit, so that the units of the quantity sets and ours can be compared."""

from __future__ import annotations

from backstay.reading.amounts import Quantity
from backstay.reading.amounts.unit_names import UNITS

_CURRENCIES = {
    "USD": "dollar", "EUR": "euro", "GBP": "pound sterling", "CAD": "canadian dollar", "AUD": "australian dollar",
    "HKD": "hong kong dollar", "SGD": "singapore dollar", "TWD": "new taiwan dollar", "CNY": "chinese yuan",
    "JPY": "japanese yen", "CHF": "swiss franc", "INR": "rupee", "MXN": "mexican peso", "NZD": "new zealand dollar",
    "TRY": "turkish lira", "XBT": "bitcoin", "RUB": "russian ruble", "BRL": "brazilian real", "KRW": "south korean won",
    "SEK": "swedish krona", "NOK": "norwegian krone", "DKK": "danish krone", "ZAR": "south african rand",
    "PLN": "polish zloty", "UAH": "ukrainian hryvnia", "ILS": "israeli shekel", "IRR": "iranian rial",
    "SAR": "saudi riyal", "AED": "uae dirham", "THB": "thai baht", "IDR": "indonesian rupiah",
    "MYR": "malaysian ringgit", "NGN": "nigerian naira", "VES": "venezuelan bolivar", "DEM": "mark", "ITL": "lira",
    "ESP": "peseta", "FIM": "finnish markka", "NLG": "netherlands guilder", "PKR": "pakistani rupee",
    "CRC": "costa rican colon", "GEL": "georgian lari", "LAK": "lao kip", "LKR": "sri lankan rupee",
    "KWD": "dinar", "XOF": "cfa franc", "FRF": "french franc", "EGP": "egyptian pound", "XET": "ether",
}  # fmt: skip
"""ISO 4217 codes as the sets name them."""

_SAME = {
    "pound": "pound-mass", "tonne": "metric ton", "percent": "percentage", "%": "percentage", "occasion": "count",
    "time": "count", "person": "people", "metre": "metre", "meter": "metre", "kilometer": "kilometre",
    "centimeter": "centimetre", "millimeter": "millimetre", "liter": "litre", "inche": "inch", "feet": "foot",
    "us dollar": "dollar", "united states dollar": "dollar", "indian rupee": "rupee", "ruble": "russian ruble",
    "netherlands guilde": "netherlands guilder", "penny": "penny", "pence": "penny", "costa rican colón":
    "costa rican colon", "renminbi": "chinese yuan", "yen": "japanese yen", "yuan": "chinese yuan", "pct":
    "percentage", "degree celsius": "celsius", "degree fahrenheit": "fahrenheit", "new zealand dollar":
    "new zealand dollar", "percentage point": "percentage point", "basis point": "basis point", "-": "", "point of":
    "point", "men": "man", "women": "woman", "children": "child", "lives": "life", "wives": "wife", "knives": "knife",
    "u.s. dollar": "dollar", "australian dollar": "australian dollar", "gramme": "gram", "kilogramme": "kilogram",
    "microgramme": "microgram", "milligramme": "milligram", "barrel of oil": "barrel", "week of age": "week of age",
}  # fmt: skip
_MEASURES = frozenset((*_CURRENCIES.values(), *_SAME.values(), "metric ton", "square metre", "cubic metre",
                       "square foot", "square kilometre", "cubic foot", "square mile", "nautical mile",
                       "kilowatt hour", "megawatt hour", "watt hour", "light year", "coin"))  # fmt: skip
"""Units of several words whose last word alone would be another unit."""

_COMPOUND = frozenset(name for name in UNITS.values() if " " in name or "-" in name)
_IRREGULAR = {
    "people": "people", "feet": "foot", "men": "man", "women": "woman", "children": "child", "lives": "life",
    "aircraft": "aircraft", "series": "series", "species": "species", "pence": "penny", "deaths": "death",
    "hertz": "hertz", "celsius": "celsius", "news": "news", "wolves": "wolf", "wives": "wife", "teeth": "tooth",
    "crises": "crisis", "bus": "bus", "gas": "gas", "headquarters": "headquarters", "yes": "yes", "police": "police",
    "cookies": "cookie", "movies": "movie", "calories": "calorie", "cries": "cry", "prize": "prize",
}  # fmt: skip


def singular(word: str) -> str:
    """A plural noun in the singular, by its ending."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def canonical(unit: str) -> str:
    """The name that is compared. Money and measures keep all their words; what is counted goes by its head noun.

    "small friendly deal", "deals" and "friendly deals" are all "deal", as nobody agrees on which adjectives belong to
    a unit; "canadian dollar" is no "dollar". A rate compares both sides of "per".
    """
    base, _, per = unit.strip().lower().partition(" per ")
    name = _canonical(base)
    return f"{name} per {_canonical(per)}" if per else name


def _canonical(base: str) -> str:
    if base in _SAME or base in _MEASURES:
        return _SAME.get(base, base)
    base = UNITS.get(base.replace(" ", "-"), base)
    if base in _COMPOUND:
        return singular(base)
    words = base.replace("-", " ").split()
    if not words:
        return ""
    words[-1] = singular(words[-1])
    whole = " ".join(words)
    if whole in _SAME or whole in _MEASURES or whole.endswith(" of age"):
        return _SAME.get(whole, whole)
    if len(words) > 1 and words[-2] in ("square", "cubic"):
        return f"{words[-2]} {_SAME.get(words[-1], words[-1])}"
    return _SAME.get(words[-1], words[-1])


_COLLECTIVE = ("persons", "states", "aircraft", "ships")


def unit_of(found: Quantity) -> str:
    """Our unit by the name that is compared: what is counted as it is written, a currency by its name."""
    base, _, per = found.unit.partition(" per ")
    of = found.amount.of
    if base in _CURRENCIES:
        name = _CURRENCIES[base]
    elif base == "percent of GDP":
        name = "percentage"
    elif base.endswith(" of age"):
        name = f"{singular(base.removesuffix(' of age'))} of age"
    elif base in _COLLECTIVE and of:
        name = canonical(of)
    else:
        name = canonical(base)
    return f"{name} per {canonical(per)}" if per else name

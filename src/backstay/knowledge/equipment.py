"""Weapons by their designations: what they are and who makes them. Whose they are, a designation does not say.

Own table, from general knowledge of designation systems: `Su-`, `MiG-` and `S-300` are Russian, `F-` and `M1` American.
Names that are also surnames or peoples (Bradley, Apache) are left out unless another word says what they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FAMILIES = (
    (r"Su-?(?:17|22|24|25|27|30|33|34|35|57)\w*", "RUS", "combat aircraft"),
    (r"MiG-?\d{2}\w*", "RUS", "combat aircraft"),
    (r"Tu-?(?:22|95|142|154|160)\w*", "RUS", "bombers"),
    (r"(?:Mi|Ka)-?(?:8|17|24|26|27|28|31|35|50|52)\w*", "RUS", "helicopters"),
    (r"Il-?(?:20|22|38|62|76|78)\w*", "RUS", "aircraft"),
    (r"S-(?:125|200|300|350|400|500)\w*|Pantsir\w*|Buk(?:-\w+)?|Tor-M\w+|Igla\w*", "RUS", "air defence"),
    (r"T-(?:54|55|62|64|72|80|90|14)\w*", "RUS", "tanks"),
    (r"B(?:MP|MD|TR|RDM)-?\d+\w*", "RUS", "armoured vehicles"),
    (r"Iskander\w*|Kalibr\w*|Kinzhal\w*|Tochka-?U?|Katyusha\w*|Smerch|Uragan", "RUS", "missiles and rockets"),
    (r"(?:AK|AKM)-?(?:47|74|103)s?|Kalashnikovs?", "RUS", "rifles"),
    (r"F-?(?:4|5|14|15|16|18|22|35|117)\w*|F/A-18\w*|A-10\w*", "USA", "combat aircraft"),
    (r"B-(?:1|2|21|52)\w*", "USA", "bombers"),
    (r"C-(?:5|17|130)\w*|KC-\d+\w*|P-(?:3|8)\w*|RC-135\w*|E-3\w*|U-2s?", "USA", "aircraft"),
    (r"(?:AH|UH|CH|MH)-?\d+\w*|Apache helicopters?|Black Hawks?", "USA", "helicopters"),
    (r"(?:MQ|RQ)-\d+\w*|Global Hawks?", "USA", "drones"),
    (r"M1(?:A\d)?(?: Abrams)?|Abrams tanks?|Humvees?", "USA", "armoured vehicles"),
    (r"HIMARS|ATACMS|Stingers?|Tomahawks?|Hellfires?|THAAD|NASAMS", "USA", "missiles"),
    (r"Bayraktars?|Bayraktar TB2s?|TB2s?", "TUR", "drones"),
    (r"Shahed(?:-\d+)?s?|Mohajer(?:-\d+)?s?|Fateh-\d+\w*|Qiam-?\d*", "IRN", "drones and missiles"),
    (r"J-(?:7|10|11|15|16|20)\w*|H-6\w*|Y-20\w*|DF-\d+\w*|Wing Loong\w*", "CHN", "aircraft and missiles"),
    (r"Hwasong-\d+\w*|Nodong\w*|Taepodong\w*|Pukguksong\w*", "PRK", "missiles"),
    (r"Rafales?|Mirage \d+s?|Exocets?", "FRA", "aircraft and missiles"),
    (r"Leopard ?\ds?|IRIS-T", "DEU", "armoured vehicles and air defence"),
    (r"Challenger ?\ds?|Storm Shadows?|NLAWs?", "GBR", "tanks and missiles"),
    (r"Merkavas?|Iron Dome|Heron TPs?|Arrow-\d", "ISR", "tanks, air defence and drones"),
    (r"Gripens?", "SWE", "combat aircraft"),
    (r"BrahMos|Tejas|Agni(?:-\w+)?|Prithvi", "IND", "missiles and aircraft"),
)  # fmt: skip
_COMPILED = tuple((re.compile(rf"(?:^|(?<=\s))(?:{pattern})$"), origin, what) for pattern, origin, what in _FAMILIES)


@dataclass(frozen=True, slots=True)
class Equipment:
    """A designation as it is written, the state that makes it, and what it is."""

    text: str
    origin: str
    what: str


def equipment_of(phrase: str) -> Equipment | None:
    """The weapon that a phrase ends in ("two Su-30s"), or None."""
    for pattern, origin, what in _COMPILED:
        found = pattern.search(phrase)
        if found:
            return Equipment(found.group(), origin, what)
    return None

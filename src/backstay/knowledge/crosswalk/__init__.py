"""From the codes of public event tables to PLOVER, to channels of backing, and to whom an act counts for."""

from .acled import acled
from .cameo import cameo, cameo_names, normal_cameo
from .coding import NO_CODING, SCORES, Coding, Scheme, coder
from .plover import plover
from .sectors import ACT_FOR_STATE, AGAINST_STATE, sector
from .states import StateNames

__all__ = [
    "ACT_FOR_STATE",
    "AGAINST_STATE",
    "NO_CODING",
    "SCORES",
    "Coding",
    "Scheme",
    "StateNames",
    "acled",
    "cameo",
    "cameo_names",
    "coder",
    "normal_cameo",
    "plover",
    "sector",
]

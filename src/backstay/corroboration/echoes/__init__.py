"""How reports go back to each other: shared text, stories told again, and relays by what they say."""

from .graph import Path, occasions, path_back, relate
from .index import LEAST_SHARE, EchoIndex
from .overlap import passages, share
from .relays import relays_of
from .stories import Telling, stories

__all__ = [
    "LEAST_SHARE",
    "EchoIndex",
    "Path",
    "Telling",
    "occasions",
    "passages",
    "path_back",
    "relate",
    "relays_of",
    "share",
    "stories",
]

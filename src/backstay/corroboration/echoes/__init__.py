"""How reports go back to each other: shared text, stories told again, and relays by what they say."""

from .index import LEAST_SHARE, EchoIndex
from .overlap import passages, share
from .stories import Telling, stories

__all__ = ["LEAST_SHARE", "EchoIndex", "Telling", "passages", "share", "stories"]

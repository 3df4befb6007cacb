"""What the claims add up to for a government: who backs it, by channel, and what moved."""

from .brief import Backer, BackerLine, Basis, Brief, Moved, Word, brief, brief_to_json, chain_in_words

__all__ = ["Backer", "BackerLine", "Basis", "Brief", "Moved", "Word", "brief", "brief_to_json", "chain_in_words"]

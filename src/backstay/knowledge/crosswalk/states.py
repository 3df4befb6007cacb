"""States as event tables name them: ISO codes, CAMEO codes, numbers of the Correlates of War, names."""

from __future__ import annotations

from dataclasses import dataclass, field

from backstay.knowledge.knowledge import Knowledge

from .coding import table
from .cow import COW


def _aliases() -> dict[str, str]:
    return {row["name"].casefold(): row["code"] for row in table("states.csv")}


@dataclass(slots=True)
class StateNames:
    """Codes of states (ISO 3166 alpha-3) and of `IGO_CODES` by any name that tables use; asked for each name once."""

    knowledge: Knowledge
    _known: dict[str, str | None] = field(default_factory=dict)
    _aliases: dict[str, str] = field(default_factory=_aliases)

    def code(self, name: str) -> str | None:
        """The code, or None for what is no state: a person, a region, a blank."""
        if name not in self._known:
            self._known[name] = self._find(name.replace("_", " ").strip())
        return self._known[name]

    def organisation(self, name: str) -> str | None:
        """The code only where the name is in the table of special names, such as those of organisations."""
        return self._aliases.get(name.replace("_", " ").strip().casefold()) or None

    def _find(self, name: str) -> str | None:
        if not name or name == "None":
            return None
        special = self._aliases.get(name.casefold())
        if special is not None:
            return special or None
        number = name.removesuffix(".0")
        if number.isdigit():
            return COW.get(int(number))
        return self.knowledge.state_code(name)

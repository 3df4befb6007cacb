"""How two names compare, word by word: the measures that `names` weighs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .name_tokens import NameTokens, consonants, sound, vowelless
from .name_words import SHORT_NAMES

_VOWELS = 0.82  # two words of the same consonants (Qasem, Qassim)
_PAIRED = 0.6  # how alike two words must be to be taken for one


@dataclass(frozen=True, slots=True)
class Comparison:
    """Words that were paired, and what is left. Similarities in 0..1."""

    worst: float
    worst_pair: tuple[str, str]
    mean: float
    whole: float
    clash: float
    extra: float
    shared: float
    initials: int
    crossings: int
    distance: int
    pairs: int


def _distance(one: str, two: str) -> int:
    from rapidfuzz.distance import OSA

    return int(OSA.distance(one, two))


@lru_cache(maxsize=65536)
def alike(one: str, two: str, *, bare: bool = False) -> float:
    """How alike two words are by their letters, or by their sound if that is nearer; `bare` compares consonants."""
    if one == two:
        return 1.0
    if SHORT_NAMES.get(one, one) == SHORT_NAMES.get(two, two):
        return 0.97
    if min(len(one), len(two)) == 1:
        return 0.9 if one[0] == two[0] else 0.0
    if bare:
        left, right = consonants(one), consonants(two)
        return 1 - _distance(left, right) / max(len(left), len(right), 1)
    letters = 1 - _distance(one, two) / max(len(one), len(two))
    left, right = sound(one), sound(two)
    heard = 1 - _distance(left, right) / max(len(left), len(right), 1)
    bones = consonants(one)
    vowels_only = min(len(one), len(two)) > 4 and len(bones) > 2 and bones == consonants(two)
    return max(letters, heard - 0.02, _VOWELS if vowels_only else 0.0)


def _merged(words: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """`words` with neighbours joined where the other side writes them as one ("van der bilt", "vanderbilt")."""
    wanted = {sound(w) for w in other if len(w) > 3}
    out: list[str] = []
    at = 0
    while at < len(words):
        for size in (4, 3, 2):
            joined = "".join(words[at : at + size])
            if len(words[at : at + size]) == size and sound(joined) in wanted:
                out.append(joined)
                at += size
                break
        else:
            out.append(words[at])
            at += 1
    return tuple(out)


def _initials_spelled(words: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """`words` with run-together initials parted where the other side writes them out ("JC Juncker")."""
    firsts = "".join(w[0] for w in other)
    out: list[str] = []
    for word in words:
        if len(word) in {2, 3} and len(words) > 1 and word in firsts and word not in other:
            out += word
        else:
            out.append(word)
    return tuple(out)


def compare(one: NameTokens, two: NameTokens) -> Comparison:
    """Pairs the words of both names, the most alike first."""
    bare = vowelless(one.script) != vowelless(two.script)
    left, right = _merged(one.words, two.words), _merged(two.words, one.words)
    left, right = _initials_spelled(left, right), _initials_spelled(right, left)
    ranked = sorted(
        ((alike(a, b, bare=bare), -abs(i - j), i, j) for i, a in enumerate(left) for j, b in enumerate(right)),
        reverse=True,
    )
    taken: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for score, _, i, j in ranked:
        if score >= _PAIRED and i not in taken and j not in used:
            taken[i] = (j, score)
            used.add(j)
    return _summed(left, right, taken, used)


def reversed_fathers(one: str, two: str) -> bool:
    """Is one the other's child by their names ("Salman bin Muhammad", "Muhammad bin Salman")?"""
    pairs = [re.findall(r"(\w+) (?:bin|ben|ibn) (?:al )?(\w+)", text) for text in (one, two)]
    return any(a == d and b == c and a != b for a, b in pairs[0] for c, d in pairs[1])


def is_acronym(short: NameTokens, long: NameTokens) -> bool:
    """Does a word of the one stand for the first letters of the other?"""
    firsts = "".join(w[0] for w in long.words)
    return len(firsts) > 2 and bool(short.words) and short.words[0] == firsts


def _summed(
    left: tuple[str, ...], right: tuple[str, ...], taken: dict[int, tuple[int, float]], used: set[int]
) -> Comparison:
    def weight(word: str) -> float:
        return 0.5 if len(word) == 1 else min(len(word), 8) / 5

    rest_left = [w for i, w in enumerate(left) if i not in taken]
    rest_right = [w for j, w in enumerate(right) if j not in used]
    clash = min(sum(map(weight, rest_left)), sum(map(weight, rest_right)))
    extra = max(sum(map(weight, rest_left)), sum(map(weight, rest_right))) - clash
    pairs = [(left[i], right[j], score) for i, (j, score) in sorted(taken.items())]
    worst = min(pairs, key=lambda p: p[2], default=("", "", 0.0))
    total = sum(weight(a) + weight(b) for a, b, _ in pairs)
    mean = sum((weight(a) + weight(b)) * s for a, b, s in pairs) / total if total else 0.0
    order = [j for _, (j, _) in sorted(taken.items())]
    crossings = sum(a > b for n, a in enumerate(order) for b in order[n + 1 :])
    joined = "".join(left), "".join(right)
    distance = _distance(*joined)
    return Comparison(
        worst=worst[2],
        worst_pair=(worst[0], worst[1]),
        mean=mean,
        whole=1 - distance / max(len(joined[0]), len(joined[1]), 1),
        clash=clash,
        extra=extra,
        shared=total / 2,
        initials=sum(min(len(a), len(b)) == 1 for a, b, _ in pairs),
        crossings=crossings,
        distance=distance,
        pairs=len(pairs),
    )

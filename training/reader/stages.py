"""The stretches of training, in order. Names begin with what is trained: a reader from the start, alone, or a finished
one that is trained further.
"""

from __future__ import annotations

from dataclasses import replace

from .feed import Stage

FURTHER = {
    "claims": 2,
    "claim_pairs": 0.15,
    "types": 1.5,
    "relations": 1,
    "spans": 1.5,
    "attribution": 0.35,
    "factuality": 0.5,
    "nothing": 0.15,
}
"""What a round holds where a finished reader is trained on, on labels alone."""

_GIVEN = Stage(
    time=0.3,
    steps=1200,
    encoder_rate=8e-5,
    head_rate=3e-4,
    tokens=4096,
    part=0.2,
    given=4.0,
    own=2.0,
    backing=1.0,
    shares=FURTHER,
)

STAGES: dict[str, Stage] = {
    "alone_broad": Stage(
        steps=800,
        encoder_rate=1.2e-4,
        head_rate=1e-3,
        shares={"attribution": 1, "factuality": 1, "spans": 2, "types": 3, "relations": 2},
    ),
    "alone_whole": Stage(
        steps=3150,
        encoder_rate=1.2e-4,
        head_rate=1e-3,
        shares={
            "claims": 1,
            "claim_pairs": 0.25,
            "types": 1,
            "relations": 0.3,
            "spans": 1.5,
            "attribution": 0.3,
            "factuality": 0.6,
            "nothing": 0.15,
        },
    ),
    "alone_backing": Stage(
        steps=430,
        encoder_rate=6e-5,
        head_rate=5e-4,
        backing=2.0,
        shares={
            "claims": 1,
            "claim_pairs": 0.1,
            "types": 0.5,
            "relations": 0.2,
            "spans": 0.7,
            "attribution": 0.1,
            "factuality": 0.2,
            "nothing": 0.1,
        },
    ),
    "further_whole": Stage(
        time=0.55,
        steps=2200,
        encoder_rate=1.2e-4,
        head_rate=4e-4,
        tokens=4096,
        part=0.2,
        given=2.0,
        backing=0.5,
        shares=FURTHER,
    ),
    "further_given": _GIVEN,
    "further_near": replace(_GIVEN, time=0.15, steps=400, encoder_rate=5e-5, head_rate=2.5e-4, given=30.0, own=6.0),
}
"""Alone: first the sets that teach one head each, then texts annotated whole with some of the others so that they stay,
and last mostly texts on what this is for: who holds up whom. Further: the same texts, then those more often that the
field's own people annotated, and last mostly these: the project's annotations, of which there are twenty times as many,
call one event type in six by another name. Neither needs a graphics card; learning from a larger reader does
(`teach.py`).
"""

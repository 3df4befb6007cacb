"""The stretches of training, in order. Names begin with who is trained: alone, a teacher, a taught student, or a
finished reader that is trained further.
"""

from __future__ import annotations

from .feed import Stage

TEACHING = {
    "claims": 1,
    "claim_pairs": 0.4,
    "types": 1.5,
    "relations": 1.5,
    "spans": 1.5,
    "attribution": 0.5,
    "factuality": 0.7,
    "nothing": 0.15,
}
"""What a round holds where a teacher learns."""

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
    "teacher_whole": Stage(
        time=0.54,
        steps=2000,
        encoder_rate=4e-5,
        head_rate=6e-4,
        tokens=8192,
        part=0.1,
        shares=TEACHING,
    ),
    "teacher_more": Stage(
        time=0.37,
        steps=1350,
        encoder_rate=7e-5,
        head_rate=1e-3,
        tokens=8192,
        part=0.1,
        given=2.0,
        backing=0.5,
        shares=TEACHING,
    ),
    "teacher_given": Stage(
        time=0.09,
        steps=330,
        encoder_rate=2e-5,
        head_rate=3e-4,
        tokens=8192,
        part=0.15,
        given=6.0,
        backing=1.0,
        shares={
            "claims": 0.5,
            "claim_pairs": 0.2,
            "types": 1,
            "relations": 1,
            "spans": 0.7,
            "attribution": 0.3,
            "factuality": 0.3,
            "nothing": 0.1,
        },
    ),
    "student_wide": Stage(
        time=0.78,
        steps=2600,
        encoder_rate=4e-4,
        head_rate=1e-3,
        tokens=16384,
        part=0.1,
        labelled=0.5,
        taught=1.0,
        unlabelled=1.0,
        shares={**TEACHING, "types": 2, "relations": 2, "spans": 2},
    ),
    "student_given": Stage(
        time=0.15,
        steps=500,
        encoder_rate=8e-5,
        head_rate=3e-4,
        tokens=16384,
        part=0.15,
        taught=1.0,
        unlabelled=0.15,
        given=4.0,
        backing=1.0,
        shares={
            "claims": 0.7,
            "claim_pairs": 0.3,
            "types": 2,
            "relations": 2,
            "spans": 1.5,
            "attribution": 0.4,
            "factuality": 0.5,
            "nothing": 0.15,
        },
    ),
    "student_last": Stage(
        time=0.07,
        steps=130,
        encoder_rate=4e-5,
        head_rate=3e-4,
        given=1.5,
        own=6.0,
        backing=1.0,
        shares={"claims": 0.5, "claim_pairs": 0.02, "types": 0.15, "relations": 0.1},
        part=0.2,
    ),
    "further_whole": Stage(
        time=0.65,
        steps=2200,
        encoder_rate=1.2e-4,
        head_rate=4e-4,
        tokens=4096,
        part=0.2,
        given=2.0,
        backing=0.5,
        shares=FURTHER,
    ),
    "further_given": Stage(
        time=0.35,
        steps=1200,
        encoder_rate=8e-5,
        head_rate=3e-4,
        tokens=4096,
        part=0.2,
        given=4.0,
        own=2.0,
        backing=1.0,
        shares=FURTHER,
    ),
}
"""Alone: first the sets that teach one head each, then texts annotated whole with some of the others so that they stay,
and last mostly texts on what this is for: who holds up whom. A teacher, and who it teaches, ends on the texts that the
field's own people annotated; the student last on labels alone, most of them of texts on what this is for. A
finished reader is trained further on labels alone, and needs no GPU.
"""

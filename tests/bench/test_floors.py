"""Quality floors on the development texts. They only rise; the figures of the day are in the README."""

from __future__ import annotations

import pytest

from bench.quality import claims_task
from bench.scoring import SCORER, SHARED

DEV = SHARED / "gold" / "dev"
FLOORS = {"span": 0.675, "dyad": 0.335, "coded": 0.20, "tie": 0.29}


@pytest.mark.shared
@pytest.mark.skipif(not DEV.is_dir(), reason="the development data is not beside the checkout")
def test_the_reader_reads_no_worse_than_it_did() -> None:
    score = claims_task(DEV, SCORER, None)
    assert score["gold"] == 438
    reached = {level: score[level]["f1"] for level in FLOORS}
    assert all(reached[level] >= floor for level, floor in FLOORS.items()), reached

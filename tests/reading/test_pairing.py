"""Parties of a clause are chosen together, with what the other clauses of the report say."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from backstay.knowledge import Knowledge
from backstay.reading.bearing import Sides
from backstay.reading.choosing import code_of
from backstay.reading.decode import Draft, Look
from backstay.reading.elsewhere import Chances, Elsewhere
from backstay.reading.labels import TIE_ROLES
from backstay.reading.marks import wording
from backstay.reading.pairing import Pairing
from backstay.reading.parties import Cast
from backstay.reading.weighing import PairWeights, load_weights

TEXT = (
    "Sudan and Egypt have asked the African Union to step in. Ethiopia was accused by Kenya on Monday. "
    "The creditors told Khartoum to answer."
)


def look(nobody: float = 0.0, **chances: float) -> Look:
    mentions = []
    for words, chance in chances.items():
        name = words.replace("_", " ")
        start = TEXT.index(name)
        mentions.append(((start, start + len(name)), chance))
    return Look(tuple(sorted(mentions, key=lambda item: -item[1])), nobody)


def draft(word: str, clause: str, actor: Look, recipient: Look, event: str = "REQUEST") -> Draft:
    start = TEXT.index(clause)
    even = dict.fromkeys(TIE_ROLES, 0.25)
    return Draft(
        anchor=TEXT.index(word),
        start=start,
        end=start + len(clause),
        looks={"actor": actor, "recipient": recipient, "backer": Look(), "client": Look()},
        source=None,
        labels={"event_type": event, "channel": "", "mode": ""},
        score=0.9,
        chances={"backer_role": even, "client_role": even},
    )


def pairing(*drafts: Draft) -> Pairing:
    cast = Cast(Knowledge.load(), TEXT, date(2016, 3, 1))
    stops = [0, TEXT.index("Ethiopia"), TEXT.index("The creditors"), len(TEXT)]
    sentences = list(pairwise(stops))
    return Pairing(
        cast,
        TEXT,
        lambda offset: next(span for span in sentences if span[0] <= offset < span[1]),
        drafts,
        lambda _: Sides({}, {}),
    )


ASKED = "Sudan and Egypt have asked the African Union to step in"
ACCUSED = "Ethiopia was accused by Kenya on Monday"


def codes(found: Pairing, one: Draft) -> list[tuple[str | None, str | None]]:
    return [
        (code_of(p.actor and p.actor.participant), code_of(p.recipient and p.recipient.participant))
        for p in found.pairs(one)
    ]


def test_parties_that_are_listed_act_each_for_itself() -> None:
    one = draft("asked", ASKED, look(Sudan=0.5, Egypt=0.4), look(the_African_Union=0.9))
    pairs = pairing(one).pairs(one)
    assert sorted(code_of(p.actor and p.actor.participant) or "" for p in pairs) == ["EGY", "SDN"]
    assert {p.recipient.participant.party.entity for p in pairs if p.recipient} == {"African Union"}


def test_parties_that_are_not_listed_are_one_choice() -> None:
    one = draft("asked", ASKED, look(Sudan=0.5, Kenya=0.45), look(the_African_Union=0.9))
    assert len(pairing(one).pairs(one)) == 1


def test_in_the_passive_who_stands_after_by_has_acted() -> None:
    even = look(Ethiopia=0.5, Kenya=0.5)
    one = draft("accused", ACCUSED, even, even, "ACCUSE")
    assert codes(pairing(one), one)[0] == ("KEN", "ETH")


def test_there_is_no_recipient_where_the_pointer_is_sure_of_it() -> None:
    one = draft("accused", ACCUSED, look(Kenya=0.9), look(nobody=0.97, Ethiopia=0.02), "MOBILIZE")
    assert codes(pairing(one), one) == [("KEN", None)]


def test_chances_of_a_party_are_no_greater_than_one() -> None:
    one = draft("asked", ASKED, look(Sudan=0.5, Egypt=0.4), look(nobody=0.2, the_African_Union=0.7))
    assert all(0 < known.score <= 1 for p in pairing(one).pairs(one) for known in (p.actor, p.recipient) if known)


def test_a_report_that_names_nobody_has_no_parties() -> None:
    one = draft("asked", ASKED, Look(), Look(nobody=1.0))
    assert pairing(one).pairs(one) == []


def test_people_in_words_may_be_nobody_of_the_state_that_is_named() -> None:
    start = TEXT.index("The creditors")
    both = Look((((start, start + len("The creditors")), 0.8), ((0, len("Sudan")), 0.2)))
    one = draft("told", "The creditors told Khartoum to answer", both, look(Khartoum=0.9))
    tried = {choice.actor.known.participant.party.state for choice in pairing(one).choices(one)}
    assert tried == {None, "SDN"}


def test_what_other_clauses_say_leaves_the_own_one_out() -> None:
    drafts = [
        draft("asked", ASKED, look(Sudan=1.0), look(the_African_Union=1.0)),
        draft("accused", ACCUSED, look(Kenya=1.0), look(Ethiopia=1.0)),
        draft("told", "The creditors told Khartoum to answer", look(Kenya=1.0), look(Khartoum=1.0)),
    ]
    told = [
        Chances({"SDN": 1.0}, {"AU": 1.0}),
        Chances({"KEN": 1.0}, {"ETH": 1.0}),
        Chances({"KEN": 0.5}, {"SDN": 1.0}),
    ]
    others = Elsewhere(drafts, told, [(0, 1), (1, 2), (2, 3)])
    assert others.of_party("KEN", drafts[1]) == pytest.approx((0.25, 0.0, 0.25, 0.0))
    assert others.of_party("SDN", drafts[0]) == pytest.approx((0.0, 0.5, 0.0, 0.0))
    assert others.of_pair("KEN", "ETH", drafts[0]) == pytest.approx((0.5, 0.0, 1.0, 0.0))
    assert others.of_pair("ETH", "KEN", drafts[0]) == pytest.approx((0.0, 0.5, 0.0, 1.0))


@pytest.mark.parametrize(
    ("text", "words", "lead", "kinds"),
    [
        ("talks with the Iran team", "Iran", "with", ()),
        ("hit by Russia’s fleet", "Russia", "by", ("possessive",)),
        ("the Iranian navy", "Iranian", "-", ("adjective",)),
        ("told them so", "them", "told", ("small word", "word them")),
    ],
)
def test_the_wording_of_a_mention(text: str, words: str, lead: str, kinds: tuple[str, ...]) -> None:
    start = text.index(words)
    said = wording(text, words, start, start + len(words))
    assert (said.lead, said.kinds) == (lead, kinds)


def test_weights_are_finite_numbers_of_known_roles() -> None:
    weights = load_weights()
    assert all(name[:2] in ("a:", "r:", "p:") for name in weights.rows)
    assert weights.vectors.shape == (len(weights.rows), len(weights.bias) + 1)
    assert all(np.isfinite(each).all() for each in (weights.vectors, weights.bias, weights.inner, weights.outer))


def test_marks_are_seen_together_and_each_alone() -> None:
    weights = PairWeights(
        {"a:x": 0, "r:y": 1},
        np.array([[1, 0, 0.5], [0, 1, 0]], np.float32),
        np.array([0, -1], np.float32),
        np.array([[1], [-2]], np.float32),
        np.array([0.25], np.float32),
        np.array([2], np.float32),
    )
    x, y = [("a:x", 2.0)], [("r:y", 3.0), ("r:unknown", 9.0)]
    both, alone, neither = weights.scores([(x, y), (x,), ([],)])
    assert both == pytest.approx(2 * max(0, 2 - 2 * (3 - 1) + 0.25) + 1)
    assert alone == pytest.approx(2 * (2 + 0.25) + 1)
    assert neither == pytest.approx(2 * 0.25)

"""Two claims that say the same of one clause are one."""

from dataclasses import replace

from backstay.reading.twins import without_twins
from backstay.records import (
    OUTLET,
    Certainty,
    Channel,
    Claim,
    EventType,
    Mention,
    Participant,
    Party,
    Stance,
    Status,
)


def party(words: str, state: str) -> Participant:
    return Participant(Mention(words), Party(state=state, sector=("GOV",)))


ONE = Claim(
    id="one",
    report="r",
    start=10,
    end=60,
    quote="x" * 50,
    actor=party("Moscow", "RUS"),
    recipient=party("Syria", "SYR"),
    event_type=EventType.AID,
    status=Status.HAPPENED,
    certainty=Certainty.CERTAIN,
    sources=(OUTLET,),
    score=0.8,
)
TWIN = replace(ONE, id="two", start=20, end=90, actor=party("Russia", "RUS"), score=0.6)


def test_the_surer_of_two_twins_stays() -> None:
    assert [c.id for c in without_twins([TWIN, ONE])] == ["one"]
    assert [c.id for c in without_twins([replace(TWIN, score=0.9), ONE])] == ["two"]


def test_claims_that_differ_in_what_they_say_all_stay() -> None:
    others = [
        replace(TWIN, recipient=party("Iran", "IRN")),
        replace(TWIN, recipient=None),
        replace(TWIN, event_type=EventType.AGREE),
        replace(TWIN, channel=Channel.ARMS),
        replace(TWIN, sources=(replace(OUTLET, stance=Stance.DENIES),)),
        replace(TWIN, start=50, end=120),
    ]
    for other in others:
        assert [c.id for c in without_twins([ONE, other])] == ["one", "two"]

"""The list of events, one event, and the chart of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Query

from ....records import Event, EventType, Participant
from ..cards import claim_card, state_cards
from ..desk import Desk, desk, desk_at, knowledge
from ..dots import amount_rows, dots, units
from ..event_query import EventQuery, event_query
from ..models import (
    ClaimCard,
    CredenceOut,
    EventCard,
    EventOut,
    EventsOut,
    LinkOut,
    Named,
    RepeatOut,
    StepOut,
    TellingOut,
)
from ..query import PAGE_ROWS, PageNumber, paging
from ..shelf import Shelf
from ..spread_chart import spread_spec, spreads_over_time
from ..words import INFORMATION, SOURCE_GRADE, label

if TYPE_CHECKING:
    from ....corroboration import Found, InShort, Linked, Repeat, Spread

SMALL = 4000
"""Claims up to which all events of a ledger are joined for a visitor; above, a government must be chosen meanwhile."""


def events(
    at: Annotated[Desk, Depends(desk)], query: Annotated[EventQuery, Depends(event_query)], page: PageNumber = 1
) -> EventsOut:
    """A page of the list of events, latest told first."""
    found = _page(at, query, page)
    if found is None:
        return EventsOut(
            as_of=at.as_of,
            filters=query.given,
            choose=state_cards(at)[:PAGE_ROWS],
            paging=paging(at, "/events.json", query.given, page, shown=0, total=0),
            events=[],
        )
    return EventsOut(
        as_of=at.as_of,
        filters=query.given,
        choose=[],
        paging=paging(at, "/events.json", query.given, page, shown=len(found.events), total=found.total),
        events=[_card(at, event, found.in_short[event.id]) for event in found.events],
    )


def _page(at: Desk, query: EventQuery, page: int) -> Found | None:
    """A page of events: those kept beside the ledger where there are any; None where a government must be chosen.

    Kept events that are no longer those of the ledger are shown once more while they are renewed.
    """
    from ....corroboration import find_events, keeping, kept_priors

    with keeping(at.ledger, kept_priors(at.ledger.path)) as kept:
        ready = kept is not None and kept.complete
        if kept is not None and not kept.current:
            at.shelf.beside(("events",), partial(keep_events, at.shelf))

    def find() -> Found:
        rows = PAGE_ROWS
        return find_events(at.ledger, query.where, limit=rows, offset=(page - 1) * rows, wait=False)

    if ready:
        return find()
    if query.where.a_state is None and at.kept("claims in all", work_out=at.ledger.count) > SMALL:
        return None
    return at.kept("events", query.where, page, _priors_stamp(at), work_out=find)


def events_extras(_view: EventsOut) -> dict[str, Any]:
    """What the form offers."""
    return {"event_types": list(EventType)}


def keep_events(shelf: Shelf) -> None:
    """Bring the events that are kept beside the ledger up to its state."""
    from ....corroboration import keeping, kept_priors

    at = desk_at(shelf, None)
    with keeping(at.ledger, kept_priors(at.ledger.path)) as kept:
        if kept is not None:
            kept.renew()


def look_for_repeats(shelf: Shelf) -> None:
    """Look in every report for who is said to repeat whom, which the pages of events ask for."""
    from ....corroboration import keep_repeats

    keep_repeats(desk_at(shelf, None).ledger)


def event(at: Annotated[Desk, Depends(desk)], event: str) -> EventOut:
    """One event, by its id or by that of a claim in it. Raises NotInLedger."""
    return _shown(at, event)


def event_extras(view: EventOut) -> dict[str, Any]:
    """The chart's units, and what stands in the head."""
    return {"units": units(view.amounts), "over_time": spreads_over_time(view.steps)}


def spread_chart(at: Annotated[Desk, Depends(desk)], event: str) -> dict[str, Any]:
    """The Vega-Lite specification of how an event spread over time, with its data."""
    return spread_spec(_shown(at, event).steps)


def amounts_chart(
    at: Annotated[Desk, Depends(desk)],
    event: str,
    unit: Annotated[str, Query(description="What the numbers count: persons, USD, share ...")] = "",
) -> dict[str, Any]:
    """The Vega-Lite specification of an event's numbers of one unit, with its data."""
    view = _shown(at, event)
    chosen = unit or next(iter(units(view.amounts)), "")
    return dots([row for row in view.amounts if row.amount.unit == chosen], chosen)


def _shown(at: Desk, id: str) -> EventOut:
    return at.kept("event", id, at.asked, _priors_stamp(at), work_out=lambda: _event(at, id))


def _priors_stamp(at: Desk) -> int:
    """Changes when the priors kept with the ledger do."""
    from ....corroboration.credence.priors import FILE

    path = at.ledger.path / FILE
    return path.stat().st_mtime_ns if path.is_file() else 0


def _card(at: Desk, event: Event, in_short: InShort) -> EventCard:
    from ....corroboration import in_conflict

    return EventCard(
        id=event.id,
        event_type=event.event_type,
        mode=event.mode,
        actor=_named(event.actor),
        recipient=_named(event.recipient),
        channel=event.channel,
        backer=event.backer,
        client=event.client,
        effect=event.effect,
        status=event.status,
        first_told=event.first_told,
        last_told=event.last_told,
        quote=in_short.quote,
        told_by=[origin.source for origin in event.origins],
        claims=len(event.claims),
        reports=in_short.reports,
        denials=len(event.denials),
        doubts=len(event.doubts),
        declines=len(event.declines),
        counter=len(event.counter),
        conflict=in_conflict(event),
        credence=_credence(event),
        address=at.link(f"/events/{event.id}"),
    )


def _named(participant: Participant | None) -> Named | None:
    if participant is None:
        return None
    party = participant.party
    told = participant.named or not (party.entity or party.state)
    return Named(
        text=participant.mention.text if told else party.entity or knowledge().state_name(party.state or ""),
        entity=party.entity,
        entity_id=party.entity_id,
        state=party.state,
        sector=list(party.sector),
    )


def _credence(event: Event) -> CredenceOut:
    credence = event.credence
    assert credence is not None
    return CredenceOut(
        probability=credence.probability,
        low=credence.low,
        high=credence.high,
        reason=credence.reason,
        source=credence.source,
        source_meaning=label(SOURCE_GRADE, credence.source),
        information=credence.information,
        information_meaning=label(INFORMATION, credence.information),
    )


def _event(at: Desk, id: str) -> EventOut:
    from ....corroboration import find_event, links_of_claims, spread

    event, found = find_event(at.ledger, id)
    group = found.groups[event.id]
    rows = {told.id: told.row for told in group.told}
    steps = spread(group)
    cards = {claim: claim_card(at, row) for claim, row in rows.items()}
    lead = (event.claims or event.against or event.declines)[0]
    links = links_of_claims(at.ledger, [row.claim for row in rows.values()], knowledge())
    return EventOut(
        as_of=at.as_of,
        card=_card(at, event, found.in_short[event.id]),
        lead=cards[lead],
        tellings=_tellings(at, event, found),
        steps=[_step(at, step, cards[step.claim], links.get(step.claim, [])) for step in steps],
        denials=[cards[claim] for claim in (*event.denials, *event.doubts)],
        counter=[cards[claim] for claim in event.counter],
        declines=[cards[claim] for claim in event.declines],
        amounts=amount_rows(event, rows, at),
    )


def _tellings(at: Desk, event: Event, found: Found) -> list[TellingOut]:
    from ....corroboration import repeats_of

    rows = found.rows(event.id)
    sources = {origin.id: origin.source or "a page of no known outlet" for origin in event.origins}
    repeats = repeats_of(at.ledger, event, found)
    return [
        TellingOut(
            id=origin.id,
            source=origin.source,
            first_told=origin.first_told,
            claims=len(origin.claims),
            reports=len({rows[claim].claim.report for claim in origin.claims}),
            possibly_same=[sources[other] for other in origin.possibly_same if other in sources],
            repeats=[_repeat(at, each) for each in repeats.get(origin.id, ())],
        )
        for origin in event.origins
    ]


def _repeat(at: Desk, repeat: Repeat) -> RepeatOut:
    return RepeatOut(
        outlet=repeat.outlet,
        said_by=repeat.said_by,
        quote=repeat.quote,
        published=repeat.published,
        address=at.link(f"/reports/{repeat.report}"),
    )


def _step(at: Desk, step: Spread, card: ClaimCard, links: Sequence[Linked]) -> StepOut:
    return StepOut(
        claim=step.claim,
        day=step.day,
        step=step.step.value,
        who=step.who,
        outlet=step.outlet,
        after=step.after,
        news=list(step.news),
        links=[
            LinkOut(
                words=each.words,
                url=each.link.address,
                outlet=each.outlet,
                report=at.link(f"/reports/{each.report.id}") if each.report is not None else None,
            )
            for each in links
        ],
        quote=card.claim.quote,
        address=card.address,
    )

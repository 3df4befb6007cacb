"""The plain words that pages use for the records' vocabulary, each with what it means."""

from __future__ import annotations

from typing import NamedTuple


class Word(NamedTuple):
    """What a page says for a word of the vocabulary, and what that means."""

    label: str
    meaning: str


CHANNEL: dict[str, Word] = {
    "forces": Word("Forces", "Troops, advisers, contractors, trainers, bases, visits by warships or bombers."),
    "arms": Word("Arms", "Weapons and equipment, and their upkeep."),
    "finance": Word("Finance", "Loans, credit, debt, grants and investment."),
    "trade": Word("Trade", "Energy and other goods, and goods given for debt."),
    "aid": Word("Aid", "Food, doctors and relief."),
    "diplomacy": Word("Diplomacy", "Recognition, votes, statements and visits."),
    "pressure": Word("Pressure", "Sanctions, threats and attacks on the government: the opposite of backing."),
}
EFFECT: dict[str, Word] = {
    "builds": Word("builds", "The tie is said to grow: a new loan, more advisers."),
    "keeps": Word("keeps", "The tie is said to hold as it was."),
    "cuts": Word("cuts", "The tie is said to shrink: fewer advisers, a payment put off."),
    "ends": Word("ends", "The tie is said to stop."),
}
EFFECT_SIGN: dict[str, str] = {"builds": "▲", "keeps": "●", "cuts": "▼", "ends": "✕"}
STATUS: dict[str, Word] = {
    "happened": Word("said to have happened", "The source says that it took place."),
    "ongoing": Word("said to be going on", "The source says that it is taking place or still holds."),
    "planned": Word("said to be planned", "The source says that it will take place, or predicts it."),
    "conditional": Word(
        "said to depend on something", "It would take place if something else did, or was only asked for."
    ),
    "did_not_happen": Word("said not to have happened", "The source says that it did not take place."),
}
CERTAINTY: dict[str, Word] = {
    "certain": Word("sounds certain", "The quoted source states it flatly."),
    "probable": Word("sounds fairly sure", "The quoted source hedges: likely, appears to, is believed to."),
    "possible": Word("sounds unsure", "The quoted source only calls it possible: may, could, might."),
}
STANCE: dict[str, Word] = {
    "asserts": Word("says so", "The source states it or passes it on."),
    "denies": Word("denies it", "The source says that it is not so. A denial is kept beside what it denies."),
    "doubts": Word("doubts it", "The source calls it into question without denying it."),
    "declines": Word("declines to comment", "The source was asked and would not say."),
}
SOURCE_KIND: dict[str, Word] = {
    "outlet": Word("outlet", "A newspaper, agency, broadcaster or site, in its own voice."),
    "person": Word("named person", "Somebody who is named."),
    "office": Word("office", "A ministry, firm, spokesman's office or other body."),
    "anonymous": Word("unnamed source", "Somebody who is not named: an official, a person close to the matter."),
    "document": Word("document", "A paper, contract, statement or table."),
}
EVENT_TYPE: dict[str, Word] = {
    "AGREE": Word("agrees", "Promises or agrees to do something, or signs."),
    "CONSULT": Word("consults", "Meets, visits, calls or talks with somebody."),
    "SUPPORT": Word("supports", "Sides with, praises, recognises or defends somebody in words."),
    "CONCEDE": Word("concedes", "Gives way in words: eases a demand, apologises, offers talks."),
    "COOPERATE": Word("cooperates", "Works together in deed: trade, joint exercises, shared intelligence, loans."),
    "AID": Word("gives aid", "Gives money, arms, food, doctors or shelter."),
    "RETREAT": Word("retreats", "Gives way in deed: withdraws, releases, returns, lays down arms."),
    "REQUEST": Word("asks for", "Asks, demands or appeals."),
    "ACCUSE": Word("accuses", "Blames, criticises, alleges or investigates."),
    "REJECT": Word("rejects", "Refuses, vetoes, turns down."),
    "THREATEN": Word("threatens", "Threatens sanctions, force, a break or a ban."),
    "PROTEST": Word("protests", "Demonstrates, strikes, boycotts or riots."),
    "SANCTION": Word("sanctions", "Cuts off, expels, convicts or puts under sanctions."),
    "MOBILIZE": Word("mobilises", "Moves or readies troops, weapons or police."),
    "COERCE": Word("coerces", "Seizes, arrests, bans, censors or withholds."),
    "ASSAULT": Word("attacks", "Uses violence."),
    "STATE": Word(
        "stands so", "A standing condition that is no event: owes, is in default, hosts advisers, depends on."
    ),
}
AMOUNT_KIND: dict[str, Word] = {
    "level": Word("a level", "How many or how much there is."),
    "from": Word("before the change", "What it was."),
    "to": Word("after the change", "What it became."),
    "change": Word("the change itself", "By how much."),
    "rate": Word("a rate", "So much in a given time."),
    "total": Word("a total", "Summed up over a time."),
}
SKIP_REASON: dict[str, Word] = {
    "empty": Word("Empty", "The input held nothing, or nothing but white space."),
    "too-large": Word("Too large", "Over the size limit for one report. Split it, or raise the limit when reading."),
    "not-text": Word("Not text", "Bytes that are no text in any encoding known here."),
    "no-article": Word("No article", "A page without an article: navigation, a login wall, a video."),
    "other-language": Word("Another language", "The reader reads English; this is something else."),
    "broken-feed": Word("Broken feed", "A feed that cannot be parsed, or holds no entry."),
    "broken-line": Word("Broken line", "A line that is no JSON object, or lacks a text."),
    "not-readable": Word("Not readable", "A file or folder that is absent or closed to this user."),
    "fetch-failed": Word("Not fetched", "The address did not answer with a page."),
    "unreadable": Word("Unreadable", "It could not be read; the detail says why."),
}
SAID: dict[str, Word] = {
    "real": Word("said to have happened or be going on", "Asserted, and in the past or the present."),
    "ahead": Word("said to be planned or conditional", "Asserted, and still to come or hanging on something."),
    "against": Word("denied, doubted or said not to have happened", "A source speaks against it."),
}
STEP: dict[str, Word] = {
    "first": Word("told first", "The earliest telling in this ledger."),
    "telling": Word("told", "Another telling: it names nobody here as its source."),
    "relay": Word("passed on", "It goes back to a telling before it, by what it says or by its words."),
    "denies": Word("denied", "A source says that it is not so."),
    "doubts": Word("doubted", "A source calls it into question."),
    "declines": Word("no comment", "A source was asked and would not say. That is no denial."),
    "counters": Word("contradicted", "Something is said that does not go with it: a partial denial keeps its content."),
}
SOURCE_GRADE: dict[str, Word] = {
    "A": Word("completely reliable", "What it told before was borne out, as good as always."),
    "B": Word("usually reliable", "What it told before was mostly borne out."),
    "C": Word("fairly reliable", "What it told before was borne out more often than not."),
    "D": Word("not usually reliable", "What it told before was borne out about as often as not, or less."),
    "E": Word("unreliable", "What it told before was mostly not borne out."),
    "F": Word("reliability cannot be judged", "Nothing is known here of what it told before."),
}
INFORMATION: dict[str, Word] = {
    "1": Word("confirmed by other sources", "Tellings that stand on their own agree."),
    "2": Word("probably true", "Not confirmed, but likely by who tells it."),
    "3": Word("possibly true", "It may be so; who tells it settles no more."),
    "4": Word("doubtful", "Less likely than not."),
    "5": Word("improbable", "Contradicted, taken back, or told by who is mostly wrong."),
    "6": Word("truth cannot be judged", "What is known settles it neither way."),
}

PARTY_KIND: dict[str, Word] = {
    "person": Word("Person", "Somebody who is named."),
    "office": Word("Office", "A ministry, court, parliament, agency or other body of a state."),
    "force": Word("Armed force", "An army, navy, police, guard or service."),
    "firm": Word("Firm", "A company, bank or state firm."),
    "group": Word("Group", "An armed group, movement or political party."),
    "igo": Word("International organisation", "Made by states."),
    "ngo": Word("Non-governmental organisation", "Not made by states."),
    "outlet": Word("News outlet", "A newspaper, agency, broadcaster or site."),
    "school": Word("Place of learning", "A university, school or institute."),
    "state": Word("Government", "A state, and its government."),
    "unknown": Word("Not known", "The knowledge file does not have it any more."),
}

VOCABULARIES: dict[str, tuple[str, dict[str, Word]]] = {
    "channel": ("Channels of backing", CHANNEL),
    "effect": ("What happens to the tie", EFFECT),
    "status": ("Did it happen?", STATUS),
    "certainty": ("How sure the source sounds", CERTAINTY),
    "stance": ("What a source does with the content", STANCE),
    "source": ("Who speaks", SOURCE_KIND),
    "event_type": ("What is done (PLOVER event types)", EVENT_TYPE),
    "amount": ("What a number is", AMOUNT_KIND),
    "step": ("How an event spreads", STEP),
    "source_grade": ("How reliable a source is (NATO Admiralty scale)", SOURCE_GRADE),
    "information": ("How credible what is told is (NATO Admiralty scale)", INFORMATION),
    "skipped": ("Why an input was not read", SKIP_REASON),
}
"""Every vocabulary that the page on words explains: key, heading, words."""


def label(vocabulary: dict[str, Word], word: object) -> str:
    """The plain label of a word; the word itself where the vocabulary does not have it."""
    return vocabulary[str(word)].label if str(word) in vocabulary else str(word)

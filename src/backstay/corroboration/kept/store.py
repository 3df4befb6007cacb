"""The file that holds events as they were last joined: SQLite, in the ledger's folder. It can be deleted at any time.

`reports` says which reading of each report was looked at, `claims` to which pair of states and event each claim
belongs, `stale` which pairs are to be joined anew. A pair's events are replaced, and the pair taken off that list, in
one transaction: whoever is killed in between leaves the pair on the list.
"""

from __future__ import annotations

FOLDER = "events"
"""Its name in the ledger's folder."""
FILE = "events.sqlite"
FORM = 2
"""Form of the file. Another number makes all events be joined anew: change it with what joins or weighs them."""

TABLES = """
CREATE TABLE reports (report TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE claims (
    claim TEXT PRIMARY KEY, report TEXT NOT NULL, pair TEXT NOT NULL, day TEXT, event TEXT
) WITHOUT ROWID;
CREATE INDEX claims_of_pair ON claims (pair);
CREATE INDEX claims_of_report ON claims (report);
CREATE TABLE stale (pair TEXT PRIMARY KEY, since TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE events (
    id TEXT PRIMARY KEY, pair TEXT NOT NULL, last TEXT NOT NULL, event_type TEXT NOT NULL, channel TEXT, backer TEXT,
    client TEXT, effect TEXT, denied INTEGER NOT NULL, probability REAL NOT NULL, days TEXT NOT NULL,
    parties TEXT NOT NULL, sources TEXT NOT NULL, quotes TEXT NOT NULL, quote TEXT NOT NULL, reports INTEGER NOT NULL,
    record BLOB NOT NULL
);
CREATE INDEX events_of_pair ON events (pair);
CREATE INDEX events_by_day ON events (last, id);
CREATE TABLE states (state TEXT, last TEXT, event TEXT, PRIMARY KEY (state, last, event)) WITHOUT ROWID;
CREATE INDEX states_of_event ON states (event);
"""
PARTED = "\x1f"
"""Between the two sides of a pair."""

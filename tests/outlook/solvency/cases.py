"""Cases that the solvency tests share: one small file of every kind of contract, and drawn variants of it."""

from __future__ import annotations

from importlib.resources import files

from backstay.outlook.solvency.case import Case
from backstay.outlook.solvency.reading import parse_case

SMALL = """\
case: small
client: {state: AGO, name: Angola}
start: 2012-01-01
streams:
  - id: oil
    unit: kb/d
    price_unit: USD/bbl
    output: 1700 kb/d
    use: 120 kb/d
    benchmark: brent
    discount: {value: 2, low: 0, high: 4, unit: USD/bbl}
    sanction_discount: 3 USD/bbl
  - {id: gems, unit: carats/year, price_unit: USD/ct, output: 9000000 carats/year, price: 120 USD/ct}
imports: {start: 20 USD bn/year, rank: 3}
reserves: {start: 30 USD bn}
other_income: 50 USD m/month
creditors:
  - {id: banks, name: Policy banks, kind: in-kind, stream: oil, rank: 1, backer: x, opened: 2012-01-01,
     balance: {value: 12, alternatives: [19], unit: USD bn}, service: 200 USD m/month, floor: 80 kb/d, cap: 160 kb/d,
     rate: 4 %, hold: 0.9, forbearance: 0.8, lends: 100 USD m/month}
  - {id: trader, name: A trader, kind: in-kind, stream: oil, rank: 1, backer: z, opened: 2012-06-01,
     balance: 2 USD bn, service: 0 USD m/month, floor: 60 kb/d, cap: 60 kb/d, rate: 7 %, hold: 0.7}
  - {id: state-loan, name: A state loan, kind: cash, rank: 2, backer: y, opened: 2012-01-01, balance: 3 USD bn,
     service: 45 USD m/month, rate: 5 %, hold: 0.4, forbearance: 0.9, deferral: 18 months,
     terms: [{from: 2012-09-01, until: 2013-02-28, interest_only: yes}]}
  - {id: bonds, name: Bonds, kind: cash, rank: 4, opened: 2012-01-01, balance: 40 USD bn,
     service: 9 USD bn/year, rate: 9 %}
  - {id: notes, name: Notes, kind: cash, rank: 4, opened: 2012-01-01, balance: 4 USD bn,
     service: 90 USD m/month, rate: 8 %}
  - {id: works, name: Builders' invoices, kind: invoices, stream: oil, rank: 5, opened: 2012-01-01, balance: 200 USD m,
     service: 220 USD m/month, grace: 3 months}
  - {id: arms, name: Arms upkeep, kind: invoices, stream: oil, rank: 5, backer: y, opened: 2012-01-01,
     balance: 20 USD m, service: 25 USD m/month, hold: 0.2, grace: 6 months}
  - {id: fuel, name: Fuel on credit, kind: cash, rank: 6, opened: 2012-01-01, balance: 300 USD m,
     service: 10 USD m/month}
backers:
  - {id: x, name: X, state: CHN, stake: 0.5, supplies: 15 kb/d, stream: oil}
  - {id: y, name: Y, state: RUS, stake: 0.9}
  - {id: z, name: Z, state: CHE, stake: 0.1}
staff:
  - {id: advisers, name: Advisers, backer: y, creditor: arms, start: 600 persons, floor: 20 persons, backlog: 900 USD m,
     arms: yes}
sanctions:
  - {from: 2013-01-15, level: 1, cuts_credit: yes}
facts:
  - {id: out-2012, kind: production, about: oil, date: 2012-12-31, value: 1650, unit: kb/d, over: year, grade: A2,
     said_by: BP}
  - {id: owed-2012, kind: debt, about: banks, date: 2012-12-31, value: 18, alternatives: [11.5], unit: USD bn,
     grade: B2, said_by: A ministry}
  - {id: late-2013, kind: default, about: works, date: 2013-03-15, grade: B2, said_by: A builder}
"""


def small() -> Case:
    """Eight creditors, three backers, two streams, each kind of contract, graces and lending."""
    return parse_case(SMALL)


def venezuela_text() -> str:
    """The shipped case as text."""
    return (files("backstay.outlook.solvency") / "data" / "venezuela.yaml").read_text(encoding="utf-8")

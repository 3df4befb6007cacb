"""Who fights a government, and who fights for one, by day. Own tables, from general knowledge; on who is right they are
silent.

Adversaries are at war, occupy, or have been enemies for decades: troops or weapons of the one that are in, against or
near the other are no backing of its government. The field's annotators hold it so throughout: of their 318 claims on
forces and arms none has such a pair for its tie, of their 612 on pressure 417 do. Defenders strike a government's
enemies on its soil: "Russia's airstrikes in Syria" are no pressure on Damascus. (America fought for Kabul and Baghdad
too, and is not among them: what is told of it there is as often the invasion before.) A row is held against the day of
the report, so it ends, or begins, some weeks after a break that is reported as one: America's withdrawal from Kabul.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache

_ADVERSARIES = """
USA SYR 2011-08-18 2024-12-08 Washington calls on Assad to go, arms rebels and fights the Islamic State
GBR SYR 2011-08-18 2024-12-08 London calls on Assad to go, and strikes in 2018
FRA SYR 2011-08-18 2024-12-08 Paris calls on Assad to go, and strikes in 2018
DEU SYR 2011-08-18 2024-12-08 Berlin calls on Assad to go
NAT SYR 2011-08-18 2024-12-08 its members call on Assad to go
TUR SYR 2011-11-22 2024-12-08 Ankara calls on Assad to go, backs rebels and holds the north
SAU SYR 2012-02-07 2023-05-09 Riyadh breaks with Damascus and arms rebels
QAT SYR 2012-02-07 2024-12-08 Doha breaks with Damascus and arms rebels
ISR SYR 1948-05-15 - at war, Golan, strikes
ISR LBN 1948-05-15 - at war
ISR IRN 1979-02-11 - enemies since the revolution
ISR IRQ 1948-05-15 - at war
ISR PSE 1967-06-05 - occupation
ISR EGY 1948-05-15 1979-03-26 at war until the peace treaty
ISR JOR 1948-05-15 1994-10-26 at war until the peace treaty
ISR SDN 1967-09-01 2020-10-23 hostile until normalisation
USA IRN 1979-11-04 - since the embassy was taken
USA CUB 1961-01-03 - relations broken, embargo
USA PRK 1950-06-25 - Korean War, armistice
USA CHN 1989-06-05 - arms embargo, rivals
USA RUS 1947-03-12 1991-12-25 Cold War
USA RUS 2014-03-06 - since Crimea
NAT RUS 2014-04-01 - cooperation suspended over Crimea
USA VEN 2019-01-23 2026-03-31 Washington does not recognise Maduro, and seizes him
USA LBY 1986-01-07 2003-12-19 sanctions and strikes
USA LBY 2011-03-17 2011-10-20 war on Gaddafi
GBR LBY 2011-03-17 2011-10-20 war on Gaddafi
FRA LBY 2011-03-17 2011-10-20 war on Gaddafi
NAT LBY 2011-03-17 2011-10-20 war on Gaddafi
USA IRQ 1990-08-02 2003-05-01 Gulf war until the invasion
GBR IRQ 1990-08-02 2003-05-01 Gulf war until the invasion
USA AFG 1998-08-20 2001-12-21 strikes and war on the Taliban
USA AFG 2021-09-15 - the Taliban again
NAT AFG 2021-09-15 - the Taliban again
USA SDN 1993-08-12 2017-10-06 state sponsor of terrorism, sanctions
USA SRB 1999-03-24 2000-10-05 Kosovo war
NAT SRB 1999-03-24 2000-10-05 Kosovo war
USA NIC 1981-12-01 1990-04-25 war of the contras
USA PAN 1989-12-20 1989-12-31 invasion
USA GRD 1983-10-25 1983-12-15 invasion
RUS UKR 2014-02-22 - Crimea, the Donbass, invasion
BLR UKR 2022-02-24 - helps the invasion
PRK UKR 2024-10-01 - fights for Russia
IRN UKR 2022-09-13 - arms Russia
RUS GEO 2008-08-07 - war, Abkhazia and South Ossetia
RUS MDA 1992-03-02 - Transnistria
KOR PRK 1950-06-25 - Korean War, armistice
JPN PRK 1948-09-09 - no relations, missiles
UNO PRK 2006-10-14 - sanctions of the Security Council
CHN TWN 1949-10-01 - claims the island
CHN IND 1962-10-20 - border war, disputed border
CHN VNM 1979-02-17 1991-11-10 border war
CHN JPN 2012-09-11 - the Senkaku islands
CHN KOR 1950-10-19 1992-08-24 Korean War until relations
IND PAK 1947-10-22 - wars, Kashmir
SAU IRN 1979-02-11 2023-03-10 rivals until relations were restored
SAU QAT 2017-06-05 2021-01-05 blockade
ARE QAT 2017-06-05 2021-01-05 blockade
BHR QAT 2017-06-05 2021-01-05 blockade
EGY QAT 2017-06-05 2021-01-05 blockade
ARE IRN 2016-01-04 2022-08-21 relations downgraded
BHR IRN 1981-12-16 - accused of coups
IRQ IRN 1980-09-22 2003-05-01 war, until Saddam fell
IRQ KWT 1990-08-02 2003-05-01 invasion
IRN YEM 2014-09-21 - arms the Houthis against the recognised government
ARM AZE 1988-02-20 2025-08-08 Nagorno-Karabakh
TUR ARM 1993-04-03 - border closed
ETH ERI 1998-05-06 2018-07-09 war
ETH SOM 1977-07-13 1978-03-23 Ogaden war
SRB XKX 2008-02-17 - does not recognise it
PAK AFG 2024-12-24 - strikes across the border
SDN SSD 2011-07-09 2019-04-11 Heglig, rebels of each other
RWA COD 1998-08-02 2002-07-30 second Congo war
RWA COD 2012-04-04 2013-12-12 backs the M23
RWA COD 2021-11-07 - backs the M23 again
UGA COD 1998-08-02 2002-09-06 second Congo war
MAR DZA 2021-08-24 - relations broken
VNM KHM 1978-12-25 1979-01-07 invasion
COL VEN 2019-01-23 2022-08-28 Bogota does not recognise Maduro
"""

_DEFENDERS = """
RUS SYR 2015-09-30 2024-12-08 Russia's air force fights for Assad
IRN SYR 2012-06-01 2024-12-08 Iran's officers and militias fight for Assad
LBN SYR 2013-04-30 2024-12-08 Hezbollah fights for Assad
SAU YEM 2015-03-26 - the coalition fights for the recognised government
ARE YEM 2015-03-26 - the coalition fights for the recognised government
FRA MLI 2013-01-11 2022-08-15 Serval and Barkhane
RUS MLI 2021-12-24 - Wagner and the Africa Corps
RUS CAF 2018-01-01 - Wagner
NAT AFG 2003-08-11 2021-08-15 ISAF and Resolute Support
TUR LBY 2020-01-02 - for the government in Tripoli
ETH SOM 2006-12-24 - against the Islamic Courts and al-Shabab
KEN SOM 2011-10-16 - against al-Shabab
UGA SOM 2007-03-06 - against al-Shabab
"""


@dataclass(frozen=True, slots=True)
class Alignment:
    """From when to when (None: still) two states stood so to each other, and over what."""

    since: date
    until: date | None
    why: str

    def on(self, day: date | None) -> bool:
        """Whether it held on a day; without a day, whether it still does."""
        begun = day is None or self.since <= day
        return begun and (self.until is None or (day is not None and day <= self.until))


def enmity(one: str, other: str, day: date | None) -> Alignment | None:
    """What made two states (alpha-3) adversaries on a day; without a day only what still does. None: nothing known."""
    held = _read(_ADVERSARIES)
    both = (*held.get((one, other), ()), *held.get((other, one), ()))
    return next((each for each in both if each.on(day)), None)


def defence(backer: str, client: str, day: date | None) -> Alignment | None:
    """How the forces of a state (alpha-3) fought for another's government on a day. None: nothing known."""
    return next((each for each in _read(_DEFENDERS).get((backer, client), ()) if each.on(day)), None)


@cache
def _read(table: str) -> dict[tuple[str, str], list[Alignment]]:
    found: defaultdict[tuple[str, str], list[Alignment]] = defaultdict(list)
    for line in table.strip().splitlines():
        one, other, since, until, why = line.split(maxsplit=4)
        end = None if until == "-" else date.fromisoformat(until)
        found[one, other].append(Alignment(date.fromisoformat(since), end, why))
    return dict(found)

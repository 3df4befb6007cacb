"""Words inside names that say little about who is meant: titles, particles, legal forms, numbers, short first names."""

from __future__ import annotations

TITLES = frozenset(
    "mr mrs ms miss dr prof sir lord lady president prasident presidente minister senator general gen colonel col"
    " captain monsieur madame herr frau mullah maulavi mawlawi qari sheikh shaikh sheik shaykh sayyid hajji"
    " alhaji king queen prince pope the mv mt ms ss".split()
)
PARTICLES = frozenset(
    "al el ul bin ben ibn bint de da di do dos del van von der den la le na of for and in u y e ur ud the".split()
)
LEGAL = {
    "inc": "inc", "incorporated": "inc", "corp": "corp", "corporation": "corp", "co": "co", "company": "co",
    "ltd": "ltd", "limited": "ltd", "llc": "llc", "ooo": "llc", "srl": "llc", "sarl": "llc", "gmbh": "gmbh",
    "ag": "ag", "sa": "sa", "oao": "jsc", "ojsc": "jsc", "pjsc": "jsc", "pao": "jsc", "ao": "jsc", "zao": "jsc",
    "jsc": "jsc", "plc": "plc", "bv": "bv", "nv": "nv", "ab": "ab", "as": "as", "asa": "as", "oy": "oy", "oyj": "oy",
    "spa": "spa", "se": "se", "kg": "kg", "lp": "lp", "llp": "llp", "pte": "pte", "pty": "pty", "sas": "sas",
    "sl": "sl",
    "na": "na", "ano": "ano", "kk": "kk", "group": "group", "holding": "holding", "holdings": "holding",
    "gruppe": "group", "spzoo": "llc", "bvba": "bv", "cv": "cv", "ev": "ev",
}  # fmt: skip
FOREMOST = frozenset("ooo oao ojsc pjsc pao zao jsc llc srl ano ltd gmbh pt".split())
"""Forms that may stand before a name of one word."""
NATIONAL = frozenset("gmbh ag jsc ano kg ab oy".split())
"""Forms that tell companies of one name apart: `AG` and `GmbH` are two companies, `Inc` and `Ltd` often one."""
LEGAL_PHRASES = (
    ("open joint stock company", "jsc"), ("public joint stock company", "jsc"), ("joint stock company", "jsc"),
    ("joint stock compan", "jsc"), ("public limited company", "plc"), ("limited liability company", "llc"),
    ("aktsionernoe obshchestvo", "jsc"), ("obshchestvo s ogranichennoy otvetstvennostyu", "llc"),
    ("societatea cu raspundere limitata", "llc"), ("gesellschaft mit beschrankter haftung", "gmbh"),
    ("aktiengesellschaft", "ag"), ("aktiengeselschaft", "ag"), ("societe anonyme", "sa"), ("sociedad anonima", "sa"),
    ("sp z o o", "llc"), ("s a de c v", "sa"), ("united states", "us"), ("united kingdom", "uk"),
)  # fmt: skip
NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "twenty": "20", "thirty": "30", "forty": "40",
    "fourty": "40", "fifty": "50", "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5",
    "1st": "1", "2nd": "2", "3rd": "3", "4th": "4", "5th": "5",
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12",
    "xiii": "13", "xiv": "14", "xv": "15", "xx": "20",
}  # fmt: skip
SAME_WORD = {
    "intl": "international", "int": "international", "labour": "labor", "organisation": "organization",
    "defence": "defense", "centre": "center", "bros": "brothers", "natl": "national", "dept": "department",
    "govt": "government", "assn": "association", "univ": "university", "mfg": "manufacturing", "st": "saint",
}  # fmt: skip
SHORT_NAMES = {
    "bibi": "benjamin", "ben": "benjamin", "mike": "michael", "joe": "joseph", "bill": "william", "bob": "robert",
    "jim": "james", "tom": "thomas", "dick": "richard", "chris": "christopher", "ted": "theodore", "dan": "daniel",
    "tony": "anthony", "steve": "steven", "stephen": "steven", "rick": "richard", "ron": "ronald", "barry": "barack",
    "jeff": "jeffrey", "chuck": "charles", "dave": "david", "matt": "matthew", "ed": "edward", "liz": "elizabeth",
    "andy": "andrew", "greg": "gregory", "pat": "patrick", "sasha": "alexander", "volodya": "vladimir", "juan": "john",
    "alex": "alexander", "nick": "nicholas", "kate": "katherine", "sam": "samuel", "tim": "timothy", "don": "donald",
}  # fmt: skip

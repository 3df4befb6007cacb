"""Words around numbers: hedges, currencies, what is counted, and words at which a noun phrase ends."""

from __future__ import annotations

from .number_words import word_set

CURRENCY_MARKS: dict[str, str] = {
    "$": "USD", "us$": "USD", "c$": "CAD", "ca$": "CAD", "cad$": "CAD", "a$": "AUD", "au$": "AUD", "aud$": "AUD",
    "hk$": "HKD", "s$": "SGD", "nz$": "NZD", "nzd$": "NZD", "nt$": "TWD", "r$": "BRL", "mex$": "MXN", "mxn$": "MXN",
    "usd$": "USD", "usd": "USD", "eur": "EUR", "gbp": "GBP", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR",
    "₽": "RUB", "₺": "TRY", "₴": "UAH", "₪": "ILS", "₩": "KRW", "₿": "XBT", "rmb": "CNY", "rub": "RUB", "cny": "CNY",
    "jpy": "JPY", "chf": "CHF", "cad": "CAD", "aud": "AUD", "hkd": "HKD", "inr": "INR", "mxn": "MXN", "nzd": "NZD",
    "sek": "SEK", "nok": "NOK", "pln": "PLN", "zar": "ZAR", "uah": "UAH", "btc": "XBT", "rs": "INR", "krw": "KRW",
    "₡": "CRC", "₾": "GEL", "₭": "LAK", "₦": "NGN", "₱": "PHP", "₫": "VND",
    "₸": "KZT", "₼": "AZN", "₵": "GHS", "₲": "PYG",
    "元": "CNY", "円": "JPY", "฿": "THB", "sgd": "SGD", "dkk": "DKK", "try": "TRY", "brl": "BRL", "ils": "ILS",
    "thb": "THB", "eth": "XET", "musd": "USD", "meur": "EUR", "mgbp": "GBP", "maud": "AUD", "mcad": "CAD",
    "mchf": "CHF", "msek": "SEK", "mnok": "NOK", "mdkk": "DKK",
}  # fmt: skip
"""ISO 4217 code of marks and codes that stand beside a number, in lower case."""

CURRENCY_WORDS: dict[str, str] = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "pound": "GBP", "sterling": "GBP", "ruble": "RUB", "rouble": "RUB",
    "yuan": "CNY", "renminbi": "CNY", "yen": "JPY", "rupee": "INR", "peso": "MXN", "real": "BRL", "reais": "BRL",
    "bolivar": "VES", "won": "KRW", "lira": "TRY", "rial": "IRR", "riyal": "SAR", "dinar": "KWD", "dirham": "AED",
    "franc": "CHF", "krona": "SEK", "krone": "NOK", "kronor": "SEK", "zloty": "PLN", "hryvnia": "UAH", "shekel": "ILS",
    "rand": "ZAR", "naira": "NGN", "rupiah": "IDR", "baht": "THB", "ringgit": "MYR", "bitcoin": "XBT",
    "ether": "XET", "markka": "FIM", "guilder": "NLG", "peseta": "ESP", "kuai": "CNY", "quid": "GBP", "tenge": "KZT",
    "forint": "HUF", "taka": "BDT", "shilling": "KES", "dong": "VND", "lari": "GEL", "hryvnias": "UAH",
}  # fmt: skip
"""ISO 4217 code of currency names; a nationality before the name decides where several states share it."""

NATIONAL_CURRENCIES: dict[str, str] = {
    "us dollar": "USD", "u.s. dollar": "USD", "american dollar": "USD", "canadian dollar": "CAD",
    "australian dollar": "AUD", "hong dollar": "HKD", "singapore dollar": "SGD", "zealand dollar": "NZD",
    "taiwan dollar": "TWD", "egyptian pound": "EGP", "british pound": "GBP", "syrian pound": "SYP",
    "lebanese pound": "LBP", "sudanese pound": "SDG", "swiss franc": "CHF", "french franc": "FRF", "cfa franc": "XOF",
    "turkish lira": "TRY", "italian lira": "ITL", "iranian rial": "IRR", "saudi riyal": "SAR", "qatari riyal": "QAR",
    "iraqi dinar": "IQD", "kuwaiti dinar": "KWD", "jordanian dinar": "JOD", "mexican peso": "MXN",
    "argentine peso": "ARS", "colombian peso": "COP", "cuban peso": "CUP", "chilean peso": "CLP",
    "philippine peso": "PHP", "indian rupee": "INR", "pakistani rupee": "PKR", "swedish krona": "SEK",
    "norwegian krone": "NOK", "danish krone": "DKK", "chinese yuan": "CNY", "japanese yen": "JPY",
}  # fmt: skip

ABOUT = word_set("about around some roughly approximately perhaps circa estimated near")
NEARLY = word_set("nearly almost")
AT_LEAST = ("more than", "over", "at least", "upwards of", "upward of", "no fewer than", "no less than", "exceeding",
            "in excess of", "above", "greater than", "well over", "minimum of")  # fmt: skip
AT_MOST = ("up to", "as many as", "as much as", "no more than", "less than", "fewer than", "under", "at most",
           "not more than", "below", "maximum of", "a maximum of")  # fmt: skip
PLAIN = ("only", "just", "all", "another", "an additional", "additional", "a further", "further", "the", "an extra",
         "a total of", "a", "both", "every", "a mere", "a record", "its", "their", "his", "these", "those",
         "an")  # fmt: skip
ADDED = word_set("another additional further extra more")

TIMES = word_set(
    "second seconds minute minutes hour hours day days week weeks month months year years decade decades century "
    "centuries quarter quarters fortnight"
)
RATE_UNITS = word_set("second minute hour day week month quarter year decade")
RATE_ADVERBS = {"annually": "year", "yearly": "year", "daily": "day", "monthly": "month", "weekly": "week"}

STATES = word_set("countries nations states country nation governments")
AIRCRAFT = word_set(
    "aircraft plane planes jet jets bomber bombers warplane warplanes airplane airplanes helicopter helicopters "
    "airliners airliner warjets gunships gunship fighter-jets fighter-bombers"
)
SHIPS = word_set(
    "ship ships vessel vessels tanker tankers warship warships destroyer destroyers frigate frigates submarine "
    "submarines boats boat carrier carriers"
)
OCCASIONS = word_set("times occasions")

PERSONS = word_set(
    "people persons person troops soldiers advisers advisors men women man woman children child kids boys girls boy "
    "girl citizens citizen civilians civilian officials official officers officer police policemen cops personnel "
    "staff staffers staffer workers worker employees employee contractors contractor specialists experts engineers "
    "technicians trainers instructors fighters fighter militants militant rebels rebel terrorists terrorist hostages "
    "hostage refugees refugee migrants migrant immigrants asylum-seekers prisoners prisoner detainees detainee inmates "
    "protesters protester demonstrators activists activist journalists journalist reporters diplomats diplomat members "
    "member ministers minister lawmakers senators senator deputies legislators congressmen representatives mps leaders "
    "leader marines sailors airmen guards guard commanders commander generals general colonels mercenaries reservists "
    "militiamen insurgents jihadists extremists gunmen gunman attackers attacker suspects suspect victims victim "
    "casualties deaths fatalities dead wounded injured survivors witnesses residents inhabitants families lives "
    "students teachers doctors nurses patients voters supporters followers backers critics opponents participants "
    "delegates observers monitors inspectors peacekeepers pilots crew passengers tourists visitors nationals villagers "
    "farmers businessmen oligarchs billionaires individuals individual someone others relatives friends colleagues "
    "co-workers aides aide judges lawyers prosecutors analysts scholars scientists economists executives directors "
    "managers presidents king kings princes senior dissidents opponents defectors spies agents agent operatives "
    "informants dictators whistle-blowers defenders innocents respondents adults males females players americans "
    "forces force paramilitaries conscripts recruits veterans servicemen servicewomen combatants pirates sodomites "
    "gop democrats republicans conservatives chinese japanese french british english irish dutch swiss "
    "philanthropists authors candidates governors mayors ambassadors envoys chiefs parliamentarians brothers sisters "
    "sons daughters wives mothers fathers babies infants youths teenagers settlers nomads aliens "
    "population clients customers users readers"
)
NOT_PERSONS = word_set(
    "barrels dollars numbers papers letters orders centers centres towers quarters missiles launchers rockets "
    "interceptors reactors tractors sectors factors doors errors plants grants restaurants warrants committees trees "
    "degrees fees containers newspapers headquarters borders rivers powers chapters semesters disasters posters meters "
    "liters metres litres shares others parliaments accounts warheads vehicles carriers tankers bombers destroyers "
    "helicopters rollers computers servers trucks cars kilometers kilometres millimeters centimeters millimetres "
    "centimetres chambers colors colours offers matters covers layers markers lasers sensors radars mortars motors "
    "corridors indicators generators elevators tenants elements euros zeros dinners summers winters encounters "
    "maneuvers manoeuvres transfers answers masters clusters trailers headers printers scanners cylinders dozers "
    "routers bunkers shelters calendars pillars sewers boilers freighters trawlers cruisers gunners pointers "
    "powers acres places minutes quarters tiers stars bars wars years hours flours floors"
)
PERSON_ENDINGS = ("ers", "ors", "ists", "ians", "men", "women", "ees", "cans", "eans", "nians")

IRREGULAR = word_set(
    "people troops police men women children personnel staff aircraft dead wounded injured fish sheep feet teeth "
    "percent bpd crew missing militia infantry cavalry artillery species series headquarters offspring media data"
)
SINGULAR_S = word_set(
    "is was has this its his us as plus across less class press process business access congress politics news always "
    "perhaps besides whereas thus various previous famous religious dangerous serious enormous precious furious tax "
    "success pass mass loss boss cross crisis basis analysis yes unless nevertheless afterwards towards does goes says "
    "became james texas paris moscow's obvious anonymous numerous continuous indigenous unanimous simultaneous "
    "virus campus status consensus census chaos canvas gas bus gross express illness witness fitness wilderness "
    "defenceless homeless ruthless useless endless countless jobless senseless overseas "
    "includes remains means needs wants shows plans gives takes makes comes holds keeps calls appears seems lives's"
) - {"plans", "lives", "calls", "needs"}
COMPOUND_FIRST = word_set(
    "arms weapons sanctions sales systems operations communications human-rights rights materials sports savings "
    "services forces affairs relations women's men's drugs"
)

STOP = word_set(
    "of in on at to from for by with without within into onto over under between among amid through during before "
    "after since until against about around near across along behind beyond inside outside off per via than then and "
    "or but nor so yet if unless because while when where who whom whose which that what why how as like the a an this "
    "these those my your his her its our their he she it we they i you him them me us there here be am is are was "
    "were been being have has had having do does did done can could will would shall should may might must not n't no "
    "said says say told tells asked added according came come went go goes got get gets made make took take took give "
    "gave given killed wounded injured died dead fled left arrived remained stayed joined voted held seized attacked "
    "also only just even still already again ago earlier later now today yesterday tomorrow tonight monday tuesday "
    "wednesday thursday friday saturday sunday apart away back down out up began begun became become "
    "including include includes involving compared worth due old because both either neither each every "
    "percent pct annually yearly daily monthly weekly became want wants is't t ll ve re"
)

KILL = word_set(
    "killed killing kill kills wounded wounding injured injuring arrested arresting detained hurt executed abducted "
    "kidnapped beheaded leaving claimed"
)
FOLLOWS_PERSONS = word_set("killed dead wounded injured missing hurt arrested detained displaced died hospitalized")
UP = word_set(
    "raise raised raises raising rise rises rose risen rising increase increased increases increasing grow grew grown "
    "growing jump jumped climb climbed surged soared gain gained add adds added adding expand expanded boost boosted "
    "hike hiked double doubled up lift lifted lifts lifting advance advanced edged tripled "
    "accelerated quickened"
)
DOWN = word_set(
    "cut cuts cutting reduce reduced reduces reducing reduction fall falls fell fallen falling drop dropped drops "
    "dropping decline declined declines declining shrink shrank shrunk decrease decreased lower lowered lowering trim "
    "trimmed slash slashed plunge plunged tumbled sank slid down draw drew dwindled scaled pare pared pulled pull "
    "pulling withdraw withdrew withdrawn withdrawing withdrawal bring brought bringing slow slowed slowing ease eased "
    "easing halve halved slipped softened weakened shed"
)
MOVE = UP | DOWN | word_set("change changed moved went gone go goes going slipped swung")
DEPLOY = word_set(
    "deploy deploying deployed deployment send sending sent withdraw withdrawing withdrawn withdrew withdrawal pull "
    "pulled pulling add adding added remove removing removed redeploy redeployed evacuate evacuated dispatch dispatched"
)
FORCES = word_set("troops soldiers forces advisers marines personnel contractors fighters servicemen")
STANDING = word_set(
    "there has have had holds held host hosts hosting hosted stationed deployed based remain remains remained "
    "keep keeps kept owns owned owes owed owe stands stood currently still number numbered numbering totaled totals "
    "maintains maintain serving totaling"
)
MONEY_CUES = word_set(
    "debt debts owed owe owes dollars loans loan cost costs costing spent spend spending worth aid paid pay paying "
    "invested investment investments funds funding money revenue revenues deficit surplus "
    "sales profit profits earnings income budget loss losses price fine turnover assets market loses lost losing "
    "billions credit bailout"
)
TAX = word_set("tariff tariffs duty duties levy levies tax taxes rate rates interest surcharge")
VOTES = word_set("vote voted votes voting margin passed senate house parliament ballot approved")

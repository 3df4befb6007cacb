"""Units of measure by each way of writing them."""

from __future__ import annotations

_SPELLED = {
    "kilometres": "kilometre kilometres kilometer kilometers km kms",
    "metres": "metre metres meter meters",
    "centimetres": "centimetre centimetres centimeter centimeters cm",
    "millimetres": "millimetre millimetres millimeter millimeters mm",
    "decimetres": "decimetre decimetres decimeter decimeters dm",
    "nanometres": "nanometre nanometres nanometer nanometers nm",
    "micrometres": "micrometre micrometres micrometer micrometers micron microns μm",
    "kilograms": "kilogram kilograms kilogramme kilogrammes kilo kilos kg kgs",
    "grams": "gram grams gramme grammes", "milligrams": "milligram milligrams milligramme milligrammes mg",
    "micrograms": "microgram micrograms microgramme microgrammes mcg μg µg",
    "litres": "litre litres liter liters", "millilitres": "millilitre millilitres milliliter milliliters ml",
    "miles": "mile miles", "yards": "yard yards yds", "feet": "foot feet ft", "inches": "inch inches",
    "acres": "acre acres", "hectares": "hectare hectares ha", "ounces": "ounce ounces oz", "pounds": "lb lbs",
    "tons": "ton tons", "tonnes": "tonne tonnes metric-ton metric-tons metric-tonne metric-tonnes",
    "gallons": "gallon gallons", "pints": "pint pints", "quarts": "quart quarts", "bushels": "bushel bushels",
    "barrels": "barrel barrels bbl", "barrels per day": "bpd b/d", "cups": "cup", "carats": "carat carats",
    "tablespoons": "tablespoon tablespoons tbsp", "teaspoons": "teaspoon teaspoons tsp",
    "miles per hour": "mph", "kilometres per hour": "kph kmph km/h km/hr kmh", "miles per gallon": "mpg",
    "knots": "knot knots", "degrees": "degree degrees °", "celsius": "celsius °c °celsius degrees-celsius degrees-c ℃",
    "fahrenheit": "fahrenheit °f °fahrenheit degrees-fahrenheit degrees-f ℉", "radians": "radian radians rad",
    "watts": "watt watts", "kilowatts": "kilowatt kilowatts kw", "megawatts": "megawatt megawatts mw",
    "gigawatts": "gigawatt gigawatts gw", "terawatts": "terawatt terawatts tw",
    "kilowatt hours": "kilowatt-hour kilowatt-hours kwh", "megawatt hours": "megawatt-hour megawatt-hours mwh",
    "gigawatt hours": "gigawatt-hour gigawatt-hours gwh", "terawatt hours": "terawatt-hour terawatt-hours twh",
    "volts": "volt volts", "amperes": "ampere amperes amp amps", "milliampere hours": "mah",
    "horsepower": "horsepower hp bhp", "joules": "joule joules", "calories": "calorie calories kcal",
    "hertz": "hertz hz", "kilohertz": "kilohertz khz", "megahertz": "megahertz mhz", "gigahertz": "gigahertz ghz",
    "bits": "bit bits", "bytes": "byte bytes", "kilobytes": "kilobyte kilobytes kb",
    "megabytes": "megabyte megabytes", "gigabytes": "gigabyte gigabytes gb", "terabytes": "terabyte terabytes tb",
    "megabits per second": "mbps", "gigabits per second": "gbps", "megapixels": "megapixel megapixels mp",
    "decibels": "decibel decibels db", "kilotons": "kiloton kilotons", "megatons": "megaton megatons",
    "basis points": "basis-point basis-points bps", "light years": "light-year light-years",
    "nautical miles": "nautical-mile nautical-miles nmi", "newton metres": "newton-metres newton-meters",
    "pound-feet": "lb-ft pound-feet", "parts per million": "ppm", "hours": "hr hrs", "years": "yr yrs",
    "milliseconds": "millisecond milliseconds", "years of age": "yo",
    "microseconds": "microsecond microseconds", "nanoseconds": "nanosecond nanoseconds",
}  # fmt: skip
UNITS: dict[str, str] = {form: unit for unit, forms in _SPELLED.items() for form in forms.split()}
"""Plural British name of a unit by each way of writing it; the words of one are joined by hyphens."""

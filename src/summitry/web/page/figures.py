"""Numbers, money and dates as a reader of either language expects them.

Pure functions: a value and a language code in, text out. ``None`` is shown as an
en dash, because a missing number is not zero. Languages whose code starts with
``zh`` get Chinese units and word order; all others get English.
"""

import math
from decimal import ROUND_HALF_UP, Decimal

from summitry.core.dates import split_partial_date

MISSING = "–"
NARROW_SPACE = "\u202f"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
CURRENCY_WORDS_ZH = {
    "CNY": "元",
    "EUR": "欧元",
    "GBP": "英镑",
    "JPY": "日元",
    "SEK": "瑞典克朗",
    "USD": "美元",
}
TONNE_STEPS = (
    (Decimal(10) ** 9, "Gt", "十亿吨"),
    (Decimal(10) ** 6, "Mt", "百万吨"),
    (Decimal(1), "t", "吨"),
)
MONEY_STEPS_EN = ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"))
MONEY_STEPS_ZH = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
LEAST_PROBABILITY = 0.01

Number = int | float | Decimal


def is_chinese(language: str) -> bool:
    """Say whether a language code such as ``zh-hans`` means Chinese."""
    return language.lower().startswith("zh")


def format_number(value: Number | None, digits: int | None = None) -> str:
    """Write a number with grouped thousands and a true minus sign.

    ``digits`` fixes the decimals; without it a whole number has none and any other
    keeps three significant digits, or all those before the point.
    """
    if value is None or not math.isfinite(value):
        return MISSING
    number = Decimal(str(value))
    if digits is not None:
        number = _round(number, digits)
        return f"{number:,f}".replace("-", "−")
    if number != number.to_integral_value():
        number = _round(number, max(0, 2 - number.adjusted()))
    return f"{_trim(number):,f}".replace("-", "−")


def format_tonnes(tonnes: Number | None, *, language: str) -> str:
    """Write a mass given in tonnes as t, Mt or Gt (吨, 百万吨, 十亿吨)."""
    if tonnes is None or not math.isfinite(tonnes):
        return MISSING
    mass = Decimal(str(tonnes))
    step = next((row for row in TONNE_STEPS if abs(mass) >= row[0]), TONNE_STEPS[-1])
    scale, english, chinese = step
    unit = chinese if is_chinese(language) else english
    return f"{format_number(mass / scale)}{NARROW_SPACE}{unit}"


def format_percent(
    fraction: Number | None, digits: int = 0, *, language: str = "en"
) -> str:
    """Write a fraction (0.18) as a percentage (18 %, in Chinese 18%)."""
    if fraction is None or not math.isfinite(fraction):
        return MISSING
    percent = format_number(Decimal(str(fraction)) * 100, digits)
    space = "" if is_chinese(language) else NARROW_SPACE
    return f"{percent}{space}%"


def format_probability(probability: Number | None) -> str:
    """Write a probability with two decimals, never rounded to certainty."""
    if probability is None or not math.isfinite(probability):
        return MISSING
    if 0 < probability < LEAST_PROBABILITY / 2:
        return f"<{LEAST_PROBABILITY}"
    if 1 - LEAST_PROBABILITY / 2 <= probability < 1:
        return f">{1 - LEAST_PROBABILITY}"
    return format_number(probability, 2)


def format_money(value: Number | None, currency: str, *, language: str) -> str:
    """Write an amount in full units with its currency: 12.236 bn CNY, 122.36 亿元.

    No more than three decimals of the scaled amount are shown in English, four in
    Chinese, whose steps of ten thousand need them.
    """
    if value is None or not math.isfinite(value):
        return MISSING
    chinese = is_chinese(language)
    steps = MONEY_STEPS_ZH if chinese else MONEY_STEPS_EN
    amount = Decimal(str(value))
    scale, word = next((row for row in steps if abs(amount) >= row[0]), (1, ""))
    scaled = _trim(_round(amount / scale, 4 if chinese else 3))
    number = f"{scaled:,f}".replace("-", "−")
    if chinese:
        return (
            f"{number}{NARROW_SPACE}{word}{CURRENCY_WORDS_ZH.get(currency, currency)}"
        )
    parts = (number, word, currency) if word else (number, currency)
    return NARROW_SPACE.join(parts)


def format_partial_date(value: str, *, language: str) -> str:
    """Write ``2022``, ``2022-05`` or ``2022-05-11`` in words, adding nothing to it.

    Raises :class:`InvalidDataError` for any other text.
    """
    year, month, day = split_partial_date(value)
    if is_chinese(language):
        text = f"{year}年"
        text += f"{month}月" if month else ""
        return text + (f"{day}日" if day else "")
    words = [str(year)]
    if month:
        words.insert(0, MONTHS[month - 1])
    if day:
        words.insert(0, str(day))
    return " ".join(words)


def format_date_range(first: str, last: str, *, language: str) -> str:
    """Write two partial dates as one range: 8–9 July 2023, 2023年7月8日至9日."""
    if last.startswith(first) and last != first:
        return _until(last, language)
    if first.startswith(last):
        return format_partial_date(first, language=language)
    start, end = split_partial_date(first), split_partial_date(last)
    head = format_partial_date(first, language=language)
    tail = format_partial_date(last, language=language)
    same_year = start[0] == end[0] and bool(start[1] and end[1])
    same_month = same_year and start[1] == end[1] and bool(start[2] and end[2])
    if is_chinese(language):
        return f"{head}至{_drop_shared_zh(end, same_year + same_month) or tail}"
    if same_month:
        return f"{start[2]}–{tail}"
    shared = f" {start[0]}" if same_year else ""
    return f"{head.removesuffix(shared)} – {tail}"


def format_years(first: int, last: int) -> str:
    """Write a span of years, or the one year if both are the same."""
    return str(first) if first == last else f"{first}–{last}"


def _until(last: str, language: str) -> str:
    """Write a range whose first day is only known as closely as the last one says."""
    day = format_partial_date(last, language=language)
    return f"至{day}" if is_chinese(language) else f"until {day}"


def _drop_shared_zh(end: tuple[int, int, int], shared: int) -> str:
    """Write the end of a Chinese range without the ``shared`` leading parts."""
    if not shared:
        return ""
    parts = (f"{end[0]}年", f"{end[1]}月", f"{end[2]}日" if end[2] else "")
    return "".join(parts[shared:])


def _round(number: Decimal, digits: int) -> Decimal:
    """Round half away from zero, as readers of tables expect."""
    return number.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _trim(number: Decimal) -> Decimal:
    """Drop trailing zeros after the point without turning 100 into 1E+2."""
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()

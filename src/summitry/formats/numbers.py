"""Numbers as people type them: thousands separators, and the words for "no value"."""

import math
import re
import unicodedata

#: What the sources print where they have no value, in lower case.
MISSING_WORDS = frozenset(
    {
        "",
        "-",
        "--",
        "–",
        "—",
        "n/a",
        "#n/a",
        "na",
        "not applicable",
        "not available",
        "null",
        "question not applicable",
    }
)

_INVISIBLE: dict[int, None] = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_GROUPED = re.compile(r"[+-]?\d{1,3}(?P<separator>[,.' ])\d{3}((?P=separator)\d{3})*")
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)


def clean_text(text: str) -> str:
    """Return a cell's text without invisible characters and outer white space."""
    return text.translate(_INVISIBLE).strip()


def is_missing(text: str) -> bool:
    """Tell whether a cell's text stands for "no value" (``NA``, ``-``, blank)."""
    return clean_text(text).casefold() in MISSING_WORDS


def parse_number(text: str) -> float | None:
    """Read a number as people type it; ``None`` where the text is no finite number.

    A lone comma before three digits groups thousands (``1,234`` is 1234) and a lone
    point is decimal (``1.234``), as the sources, all in English, print them; where both
    stand, the last one is decimal (``1.234,5`` is 1234.5).
    """
    digits = unicodedata.normalize("NFKC", clean_text(text)).replace("−", "-")
    digits = re.sub(r"[\s’]", lambda match: "'" if match[0] == "’" else " ", digits)
    digits = _with_decimal_point(digits)
    if not _PLAIN.fullmatch(digits):
        return None
    value = float(digits)
    return value if math.isfinite(value) else None


def _with_decimal_point(digits: str) -> str:
    last = max(digits.rfind(","), digits.rfind("."))
    whole, fraction = (digits, "") if last < 0 else (digits[:last], digits[last + 1 :])
    grouped = _GROUPED.fullmatch(digits)
    if grouped and (grouped["separator"] != "." or digits.count(".") > 1):
        return digits.replace(grouped["separator"], "")
    inner = _GROUPED.fullmatch(whole)
    if last >= 0 and inner and inner["separator"] != digits[last]:
        return f"{whole.replace(inner['separator'], '')}.{fraction}"
    if digits.count(",") == 1 and "." not in digits:
        return digits.replace(",", ".")
    return digits

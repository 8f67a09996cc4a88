"""Counts that cannot be right beside another count of the same thing."""

#: A count this many times below another one of the same place was given in thousands;
#: a city's core counted apart from its suburbs is rarely thirty times smaller.
FEWEST_TIMES_BELOW = 300.0
#: A count this many times above has a digit too many.
MOST_TIMES_ABOVE = 8.0


def doubt_population(persons: int, reference: int | None) -> str:
    """Say in plain English why a reported population is a slip, or nothing if it is none.

    ``reference`` is another count of the same place, of any year; without one nothing
    can be told. A slip is kept and marked, never repaired (conventions §14).
    """
    if not reference:
        return ""
    if persons * FEWEST_TIMES_BELOW < reference:
        return f"far below {reference:,} (GeoNames): thousands, or another slip"
    if persons > MOST_TIMES_ABOVE * reference:
        return f"far above {reference:,} (GeoNames): a digit too many, or another slip"
    return ""

"""Counts that cannot be right beside another count of the same thing."""

#: A count this many times below another one of the same place was given in thousands;
#: a city's core counted apart from its suburbs is rarely thirty times smaller.
FEWEST_TIMES_BELOW = 300.0
#: A count this many times above another one has a digit too many, if it is also larger
#: than all but a few cities; below that, a municipality may hold many such settlements.
MOST_TIMES_ABOVE = 8.0
FEWEST_PERSONS_TOO_MANY = 10_000_000


def doubt_population(persons: int, reference: int | None) -> str:
    """Say in plain English why a reported population is a slip, or nothing if it is none.

    ``reference`` is another count of the same place, of any year; without one nothing
    can be told. A slip is kept and marked, never repaired (conventions §14).
    """
    if not reference:
        return ""
    if persons * FEWEST_TIMES_BELOW < reference:
        return f"far below {reference:,} (GeoNames): thousands, or another slip"
    if persons > max(MOST_TIMES_ABOVE * reference, FEWEST_PERSONS_TOO_MANY):
        return f"far above {reference:,} (GeoNames): a digit too many, or another slip"
    return ""

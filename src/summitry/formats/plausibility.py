"""Signs of a slip in a reported figure: they are flagged, the figure is kept."""

from summitry.data.rulebook import load_thresholds


def per_head_slip(emissions_t: float, population: int | None) -> str:
    """Say what is odd about tonnes per head; empty where nothing is, or none is known.

    The thresholds are those of check V13.
    """
    if not population:
        return ""
    thresholds = load_thresholds()
    lowest, highest = thresholds.lowest_t_per_head, thresholds.highest_t_per_head
    per_head = emissions_t / population
    if lowest <= per_head <= highest:
        return ""
    hint = "kilograms for tonnes" if per_head > highest else "another unit"
    return (
        f"{per_head:,.6g} t per head of {population:,} people is outside "
        f"{lowest:g}–{highest:g}: {hint}, a part of the city, or a "
        "wrong population? Kept as reported"
    )

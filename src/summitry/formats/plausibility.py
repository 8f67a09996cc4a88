"""Signs of a slip in a reported figure: they are flagged, the figure is kept."""

#: What a city emits per head and year, in tonnes CO2e, with room on both sides.
#: METHODS 1.4, rule V13.
LOWEST_T_PER_HEAD = 0.1
HIGHEST_T_PER_HEAD = 60.0


def per_head_slip(emissions_t: float, population: int | None) -> str:
    """Say what is odd about tonnes per head; empty where nothing is, or none is known."""
    if not population:
        return ""
    per_head = emissions_t / population
    if LOWEST_T_PER_HEAD <= per_head <= HIGHEST_T_PER_HEAD:
        return ""
    hint = "kilograms for tonnes" if per_head > HIGHEST_T_PER_HEAD else "another unit"
    return (
        f"{per_head:,.6g} t per head of {population:,} people is outside "
        f"{LOWEST_T_PER_HEAD}–{HIGHEST_T_PER_HEAD:g}: {hint}, a part of the city, or a "
        "wrong population? Kept as reported"
    )


def differs(first: float, second: float, *, tolerance: float) -> bool:
    """Tell whether two totals differ by more than a fraction of the larger one."""
    return abs(first - second) > tolerance * max(abs(first), abs(second))

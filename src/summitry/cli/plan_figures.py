"""How figures of plans are written in tables."""

from summitry.core.pathways.summary import TotalBand, YearBand, YearlyBand


def show_band(band: YearlyBand, row: int) -> str:
    """Write a year's median, and the 5th and 95th percentile if they differ."""
    middle, low, high = (
        show_tonnes(each[row]) for each in (band.p50, band.p05, band.p95)
    )
    return middle if low == high else f"{middle} ({low} to {high})"


def show_tonnes(tonnes: float) -> str:
    """Write tonnes to four digits at least."""
    return f"{tonnes:,.0f}" if abs(tonnes) >= 1000 else f"{tonnes:,.1f}"  # noqa: PLR2004 - four digits are enough


def show_total(band: TotalBand) -> str:
    """Write a figure with its 5th and 95th percentile."""
    middle, low, high = (f"{each:,.0f}" for each in (band.p50, band.p05, band.p95))
    return f"{middle} t" if low == high else f"{middle} t ({low} to {high})"


def show_year(band: YearBand, last: int) -> str:
    """Write when something falls, and in which share of draws that is not known."""
    if band.p05 is None:
        return f"not by {last} in {show_percent(band.censored)} of draws"
    ends = [
        f"after {last}" if each is None else str(each) for each in (band.p50, band.p95)
    ]
    censored = f", later than {last} in {show_percent(band.censored)} of draws"
    between = "" if band.p05 == band.p95 else f" ({band.p05} to {ends[1]})"
    return f"{ends[0]}{between}{censored if band.censored else ''}"


def show_percent(share: float) -> str:
    """Write a share of draws: none of them is certainty unless all agree."""
    if share in (0, 1):
        return f"{share:.0%}"
    if share > 0.99:  # noqa: PLR2004 - what rounds to 100 %
        return ">99%"
    return "<1%" if share < 0.01 else f"{share:.0%}"  # noqa: PLR2004 - as above

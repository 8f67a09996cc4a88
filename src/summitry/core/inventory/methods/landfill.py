"""Methane from solid waste on land: first-order decay, and the methane commitment.

IPCC 2006 Guidelines, volume 5, chapter 3, equations 3.1 to 3.6; GPC 1.1, equations 8.1,
8.3 and 8.4. Constants come in as parameters (``summitry.data.method_factors``).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.calculation import Calculation, Step
from summitry.core.inventory.methods.parameter import Parameter, given
from summitry.core.inventory.methods.shares import check_part

CARBON_TO_METHANE = 16 / 12
LONGEST_DELAY_MONTHS = 6

_MONTHS_A_YEAR = 12
#: Recovery may exceed generation by this share of it: the rounding of a report.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class WasteStream:
    """How one kind of waste decays: its carbon, the part that can decay, and how fast."""

    doc: Parameter
    docf: Parameter
    k: Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class LandfillSite:
    """What a site adds: aeration, methane in the gas, oxidation in the cover, the delay.

    Decay starts ``delay_months`` after disposal on average in mid-year; 6, the default of
    the guidelines, lets it start on 1 January of the year after.
    """

    mcf: Parameter
    methane_fraction: Parameter
    oxidation: Parameter
    delay_months: float = LONGEST_DELAY_MONTHS


@dataclass(frozen=True, slots=True, kw_only=True)
class LandfillMethane:
    """Tonnes of methane year by year; lists run along ``years``.

    ``emitted_by_stream_t`` adds up to ``emitted_t``: recovery is taken from streams in
    proportion to what each generates. ``stock_carbon_t`` is the decomposable carbon that
    is left in the site after the last year.
    """

    years: tuple[int, ...]
    generated_t: tuple[float, ...]
    recovered_t: tuple[float, ...]
    emitted_t: tuple[float, ...]
    emitted_by_stream_t: Mapping[str, tuple[float, ...]]
    stock_carbon_t: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Decay:
    """One stream's carbon: decomposed in each year, and the stock after the last one."""

    decomposed_t: tuple[float, ...]
    stock_t: float


def first_order_decay(
    deposits_t: Mapping[str, Sequence[float]],
    streams: Mapping[str, WasteStream],
    *,
    site: LandfillSite,
    years: range,
    recovered_ch4_t: Sequence[float] = (),
) -> Calculation[LandfillMethane]:
    """Follow what each year's waste emits in every later year (IPCC 2006, V5 Ch3).

    ``deposits_t`` and ``recovered_ch4_t`` hold one figure a year from the first of
    ``years`` on; after the last one nothing is deposited or recovered. Waste is wet
    tonnes, recovery tonnes of methane, taken off before the cover oxidises (equation 3.1).

    Raises
    ------
    InvalidDataError
        By key: no year or no waste, more figures than years, a negative or missing figure,
        an unknown stream, a delay outside 0 to 6 months, and recovery above what the site
        generates, with the year.
    """
    _check_decay_input(deposits_t, streams, site, years, recovered_ch4_t)
    to_methane = site.methane_fraction.value * CARBON_TO_METHANE
    decays = {
        name: _decay(amounts, streams[name], site, len(years))
        for name, amounts in deposits_t.items()
    }
    generated = {
        name: [carbon * to_methane for carbon in decay.decomposed_t]
        for name, decay in decays.items()
    }
    totals = [math.fsum(parts) for parts in zip(*generated.values(), strict=True)]
    recovered = [*recovered_ch4_t, *[0.0] * (len(years) - len(recovered_ch4_t))]
    _check_recovery(recovered, totals, years)
    kept = [
        0.0 if total == 0 else max(0.0, 1 - taken / total)
        for total, taken in zip(totals, recovered, strict=True)
    ]
    passes = 1 - site.oxidation.value
    result = LandfillMethane(
        years=tuple(years),
        generated_t=tuple(totals),
        recovered_t=tuple(recovered),
        emitted_t=tuple(
            max(0.0, total - taken) * passes
            for total, taken in zip(totals, recovered, strict=True)
        ),
        emitted_by_stream_t={
            name: tuple(
                each * share * passes for each, share in zip(parts, kept, strict=True)
            )
            for name, parts in generated.items()
        },
        stock_carbon_t={name: decay.stock_t for name, decay in decays.items()},
    )
    return Calculation(
        result,
        "CH4(T) = (Σ DDOCm decomposed(T) × F × 16/12 − R(T)) × (1 − OX)",
        _decay_steps(deposits_t, streams, site, result),
    )


def _decay(
    amounts_t: Sequence[float], stream: WasteStream, site: LandfillSite, years: int
) -> _Decay:
    """Carry the stock of decomposable carbon from year to year (equations 3.2, 3.4, 3.5)."""
    per_tonne = stream.doc.value * stream.docf.value * site.mcf.value
    yearly = math.exp(-stream.k.value)
    at_once = math.exp(
        -stream.k.value * (LONGEST_DELAY_MONTHS - site.delay_months) / _MONTHS_A_YEAR
    )
    stock = 0.0
    decomposed: list[float] = []
    for year in range(years):
        deposited = (amounts_t[year] if year < len(amounts_t) else 0.0) * per_tonne
        decomposed.append(stock * (1 - yearly) + deposited * (1 - at_once))
        stock = stock * yearly + deposited * at_once
    return _Decay(tuple(decomposed), stock)


def _decay_steps(
    deposits_t: Mapping[str, Sequence[float]],
    streams: Mapping[str, WasteStream],
    site: LandfillSite,
    result: LandfillMethane,
) -> tuple[Step, ...]:
    last = result.years[-1]
    steps = [
        site.mcf.step("MCF", "methane correction factor of the site"),
        site.methane_fraction.step("F", "share of methane in the gas, by volume"),
        site.oxidation.step("OX", "share of methane that the cover oxidises"),
        given("delay", "months from disposal to decay", site.delay_months, "months"),
    ]
    for name, amounts in deposits_t.items():
        stream = streams[name]
        steps += [
            given(
                f"ΣW {name}", f"{name} deposited in all years", math.fsum(amounts), "t"
            ),
            stream.doc.step(f"DOC {name}", f"degradable organic carbon in {name}"),
            stream.docf.step(
                f"DOCf {name}", f"share of that carbon that decays, {name}"
            ),
            stream.k.step(f"k {name}", f"decay rate of {name}"),
            Step(
                f"CH4 {name}",
                f"methane that {name} emits in {last}",
                result.emitted_by_stream_t[name][-1],
                "t CH4",
            ),
        ]
    steps += [
        Step("Q", f"methane generated in {last}", result.generated_t[-1], "t CH4"),
        given("R", f"methane recovered in {last}", result.recovered_t[-1], "t CH4"),
        Step("CH4", f"methane emitted in {last}", result.emitted_t[-1], "t CH4"),
    ]
    return tuple(steps)


def _check_decay_input(
    deposits_t: Mapping[str, Sequence[float]],
    streams: Mapping[str, WasteStream],
    site: LandfillSite,
    years: range,
    recovered_ch4_t: Sequence[float],
) -> None:
    wrong: dict[str, str] = {}
    if not years:
        wrong["until_year"] = "must not be before the start year"
    if not deposits_t:
        wrong["deposits_t"] = f"must have a stream, got none; {_streams(streams)}"
    if not 0 <= site.delay_months <= LONGEST_DELAY_MONTHS:
        wrong["delay_months"] = f"must be from 0 to 6, got {site.delay_months}"
    for name, amounts in deposits_t.items():
        if name not in streams:
            wrong[f"deposits_t.{name}"] = f"is no stream; {_streams(streams)}"
        wrong |= _check_series(amounts, f"deposits_t.{name}", years)
    wrong |= _check_series(recovered_ch4_t, "recovered_ch4_t", years)
    if wrong:
        raise InvalidDataError(wrong)


def _streams(streams: Mapping[str, WasteStream]) -> str:
    return f"streams: {', '.join(streams)}"


def _check_series(values: Sequence[float], key: str, years: range) -> dict[str, str]:
    wrong = {
        f"{key}.{place}": f"must be a finite number of at least 0, got {value}"
        for place, value in enumerate(values)
        if not (math.isfinite(value) and value >= 0)
    }
    if years and len(values) > len(years):
        wrong[key] = (
            f"must have at most one figure a year from {years[0]} to {years[-1]} "
            f"({len(years)}), got {len(values)}"
        )
    return wrong


def _check_recovery(
    recovered: Sequence[float], generated: Sequence[float], years: range
) -> None:
    wrong = {
        f"recovered_ch4_t.{place}": (
            f"must be at most the methane generated in {years[place]}, "
            f"{generated[place]:.6g} t, got {taken:.6g}; check unit and year"
        )
        for place, taken in enumerate(recovered)
        if taken > generated[place] * (1 + _ROUNDING)
    }
    if wrong:
        raise InvalidDataError(wrong)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommittedMethane:
    """Methane of all years to come that one year's waste commits to."""

    doc: float
    potential_t_per_t: float
    ch4_t: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What a methane commitment takes beside the waste itself."""

    mcf: Parameter
    docf: Parameter
    methane_fraction: Parameter
    recovered_fraction: Parameter
    oxidation: Parameter


def commit_methane(
    waste_t: float,
    fractions: Mapping[str, float],
    *,
    doc: Mapping[str, Parameter],
    commitment: Commitment,
) -> Calculation[CommittedMethane]:
    """Assign all methane that waste will ever emit to the year of disposal (GPC 1.1).

    ``fractions`` are shares of wet waste; what they leave of 1 is taken as inert. A
    commitment is never comparable with first-order decay, year by year or as a series.

    Raises InvalidDataError for a negative amount, an unknown kind of waste, and fractions
    that are negative or add up to more than 1.01.
    """
    if not (math.isfinite(waste_t) and waste_t >= 0):
        raise InvalidDataError({"waste_t": f"must be at least 0, got {waste_t}"})
    unknown = {
        f"fractions.{name}": f"is no kind of waste; kinds: {', '.join(doc)}"
        for name in fractions
        if name not in doc
    }
    if unknown:
        raise InvalidDataError(unknown)
    check_part(fractions, "fractions")
    carbon = math.fsum(share * doc[name].value for name, share in fractions.items())
    potential = (
        commitment.mcf.value
        * carbon
        * commitment.docf.value
        * commitment.methane_fraction.value
        * CARBON_TO_METHANE
    )
    emitted = (
        waste_t
        * potential
        * (1 - commitment.recovered_fraction.value)
        * (1 - commitment.oxidation.value)
    )
    result = CommittedMethane(doc=carbon, potential_t_per_t=potential, ch4_t=emitted)
    return Calculation(
        result,
        "DOC = Σ share × DOC; L0 = MCF × DOC × DOCf × F × 16/12; "
        "CH4 = waste × L0 × (1 − frec) × (1 − OX)",
        _commitment_steps(waste_t, fractions, doc, commitment, result),
    )


def _commitment_steps(
    waste_t: float,
    fractions: Mapping[str, float],
    doc: Mapping[str, Parameter],
    commitment: Commitment,
    result: CommittedMethane,
) -> tuple[Step, ...]:
    kinds = [
        step
        for name, share in fractions.items()
        for step in (
            given(f"share {name}", f"share of {name} in the waste", share, "share"),
            doc[name].step(f"DOC {name}", f"degradable organic carbon in {name}"),
        )
    ]
    return (
        given("waste", "waste disposed of in the year", waste_t, "t wet"),
        *kinds,
        Step("DOC", "degradable organic carbon", result.doc, "t C/t wet"),
        commitment.mcf.step("MCF", "methane correction factor of the site"),
        commitment.docf.step("DOCf", "share of that carbon that decays"),
        commitment.methane_fraction.step("F", "share of methane in the gas"),
        Step("L0", "methane a tonne commits to", result.potential_t_per_t, "t CH4/t"),
        commitment.recovered_fraction.step("frec", "share of methane recovered"),
        commitment.oxidation.step("OX", "share of methane that the cover oxidises"),
        Step("CH4", "methane of all years to come", result.ch4_t, "t CH4"),
    )

"""Entries of the catalogue: methane from landfill."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from summitry.catalogue.fields import Number, Text, Year, fraction
from summitry.catalogue.method import Method, Output
from summitry.catalogue.schema import ListOf, Record
from summitry.core.inventory.methods.calculation import Calculation
from summitry.core.inventory.methods.landfill import (
    Commitment,
    LandfillSite,
    WasteStream,
    commit_methane,
    first_order_decay,
)
from summitry.core.inventory.methods.parameter import Parameter
from summitry.data.method_factors import find_factor, find_factors, list_values

STREAMS = (
    *("food", "garden", "paper", "wood", "textiles"),
    *("nappies", "sludge", "industrial", "inert"),
)
CLIMATES = ("temperate_dry", "temperate_wet", "tropical_dry", "tropical_wet")

#: The kinds of waste in the GPC's equation for degradable organic carbon, and inert waste.
_COMMITTED = ("food", "garden", "paper", "wood", "textiles", "industrial", "inert")

_AMOUNT = Number(meaning="tonnes of wet waste", minimum=0)
_SITE = {
    "mcf": fraction(
        "methane correction factor: " + list_values(find_factors("landfill", "mcf"))
    ),
    "docf": fraction("share of degradable carbon that decays; IPCC 0.5, GPC 0.6"),
    "methane_fraction": fraction("share of methane in landfill gas, 0.5"),
    "oxidation": fraction(
        "share that the cover oxidises: "
        + list_values(find_factors("landfill", "oxidation"))
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Landfill:
    """The input of first-order decay, as the schema reads it."""

    start_year: int
    until_year: int
    climate: str
    mcf: float
    docf: float
    methane_fraction: float
    oxidation: float
    deposits_t: Mapping[str, list[float]]
    recovered_ch4_t: Sequence[float] = ()
    delay_months: float = 6
    parameters: Mapping[str, Mapping[str, float]] = field(
        default_factory=dict[str, Mapping[str, float]]
    )


def _first_order_decay(
    given: _Landfill,
) -> Calculation[Output]:
    calculation = first_order_decay(
        given.deposits_t,
        {
            name: _stream(
                name, given.climate, given.docf, given.parameters.get(name, {})
            )
            for name in STREAMS
        },
        site=LandfillSite(
            mcf=_share(given.mcf),
            methane_fraction=_share(given.methane_fraction),
            oxidation=_share(given.oxidation),
            delay_months=given.delay_months,
        ),
        years=range(given.start_year, given.until_year + 1),
        recovered_ch4_t=given.recovered_ch4_t,
    )
    found = calculation.result
    return Calculation(
        {
            "years": list(found.years),
            "ch4_t": list(found.emitted_t),
            "by_stream": {
                name: list(each) for name, each in found.emitted_by_stream_t.items()
            },
        },
        calculation.equation,
        calculation.steps,
    )


def _stream(
    name: str, climate: str, docf: float, own: Mapping[str, float]
) -> WasteStream:
    """Take the published values of a stream, and the caller's own in their place."""
    doc = find_factor("landfill", "doc", name)
    k = find_factor("landfill", "k", f"{name}/{climate}")
    return WasteStream(
        doc=Parameter(own["doc"], doc.unit) if "doc" in own else doc,
        docf=_share(own.get("docf", docf)),
        k=Parameter(own["k"], k.unit) if "k" in own else k,
    )


def _share(value: float) -> Parameter:
    return Parameter(value, "share")


_OWN_PARAMETERS = Record(
    {},
    {
        "doc": fraction("degradable organic carbon, t C a tonne of wet waste"),
        "docf": fraction("share of that carbon that decays"),
        "k": Number(meaning="decay rate a year", minimum=0),
    },
    meaning="values of the place in place of the published ones",
)

FIRST_ORDER_DECAY = Method(
    name="first_order_decay",
    title="Methane from landfill year by year: first-order decay",
    equation="DDOCmd(T) = W(T) × DOC × DOCf × MCF; "
    "DDOCma(T) = DDOCmd(T) + DDOCma(T−1) × e^−k; "
    "DDOCm decomposed(T) = DDOCma(T−1) × (1 − e^−k); "
    "CH4(T) = (Σ DDOCm decomposed(T) × F × 16/12 − R(T)) × (1 − OX). "
    "With a delay below 6 months a part decays in the year of disposal",
    source="IPCC 2006 Guidelines, volume 5, chapter 3, equations 3.1 to 3.6, Tables 2.4 "
    "and 3.3; nappies decay as garden waste",
    schema=Record(
        {
            "start_year": Year("the first year of the lists"),
            "until_year": Year("the last year to compute"),
            "climate": Text("temperate: at most 20 °C; dry: rain below need", CLIMATES),
            **_SITE,
            "deposits_t": Record(
                {},
                {
                    name: ListOf(_AMOUNT, "one figure a year from the start year on")
                    for name in STREAMS
                },
                meaning="tonnes of wet waste by stream; nothing after the last figure",
            ),
        },
        {
            "recovered_ch4_t": ListOf(
                Number(meaning="tonnes of methane", minimum=0),
                "methane recovered, one figure a year; none after the last figure",
            ),
            "delay_months": Number(
                meaning="from disposal to decay; 6 unless given", minimum=0, maximum=6
            ),
            "parameters": Record(
                {},
                dict.fromkeys(STREAMS, _OWN_PARAMETERS),
                meaning="own values by stream",
            ),
        },
        make=_Landfill,
    ),
    example_input={
        "start_year": 2000,
        "until_year": 2002,
        "climate": "temperate_wet",
        "mcf": 1.0,
        "docf": 0.5,
        "methane_fraction": 0.5,
        "oxidation": 0.1,
        "deposits_t": {"food": [1000, 1000, 1000]},
    },
    example_output={
        "years": [2000, 2001, 2002],
        "ch4_t": [0, 7.600307, 13.916955],
        "by_stream": {"food": [0, 7.600307, 13.916955]},
    },
    function=_first_order_decay,
)


def _methane_commitment(
    *, waste_t: float, fractions: Mapping[str, float], **shares: float
) -> Calculation[Output]:
    doc = find_factors("landfill", "doc")
    calculation = commit_methane(
        waste_t,
        fractions,
        doc={name: doc[name] for name in _COMMITTED},
        commitment=Commitment(**{key: _share(value) for key, value in shares.items()}),
    )
    found = calculation.result
    return Calculation(
        {"doc": found.doc, "ch4_t": found.ch4_t},
        calculation.equation,
        calculation.steps,
    )


METHANE_COMMITMENT = Method(
    name="methane_commitment",
    title="Methane from landfill, all years at once: methane commitment",
    equation="DOC = 0.15 food + 0.20 garden + 0.40 paper + 0.43 wood + 0.24 textiles "
    "+ 0.15 industrial; L0 = MCF × DOC × DOCf × F × 16/12; "
    "CH4 = waste × L0 × (1 − frec) × (1 − OX). "
    "Never compare it with first-order decay",
    source="GPC 1.1, equations 8.1, 8.3 and 8.4 (DOCf 0.6 there, 0.5 in the IPCC's)",
    schema=Record(
        {
            "waste_t": _AMOUNT,
            "fractions": Record(
                {},
                {
                    name: fraction(f"share of {name} by wet weight")
                    for name in _COMMITTED
                },
                meaning="composition; what is left of 1 counts as inert",
            ),
            **_SITE,
            "recovered_fraction": fraction("share of methane recovered"),
        }
    ),
    example_input={
        "waste_t": 100000,
        "fractions": {
            "food": 0.44,
            "garden": 0.06,
            "paper": 0.12,
            "wood": 0.03,
            "textiles": 0.02,
            "industrial": 0.05,
        },
        "mcf": 1.0,
        "docf": 0.6,
        "methane_fraction": 0.5,
        "recovered_fraction": 0.3,
        "oxidation": 0.1,
    },
    example_output={"doc": 0.1512, "ch4_t": 3810.24},
    function=_methane_commitment,
)


METHODS = (FIRST_ORDER_DECAY, METHANE_COMMITMENT)

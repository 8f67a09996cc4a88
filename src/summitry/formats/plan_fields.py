"""The fields of a plan file: what each record may hold, and how it is written."""

from collections.abc import Mapping
from typing import Final

from summitry.core.pathways.parts import (
    Action,
    Driver,
    Factor,
    Landfill,
    Price,
    Sector,
    Stream,
    Target,
)
from summitry.core.pathways.plan import Plan

#: How each field of a record is written in a file. ``number`` has one value, ``by_year``
#: may have one a year; what a key is called differently is in ``KEYS``.
KINDS: Final[Mapping[type, Mapping[str, str]]] = {
    Driver: {"growth": "by_year"},
    Factor: {"t_per_mwh": "by_year"},
    Price: {"per_mwh": "number", "growth": "by_year"},
    Stream: {"deposits_t": "number", "doc": "number", "decay": "number"},
    Landfill: {
        "first_year": "whole",
        "gwp": "float",
        **dict.fromkeys(
            ("history_growth", "mcf", "docf", "methane_fraction"), "number"
        ),
        **dict.fromkeys(("oxidation", "recovered"), "number"),
    },
    Sector: {
        "name": "text",
        **dict.fromkeys(("emissions_t", "activity", "intensity_t"), "number"),
        **dict.fromkeys(("intensity_mwh", "land_t"), "number"),
        "growth": "by_year",
        **dict.fromkeys(("population_elasticity", "gdp_elasticity"), "number"),
        "efficiency": "by_year",
    },
    Action: {
        "name": "text",
        "sectors": "texts",
        "channel": "text",
        **dict.fromkeys(("start", "full", "reduction", "removal_t"), "number"),
        **dict.fromkeys(("reach", "uptake", "persistence"), "number"),
        "ramp": "text",
        "end": "whole",
        "source": "text",
        "target": "text",
        "service_efficiency": "number",
        "streams": "texts",
        "acts_on": "text",
        "active": "flag",
        **dict.fromkeys(("investment", "annual_cost", "units", "lifetime"), "number"),
    },
    Target: {
        "name": "text",
        "year": "whole",
        "level_t": "float",
        "reduction": "float",
    },
    Plan: {
        "city": "text",
        "base_year": "whole",
        "until": "whole",
        **dict.fromkeys(("name", "country", "currency", "notes"), "text"),
        "discount_rate": "float",
        "exclusive": "groups",
        "requires": "groups",
        "peak_by": "wholes",
        "neutral_by": "wholes",
        "budget_t": "float",
    },
}
NEEDED: Final[Mapping[type, tuple[str, ...]]] = {
    Driver: ("growth",),
    Factor: ("t_per_mwh",),
    Price: ("per_mwh",),
    Stream: ("deposits_t", "doc", "decay"),
    Landfill: ("first_year", "gwp"),
    Sector: ("name",),
    Action: ("name", "sectors", "channel", "start"),
    Target: ("name", "year"),
    Plan: ("city", "base_year", "until"),
}
#: Other names of fields in a file.
KEYS: Final = {"from": "source", "to": "target"}
CHOICES: Final = {
    "channel": ("activity", "intensity", "carrier", "generation", "waste", "removal"),
    "ramp": ("linear", "s_curve"),
    "acts_on": ("deposits", "methane"),
}
PARTS: Final = ("drivers", "factors", "prices", "sectors", "actions", "targets")

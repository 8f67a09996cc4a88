"""Tables of the inventories: what sources report, and what cities write themselves."""

from summitry.web.inventories.models.own import (
    Draft,
    DraftLine,
    PublishedVersion,
    Quality,
    ReportedLevel,
    ReviewRemark,
    State,
    line_fields,
)
from summitry.web.inventories.models.reported import (
    Basis,
    Boundary,
    EmissionSeries,
    Inventory,
    Line,
)

__all__ = [
    "Basis",
    "Boundary",
    "Draft",
    "DraftLine",
    "EmissionSeries",
    "Inventory",
    "Line",
    "PublishedVersion",
    "Quality",
    "ReportedLevel",
    "ReviewRemark",
    "State",
    "line_fields",
]

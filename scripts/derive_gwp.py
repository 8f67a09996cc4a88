"""Write ``src/summitry/data/gwp.csv`` from the table of openclimatedata (CC0).

Run by hand: ``uv run scripts/derive_gwp.py ../shared/data/gwp/globalwarmingpotentials.csv``.
The split of methane by origin is not in that table; it is added here from AR5 and AR6.
"""

import csv
import re
import sys
from pathlib import Path

OUT = Path(__file__).parents[1] / "src/summitry/data/gwp.csv"
GHG_PROTOCOL = "as tabulated by GHG Protocol, 16 February 2016"
SETS = {
    "SAR": ("SARGWP100", f"IPCC SAR WGI (1995), {GHG_PROTOCOL}"),
    "TAR": ("TARGWP100", "IPCC TAR WGI (2001), Table 6.7"),
    "AR4": ("AR4GWP100", f"IPCC AR4 WGI (2007), {GHG_PROTOCOL}"),
    "AR5": ("AR5GWP100", f"IPCC AR5 WGI (2013), {GHG_PROTOCOL}"),
    "AR5CCF": ("AR5CCFGWP100", "IPCC AR5 WGI (2013), Tables 8.7 and 8.SM.16"),
    "AR6": ("AR6GWP100", "IPCC AR6 WGI (2021), Table 7.SM.7"),
}
CARBON_DIOXIDE = "the reference gas: 1 by definition"
METHANE = [
    ("fossil", "AR5", "30", "IPCC AR5 WGI (2013), Table 8.A.1"),
    ("biogenic", "AR5", "28", "IPCC AR5 WGI (2013), Table 8.A.1"),
    (
        "fossil",
        "AR5CCF",
        "36",
        "IPCC AR5 WGI (2013), Table 8.7, CO2 from oxidation added",
    ),
    ("biogenic", "AR5CCF", "34", "IPCC AR5 WGI (2013), Table 8.7"),
    ("fossil", "AR6", "29.8", "IPCC AR6 WGI (2021), Table 7.15"),
    ("biogenic", "AR6", "27.0", "IPCC AR6 WGI (2021), Table 7.15"),
]


def name_of(species: str) -> str:
    """Spell a gas as usual: HFC134a is HFC-134a, HFC4310mee is HFC-43-10mee."""
    spelled = re.sub(r"^(CFC|HCFC|HFC|HFE|HCFE|Halon)(\d)", r"\1-\2", species)
    return spelled.replace("-4310", "-43-10")


def rows(path: Path) -> list[tuple[str, str, str, str, str]]:
    """Every value of the table, one row a gas and set, carbon dioxide and methane first."""
    lines = path.read_text(encoding="utf-8").splitlines()
    out = [("CO2", "none", key, "1", CARBON_DIOXIDE) for key in SETS]
    for record in csv.DictReader(line for line in lines if not line.startswith("#")):
        gas = name_of(record["Species"])
        out += [
            (gas, "none", key, record[column], source)
            for key, (column, source) in SETS.items()
            if record[column]
        ]
        if gas == "CH4":
            out += [(gas, *row) for row in METHANE]
    return out


if __name__ == "__main__":
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["gas", "origin", "set", "gwp_100", "source"])
        writer.writerows(rows(Path(sys.argv[1])))

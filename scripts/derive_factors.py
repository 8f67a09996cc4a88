"""Derive the tables of fuels and of grid factors from the raw data beside the checkout.

    uv run python scripts/derive_factors.py ../shared/data/emission_factors

Fuels: the IPCC's Emission Factor Database (EFDB), which holds the tables of the 2006
Guidelines row by row. Densities: GHG Protocol cross-sector tools 2.0 (2024). Grids: the
announcements of the Chinese ministry, AIB, eGRID and others, as those files carry them.
What no file has (``scripts/factors_by_hand.csv``) is written by hand with its source.
"""

import csv
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from python_calamine import CalamineWorkbook

OUT = Path(__file__).parent.parent / "src" / "summitry" / "data"
BY_HAND = Path(__file__).parent / "factors_by_hand.csv"
GUIDELINES = "IPCC 2006 Guidelines Vol. 2"
TOOLS = "GHG Protocol, Emission Factors from Cross-Sector Tools 2.0 (2024)"
FOOTPRINT = "Carbon Footprint Ltd, international electricity factors 2023-07"
POUND_KG = 0.45359237

COLUMNS = (
    *("quantity", "fuel", "use", "technology", "place", "place_name", "year", "value"),
    *("unit", "basis", "source", "table", "note"),
)

#: Name in EFDB -> key, carbon. Peat is fossil in the guidelines (Vol. 2, Table 1.1).
FUELS = {
    "Crude Oil": ("crude_oil", "fossil"),
    "Orimulsion": ("orimulsion", "fossil"),
    "Natural Gas Liquids (NGLs)": ("natural_gas_liquids", "fossil"),
    "Motor Gasoline": ("gasoline", "fossil"),
    "Aviation Gasoline": ("aviation_gasoline", "fossil"),
    "Jet Gasoline": ("jet_gasoline", "fossil"),
    "Jet Kerosene": ("jet_kerosene", "fossil"),
    "Other Kerosene": ("kerosene", "fossil"),
    "Shale Oil": ("shale_oil", "fossil"),
    "Gas Oil": ("gas_oil", "fossil"),
    "Diesel Oil": ("diesel", "fossil"),
    "Residual Fuel Oil": ("residual_fuel_oil", "fossil"),
    "Liquefied Petroleum Gases": ("lpg", "fossil"),
    "Ethane": ("ethane", "fossil"),
    "Naphtha": ("naphtha", "fossil"),
    "Bitumen": ("bitumen", "fossil"),
    "Lubricants": ("lubricants", "fossil"),
    "Petroleum Coke": ("petroleum_coke", "fossil"),
    "Refinery Feedstocks": ("refinery_feedstocks", "fossil"),
    "Refinery Gas": ("refinery_gas", "fossil"),
    "Waxes": ("waxes", "fossil"),
    "White Spirit & SBP": ("white_spirit", "fossil"),
    "Other Petroleum Products": ("other_petroleum_products", "fossil"),
    "Anthracite": ("anthracite", "fossil"),
    "Coking Coal": ("coking_coal", "fossil"),
    "Other Bituminous Coal": ("other_bituminous_coal", "fossil"),
    "Sub-Bituminous Coal": ("sub_bituminous_coal", "fossil"),
    "Lignite": ("lignite", "fossil"),
    "Oil Shale and Tar Sands": ("oil_shale_and_tar_sands", "fossil"),
    "Brown Coal Briquettes": ("brown_coal_briquettes", "fossil"),
    "Patent Fuel": ("patent_fuel", "fossil"),
    "Coke Oven Coke and Lignite Coke": ("coke_oven_coke", "fossil"),
    "Gas Coke": ("gas_coke", "fossil"),
    "Coal Tar": ("coal_tar", "fossil"),
    "Gas Works Gas": ("gas_works_gas", "fossil"),
    "Coke Oven Gas": ("coke_oven_gas", "fossil"),
    "Blast Furnace Gas": ("blast_furnace_gas", "fossil"),
    "Oxygen Steel Furnace Gas": ("oxygen_steel_furnace_gas", "fossil"),
    "Natural Gas": ("natural_gas", "fossil"),
    "Municipal Wastes (non-biomass fraction)": ("municipal_waste_fossil", "fossil"),
    "Industrial Wastes": ("industrial_waste", "fossil"),
    "Waste Oils": ("waste_oils", "fossil"),
    "Peat": ("peat", "fossil"),
    "Wood/Wood Waste": ("wood", "biogenic"),
    "Sulphite Lyes (Black Liquor)": ("black_liquor", "biogenic"),
    "Other Primary Solid Biomass": ("other_solid_biomass", "biogenic"),
    "Charcoal": ("charcoal", "biogenic"),
    "Biogasoline": ("biogasoline", "biogenic"),
    "Biodiesels": ("biodiesel", "biogenic"),
    "Other Liquid Biofuels": ("other_liquid_biofuels", "biogenic"),
    "Landfill Gas": ("landfill_gas", "biogenic"),
    "Sludge Gas": ("sludge_gas", "biogenic"),
    "Other Biogas": ("other_biogas", "biogenic"),
    "Municipal Wastes (biomass fraction)": ("municipal_waste_biomass", "biogenic"),
}

#: Table of the guidelines -> the uses that share it.
USES = {
    "2.2": ("energy_industries",),
    "2.3": ("manufacturing",),
    "2.4": ("commercial",),
    "2.5": ("residential", "agriculture"),
}
TRANSPORT = {
    "3.2.2": "road",
    "3.4.1": "rail",
    "3.5.3": "waterborne",
    "3.6.5": "aviation",
}
GASES = {"CARBON DIOXIDE": "co2", "METHANE": "ch4", "NITROUS OXIDE": "n2o"}
TECHNOLOGIES = {
    "Uncontrolled": "uncontrolled",
    "Oxidaton Catalyst": "oxidation_catalyst",
    "Low Mileage Light Duty Vehicle Vintage 1995 or later": "low_mileage_1995",
    "US trucks": "us_trucks",
    "Brazil cars": "brazil_cars",
}

#: Fuel in the tools' table of densities -> key. Gasoline and gas/diesel oil are not
#: taken: see factors_by_hand.csv.
DENSITIES = {
    "Crude oil": "crude_oil",
    "Aviation gasoline": "aviation_gasoline",
    "Jet gasoline": "jet_gasoline",
    "Jet kerosene": "jet_kerosene",
    "Other kerosene": "kerosene",
    "Residual fuel oil3": "residual_fuel_oil",
    "Liquified Petroleum Gases": "lpg",
    "Naphtha": "naphtha",
    "Lubricants": "lubricants",
    "Natural gas4": "natural_gas",
}

SUBREGIONS = {
    "ASCC Alaska Grid": "AKGD",
    "ASCC Miscellaneous": "AKMS",
    "WECC Southwest": "AZNM",
    "WECC California": "CAMX",
    "ERCOT All": "ERCT",
    "FRCC All": "FRCC",
    "HICC Miscellaneous": "HIMS",
    "HICC Oahu": "HIOA",
    "MRO East": "MROE",
    "MRO West": "MROW",
    "NPCC New England": "NEWE",
    "WECC Northwest": "NWPP",
    "NPCC NYC/Westchester": "NYCW",
    "NPCC Long Island": "NYLI",
    "NPCC Upstate NY": "NYUP",
    "Puerto Rico Miscellaneous": "PRMS",
    "RFC East": "RFCE",
    "RFC Michigan": "RFCM",
    "RFC West": "RFCW",
    "WECC Rockies": "RMPA",
    "SPP North": "SPNO",
    "SPP South": "SPSO",
    "SERC Mississippi Valley": "SRMV",
    "SERC Midwest": "SRMW",
    "SERC South": "SRSO",
    "SERC Tennessee Valley": "SRTV",
    "SERC Virginia/Carolina": "SRVC",
}
TERRITORIES = {
    "Australian Capital Territory": "ACT",
    "New South Wales": "NSW",
    "Queensland": "QLD",
    "South Australia": "SA",
    "Tasmania": "TAS",
    "Victoria": "VIC",
}
#: Where the file's own code of a province is not that of ISO 3166-2.
CANADIAN = {"MT": "MB"}


def main(folder: Path) -> None:
    """Write fuels.csv, fuel_factors.csv and grid_factors.csv."""
    write("fuels.csv", ("key", "name", "carbon"), fuels())
    by_hand = list(csv.DictReader(BY_HAND.read_text("utf-8").splitlines()))
    write(
        "fuel_factors.csv",
        COLUMNS,
        [
            *guideline_rows(folder / "EFDB_output.xlsx"),
            *densities(folder / "Emission_Factors_for_Cross_Sector_Tools_V2.0_0.xlsx"),
            *(row for row in by_hand if row["fuel"] != "electricity"),
        ],
    )
    footprint = folder / "2023_07_international_factors_release_11.xlsx"
    tools = folder / "Emission_Factors_for_Cross_Sector_Tools_V2.0_0.xlsx"
    provinces = next(folder.glob("codecarbon_pkg/**/china_provincial_emissions.json"))
    write(
        "grid_factors.csv",
        COLUMNS,
        [
            *(row for row in by_hand if row["fuel"] == "electricity"),
            *chinese_provinces_2023(provinces),
            *european_mixes(footprint),
            *north_american(footprint),
            *australian(footprint),
            *fuel_mixes(footprint),
            *subregions(tools),
            *asian_and_brazilian(tools),
        ],
    )


def fuels() -> list[dict[str, str]]:
    """One row a fuel, in the order of the guidelines."""
    return [
        {"key": key, "name": name, "carbon": carbon}
        for name, (key, carbon) in FUELS.items()
    ]


def sheet(path: Path, name: str) -> Sequence[Sequence[object]]:
    """Every row of a sheet."""
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()


def guideline_rows(path: Path) -> list[dict[str, object]]:
    """Read calorific values and factors of the 2006 Guidelines, each with its EFDB number."""
    head, *body = sheet(path, "Sheet1")
    rows: list[dict[str, object]] = []
    for values in body:
        row = {str(key): str(value) for key, value in zip(head, values, strict=True)}
        if "Volume 2: Energy" in row["Source of data"]:
            rows += row_of(row, row["Source of data"].rsplit(" ", 1)[-1])
    return rows


def row_of(row: dict[str, str], table: str) -> list[dict[str, object]]:
    """Turn one row of EFDB into rows of ours; none where we do not need it."""
    gas = GASES.get(row["Gas"], "")
    fuel = FUELS.get(" ".join(row["Fuel 2006"].split()), ("", ""))[0]
    common = {
        "fuel": fuel,
        "year": 2006,
        "value": row["Value"].replace(",", ""),
        "unit": row["Unit"],
        "source": GUIDELINES,
        "note": f"EFDB {row['EF ID']}",
    }
    if not fuel:
        return []
    if table == "1.2":
        wanted = [{"quantity": "net_calorific_value", "table": "Table 1.2"}]
    elif gas == "co2" and row["Source of data"].endswith("Tables 1.4 and 2.2"):
        wanted = [{"quantity": "co2", "table": "Table 1.4", "basis": "net"}]
    elif gas in {"ch4", "n2o"} and table in USES:
        wanted = [
            {"quantity": gas, "use": use, "table": f"Table {table}", "basis": "net"}
            for use in USES[table]
        ]
    elif gas in {"ch4", "n2o"} and table in TRANSPORT:
        wanted = [
            {
                "quantity": gas,
                "use": TRANSPORT[table],
                "technology": TECHNOLOGIES.get(row["Technologies / Practices"], ""),
                "table": f"Table {table}",
                "basis": "net",
            }
        ]
    else:
        wanted = []
    return [{**common, **each, "value": float(common["value"])} for each in wanted]


def densities(path: Path) -> list[dict[str, object]]:
    """Mass of a cubic metre; the tools give kg a litre for liquids, kg a m3 for gases."""
    rows = []
    for row in sheet(path, "Stationary Combustion")[5:59]:
        key = DENSITIES.get(str(row[1]))
        if key:
            liquid, gas = row[5], row[6]
            value = float(str(liquid)) * 1000 if liquid != "" else float(str(gas))
            rows.append(
                {
                    "quantity": "density",
                    "fuel": key,
                    "year": 2024,
                    "value": round(value, 1),
                    "unit": "kg/m3",
                    "source": TOOLS,
                    "table": "Stationary Combustion, Table 1",
                    "note": "from API gravity (US EPA)" if liquid != "" else "API",
                }
            )
    return rows


def electricity(**values: object) -> dict[str, object]:
    """Make a row of the table of grids, in tonnes a MWh."""
    return {"quantity": "co2", "fuel": "electricity", "unit": "t/MWh", **values}


def chinese_provinces_2023(path: Path) -> list[dict[str, object]]:
    """Read the provincial averages of 2023, published on 2025-12-31."""
    return [
        electricity(
            place=code,
            place_name=row["description"],
            year=row["year"],
            value=round(row["emission_factor"] / 1000, 6),
            basis="average",
            source="MEE and NBS of China, announcement 2025 no. 47",
            table="Table 3",
        )
        for code, row in json.loads(path.read_text("utf-8"))["data"].items()
    ]


def european_mixes(path: Path) -> list[dict[str, object]]:
    """Direct CO2 of the production mixes of 2016 to 2022."""
    head, *body = sheet(path, "Europe - AIB Production Mix")[4:]
    return [
        electricity(
            place=row[0],
            place_name=row[1],
            year=int(float(str(year))),
            value=round(float(str(value)), 6),
            basis="production mix",
            source="Association of Issuing Bodies, residual mixes 2023-05",
            table="Production mix, direct CO2",
            note=f"read from {FOOTPRINT}",
        )
        for row in body
        for year, value in zip(head[2:], row[2:], strict=False)
        if value != ""
    ]


def north_american(path: Path) -> list[dict[str, object]]:
    """Provinces of Canada and states of the United States, 2021."""
    rows = []
    for country, name, column, publisher in (
        ("CA", "Canada by Province", 1, "Canada's official inventory, 2023-04"),
        ("US", "US by State", 2, "US EPA, eGRID2021 (2023-01)"),
    ):
        for row in sheet(path, name):
            found = re.fullmatch(r"(.+?)(?: \(([A-Z]{2})\))?", str(row[0]).strip())
            if not found or "2021" not in str(row[3] if column == 1 else row[4]):
                continue
            code = CANADIAN.get(found[2], found[2])
            rows.append(
                electricity(
                    quantity="co2e",
                    place=f"{country}-{code}" if code else country,
                    place_name=found[1].title() if found[1].isupper() else found[1],
                    year=2021,
                    value=round(float(str(row[column])), 6),
                    basis="generation",
                    source=publisher,
                    note=f"read from {FOOTPRINT}; GWP set not stated there",
                )
            )
    return rows


def australian(path: Path) -> list[dict[str, object]]:
    """States of Australia, scope 2, by the accounts of February 2023."""
    return [
        electricity(
            quantity="co2e",
            place="AU" if row[0] == "AUSTRALIA" else f"AU-{TERRITORIES[str(row[0])]}",
            place_name=str(row[0]).title(),
            year=2022,
            value=float(str(row[1])),
            basis="generation",
            source="Australian National Greenhouse Accounts Factors, 2023-02",
            note=f"read from {FOOTPRINT}",
        )
        for row in sheet(path, "Australia by State")
        if row[0] in TERRITORIES or row[0] == "AUSTRALIA"
    ]


def fuel_mixes(path: Path) -> list[dict[str, object]]:
    """Countries without a factor of their own authority: from fuel mix or intensity."""
    bases = {
        "Calculated from Fuel Mix": (
            "fuel mix",
            FOOTPRINT,
            "reckoned from the fuel mix",
        ),
        "Emissions intensity of the power sector": (
            "power sector intensity",
            "Climate Transparency, report 2022",
            f"read from {FOOTPRINT}",
        ),
    }
    rows = []
    for row in sheet(path, "Country 2023 Electricity Factor")[5:]:
        if row[11] in bases:
            basis, source, note = bases[str(row[11])]
            rows.append(
                electricity(
                    quantity="co2e",
                    place=row[0],
                    place_name=row[1],
                    year=int(float(str(row[10]))),
                    value=round(float(str(row[2])), 6),
                    basis=basis,
                    source=source,
                    table="Total production fuel mix factor",
                    note=f"{note}; GWP set not stated there",
                )
            )
    return rows


def subregions(path: Path) -> list[dict[str, object]]:
    """Read the subregions of eGRID in 2022, gas by gas."""
    rows = []
    units = (("co2", 1.0), ("ch4", 1000.0), ("n2o", 1000.0))
    for row in sheet(path, "Electricity US")[4:31]:
        code = SUBREGIONS[str(row[0])]
        rows += [
            electricity(
                quantity=gas,
                place=f"US/{code}",
                place_name=row[0],
                year=2022,
                value=round(float(str(row[at])) * POUND_KG / 1000 / scale, 10),
                basis="generation",
                source="US EPA, eGRID2022",
                table=f"Electricity US, Table 1 of {TOOLS}",
                note="lb/MWh, for CH4 and N2O lb/GWh, turned into t/MWh",
            )
            for at, (gas, scale) in enumerate(units, start=1)
        ]
    return rows


def asian_and_brazilian(path: Path) -> list[dict[str, object]]:
    """Taiwan, Brazil, Thailand and the United Kingdom, from the tools' one sheet."""
    publishers = {
        "Taiwan": ("TW", "co2e", "Bureau of Energy, Taiwan", "GWP set not stated"),
        "Brazil": ("BR", "co2", "Ministry of Science and Technology, Brazil", ""),
        "Thailand": ("TH", "co2", "Energy Policy and Planning Office, Thailand", ""),
        "U.K.": ("GB", "co2", "UK Government conversion factors 2023", "CO2 alone"),
    }
    rows = []
    place, number = None, ""
    for row in sheet(path, "Electricity CN, TW, BR, TH, UK"):
        title = re.search(r"Table (\d).*Factors for (.+)", str(row[0]))
        if title:
            number, place = title[1], publishers[title[2].strip()]
        elif place and isinstance(row[0], float):
            code, quantity, publisher, note = place
            rows.append(
                electricity(
                    quantity=quantity,
                    place=code,
                    year=int(row[0]),
                    value=round(float(str(row[1])), 6),
                    basis="generation",
                    source=publisher,
                    table=f"Electricity CN, TW, BR, TH, UK, Table {number} of {TOOLS}",
                    note=note,
                )
            )
    return rows


def write(name: str, columns: tuple[str, ...], rows: list) -> None:
    """Write a table."""
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(name, len(rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

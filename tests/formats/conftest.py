"""The real files, where they lie beside the checkout, each read once a process."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from summitry.formats.kinds import read_file
from summitry.formats.reading import Reading

SHARED_DATA = Path(__file__).parents[3] / "shared" / "data"

FILES = {
    "cdp-emissions-2016": "cdp_citywide/2016_-_Citywide_GHG_Emissions.csv",
    "cdp-emissions-2017": "cdp_citywide/2017_-_Cities_Community_Wide_Emissions.csv",
    "cdp-emissions-2018": "cdp_citywide/2018_City-wide_Emissions.csv",
    "cdp-emissions-2019": "cdp_citywide/2019_City-wide_Emissions.csv",
    "cdp-emissions-2020": "cdp_citywide/2020_-_City-Wide_Emissions.csv",
    "cdp-targets-2021": (
        "cdp_targets/2021_Cities_Emissions_Reduction_Targets_clean_names.csv"
    ),
    "c40-gpc-2023": "c40_gpc/C40_GPC_Database.xlsx",
    "ceads-1997-2019": (
        "ceads_cities/The_Emission_Inventories_for_290_Chinese_Cities_"
        "from_1997_to_2019.xlsx"
    ),
    "net-zero-tracker-2022-12": "net_zero_tracker/snapshot_2022-12-20_13-07-14.xlsx",
    "klimatkollen-totals": "klimatkollen_se/municipality-data.json",
    "klimatkollen-sectors": "klimatkollen_se/municipality-sector-emissions.json",
}
KINDS = (
    "cdp-emissions",
    "cdp-targets",
    "c40-gpc",
    "ceads",
    "net-zero-tracker",
    "klimatkollen",
)


@cache
def _reading(source: str) -> Reading:
    kind = next(kind for kind in KINDS if source.startswith(kind))
    return read_file(kind, SHARED_DATA / FILES[source])


@pytest.fixture
def real() -> Callable[[str], Reading]:
    def reading(source: str) -> Reading:
        if not (SHARED_DATA / FILES[source]).exists():
            pytest.skip("the real data are not beside the checkout (shared/data)")
        return _reading(source)

    return reading


@pytest.fixture
def write_csv(tmp_path: Path) -> Callable[..., Path]:
    """Write rows given as dictionaries; the header is the union of their keys."""

    def write(*rows: dict[str, str], encoding: str = "utf-8") -> Path:
        headers = list(dict.fromkeys(key for row in rows for key in row))
        lines = [
            headers,
            *([row.get(header, "") for header in headers] for row in rows),
        ]
        text = "\n".join(
            ",".join('"' + cell.replace('"', '""') + '"' for cell in line)
            for line in lines
        )
        path = tmp_path / "file.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture
def write_sheet(tmp_path: Path) -> Callable[..., Path]:
    def write(name: str, *rows: list[object]) -> Path:
        from openpyxl import Workbook

        workbook = Workbook()
        sheet = workbook.active
        sheet.title = name
        for row in rows:
            sheet.append(row)
        path = tmp_path / "file.xlsx"
        workbook.save(path)
        return path

    return write

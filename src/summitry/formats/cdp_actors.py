"""Who reports to CDP: known by the account number, for organisations are renamed."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from summitry.core.errors import UnreadableFileError
from summitry.core.reported import Actor
from summitry.formats.rows import Row


def read_actor(row: Row) -> Actor:
    """Read the city of a row: its short name where there is one, else its organisation."""
    account = row.text("account")
    if not account:
        raise row.skip("account", "the row has no account number to know the city by")
    name = row.text("city") or row.text("organisation")
    if not name:
        raise row.skip("organisation", "the row names no city and no organisation")
    population = row.population_at("population")
    year = row.year_at("population_year") if population is not None else None
    latitude, longitude = row.point_at("location")
    return Actor(
        name=name,
        scheme="cdp",
        identifier=account,
        country=row.country_at("country"),
        country_name=row.text("country"),
        latitude=latitude,
        longitude=longitude,
        population=population,
        population_year=year,
    )


def reporting_year(rows: Iterable[Row], path: Path, known: Iterable[int]) -> int:
    """Find the year that a file was reported in, which names its source.

    Raises
    ------
    UnreadableFileError
        No row has such a year, or most rows have one that the reader does not know.
    """
    years = Counter(text for row in rows if (text := row.text("reporting_year")))
    texts = {str(year): year for year in known}
    most_common = next((text for text, _ in years.most_common(1)), "")
    if most_common not in texts:
        raise UnreadableFileError(
            path.name,
            f"was reported to CDP in {most_common or 'no year that it names'}; "
            f"this kind is read for {', '.join(texts)}",
        )
    return texts[most_common]


def refuse_other_year(row: Row, year: int) -> None:
    """End a row that was reported in another year than its file."""
    if row.text("reporting_year") != str(year):
        raise row.skip("reporting_year", f"the file is of {year}: one file a year")

"""Entries of the catalogue: what a series of emissions tells."""

from dataclasses import asdict

from summitry.catalogue.fields import Number, Truth, Year
from summitry.catalogue.method import Method, Output
from summitry.catalogue.schema import ByYear, ListOf, Record
from summitry.core.emissions.forecast import look_ahead, probability_maximum_stands
from summitry.core.emissions.peak import Drivers, PeakVerdicts, judge_peak
from summitry.core.emissions.series import Series, known_by, series_of, values_of
from summitry.core.emissions.trend import mann_kendall
from summitry.data.forecast_prior import load_forecast_prior


def _mann_kendall(*, values: list[float | None]) -> Output:
    return asdict(mann_kendall(values))


MANN_KENDALL = Method(
    name="mann_kendall",
    title="Mann-Kendall trend test with Sen's slope",
    equation="S = Σ sgn(xⱼ − xᵢ) over i < j; "
    "Var = [n(n−1)(2n+5) − Σ t(t−1)(2t+5)] / 18; Z = (S ∓ 1) / √Var; "
    "τ = S / (n(n−1)/2); slope = median (xⱼ − xᵢ)/(j − i). "
    "p two-sided: exact for n ≤ 10 without ties, else normal",
    source="Mann 1945; Kendall 1975; Sen 1968 (JASA 63:1379)",
    schema=Record(
        {
            "values": ListOf(
                Number(meaning="a figure, or null for a gap", gaps=True),
                "one element a year, in order; a gap keeps its place",
            )
        }
    ),
    example_input={"values": [10, 12, 11, 13, 13, 15, 14, 16, 18, 17]},
    example_output={
        "s": 38,
        "variance": 124.0,
        "z": 3.322698,
        "p": 0.000891513,
        "tau": 0.844444444,
        "slope": 0.8,
        "intercept": 9.9,
        "exact": False,
    },
    function=_mann_kendall,
)


def peak_output(verdicts: PeakVerdicts) -> Output:
    """Write verdicts with the keys under which they are published."""
    top = verdicts.maximum
    return {
        "c40": verdicts.c40.label,
        "shan2022": verdicts.shan2022.label,
        "wri": verdicts.wri.peaked,
        "maximum": None if top is None else {"year": top.year, "value": top.value},
        "probability_peaked": verdicts.probability_peaked,
    }


def _peak(
    *,
    series: dict[int, float | None],
    as_of: int,
    gdp: dict[int, float | None] | None = None,
    population: dict[int, float | None] | None = None,
    commitment: bool | None = None,
) -> Output:
    drivers = Drivers(
        gdp=None if gdp is None else series_of(gdp),
        population=None if population is None else series_of(population),
    )
    known = known_by(series_of(series), as_of)
    return peak_output(
        judge_peak(
            known,
            as_of,
            drivers=drivers,
            commitment=commitment,
            probability_peaked=_probability_peaked(known),
        )
    )


def _probability_peaked(series: Series) -> float | None:
    """Find it for a series alone: the committed prior stands for the other cities."""
    outlooks = look_ahead({"": values_of(series)}, load_forecast_prior())
    return probability_maximum_stands(outlooks[""]) if outlooks else None


PEAK = Method(
    name="peak",
    title="Have emissions peaked? Three published rules and a probability",
    equation="C40: ≥ 3 figures, last one ≤ 5 years old, ≥ 5 years after the first maximum, "
    "(max − last)/max ≥ 10 %. Shan 2022: ≥ 5 years, ≥ 10 % and Mann-Kendall p < 0.05 "
    "since the maximum; passive where GDP or population fell too. "
    "WRI: ≥ 5 years and a commitment to stay below the maximum. "
    "probability_peaked: share of 20,000 forecast paths (seed 0) that stay at or below the "
    "maximum for five years after the last figure (docs/methods/forecast.md). "
    "Figures after as_of are left out",
    source="C40 City Emissions Peaking; Shan et al. 2022 (Science Bulletin 67:1910); "
    "WRI Turning Points 2017; the probability is this project's",
    schema=Record(
        {
            "series": ByYear("tonnes CO2e by year; zero and null are no data"),
            "as_of": Year(
                "the year in which the question is asked; later figures are left out"
            ),
        },
        {
            "gdp": ByYear("real GDP by year, any one unit"),
            "population": ByYear("residents by year"),
            "commitment": Truth(
                "whether the city has committed, without conditions, to stay below its "
                "maximum; WRI's rule is null where this is not known"
            ),
        },
    ),
    example_input={
        "series": {
            "2008": 100,
            "2009": 104,
            "2010": 109,
            "2011": 112,
            "2012": 112,
            "2013": 110,
            "2014": 107,
            "2015": 105,
            "2016": 101,
            "2017": 99,
            "2018": 96,
            "2019": 96,
        },
        "as_of": 2021,
    },
    example_output={
        "c40": "Peaked",
        "shan2022": "proactive",
        "wri": None,
        "maximum": {"year": 2011, "value": 112.0},
        "probability_peaked": 0.90325,
    },
    function=_peak,
)

METHODS = (MANN_KENDALL, PEAK)

from summitry.data.benchmarks import load_benchmarks, load_deadline2020


def test_every_benchmark_has_a_source_and_at_least_two_can_be_shown():
    found = load_benchmarks()
    assert [(b.name, b.base_year, b.target_year, b.reduction) for b in found] == [
        ("halving by 2030", 2019, 2030, 0.5),
        ("IPCC 1.5 °C", 2019, 2030, 0.43),
    ]
    assert [b.name for b in found if not b.source] == []


def test_thresholds_of_deadline_2020():
    found = load_deadline2020()
    assert (found.gdp_per_capita_usd, found.co2e_per_capita_t) == (15_000, 5.1)
    assert (found.target_year, found.target_co2e_per_capita_t) == (2030, 2.9)

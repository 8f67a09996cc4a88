import json
import os
import random
import signal
from dataclasses import asdict, replace

import numpy as np
import pytest
from tests.core.pathways.making_plans import FULL, SMALLEST
from tests.scale.making_networks import (
    DRAWS,
    TEN,
    evaluate,
    list_members,
    make_city,
    write_network,
)

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.draws import draw_inputs
from summitry.core.pathways.plan import list_inputs
from summitry.core.pathways.projection import evaluate as evaluate_plan
from summitry.core.pathways.summary import find_bands
from summitry.formats.plan_yaml import read_plan_yaml
from summitry.scale.network import Run, evaluate_network


def to_bytes(network):
    document = {**asdict(network), "reused": 0}
    return json.dumps(document, sort_keys=True).encode()


ALONE = to_bytes(evaluate(TEN))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 10, 64])
def test_the_size_of_chunks_changes_no_bit(size):
    assert to_bytes(evaluate(TEN, size=size)) == ALONE


def test_the_order_of_files_changes_no_bit():
    names = list(TEN)
    random.shuffle(names)
    assert to_bytes(evaluate({name: TEN[name] for name in names}, size=3)) == ALONE


def test_another_seed_gives_other_numbers():
    assert to_bytes(evaluate(TEN, seed=1)) != ALONE


def test_the_total_is_the_sum_of_the_cities_draw_by_draw():
    plans = [make_city(place) for place in range(3)]
    found = evaluate(write_network(plans)).together
    projections = [evaluate_plan(plan, draws=DRAWS) for plan in plans]
    for ours, tonnes in (
        (found.plan, sum(each.plan_t for each in projections)),
        (found.baseline, sum(each.baseline_t for each in projections)),
    ):
        assert np.array(list(asdict(ours).values())) == pytest.approx(
            np.array(list(asdict(find_bands(tonnes)).values())), abs=2e-6
        )
    assert found.years == plans[0].years


def test_a_network_of_the_smallest_plan_has_its_tonnes():
    found = evaluate(write_network([SMALLEST])).together
    assert found.plan.p50 == (100, *[50.4] * 40)
    assert found.cumulative_plan_t.p05 == pytest.approx(2116)
    assert (found.peak_years, found.peak_by) == ({2020: 1}, {2030: 1})
    assert found.neutral_year.censored == 1


def test_a_city_has_what_plan_run_gives_it():
    (city,) = evaluate(write_network([make_city(1)])).cities
    alone = evaluate_plan(make_city(1), draws=DRAWS)
    years, counts = np.unique(
        2020 + alone.plan_t.argmax(axis=0),
        return_counts=True,
    )
    assert city["city"] == "CN C01"
    assert city["peak_years"] == {
        str(year): count / DRAWS for year, count in zip(years, counts, strict=True)
    }
    half = alone.plan_t[30] <= alone.baseline_t[0] / 2
    assert city["probability"]["targets"] == {"half": half.mean()}


def test_cities_of_a_country_share_its_draws_and_no_others():
    key = "factors.electricity.t_per_mwh.2030"
    own = "sectors.road.growth"
    samples = [
        draw_inputs(list_inputs(make_city(place)), draws=512).values
        for place in (1, 2, 3)
    ]
    one, other, abroad = (each[key] for each in samples)
    assert np.corrcoef(one, other)[0, 1] == pytest.approx(1, abs=1e-12)
    assert abs(np.corrcoef(one, abroad)[0, 1]) < 0.2
    assert abs(np.corrcoef(samples[0][own], samples[1][own])[0, 1]) < 0.2


def test_files_that_cannot_be_used_are_refused_and_the_others_evaluated():
    files = {
        **write_network([make_city(1)]),
        "x.yaml": b"city: [",
        "y.yaml": TEN["02.yaml"].replace(b"until: 2060", b"until: 2019\ncolour: red"),
    }
    found = evaluate(files)
    assert [each["city"] for each in found.cities] == ["CN C01"]
    assert [each.file for each in found.refused] == ["x.yaml", "y.yaml"]
    assert found.refused[0].problem.startswith("line 1, column 8: is not YAML")
    assert found.refused[1].problem.startswith("colour: is no key here")


def test_files_of_one_city_are_refused_all():
    members = [replace(each, city="CN GYA") for each in list_members(TEN)[:2]]
    run = Run(load=TEN.__getitem__, read=read_plan_yaml, draws=DRAWS)
    found = evaluate_network(members, run, lambda _: None)
    assert (found.together, found.cities) == (None, ())
    assert [each.problem for each in found.refused] == [
        "city: must have one file in a network, got CN GYA in 00.yaml, 01.yaml"
    ] * 2


def test_the_total_has_the_years_that_all_plans_have():
    plans = [make_city(1), replace(make_city(2), base_year=2025, until=2055)]
    found = evaluate(write_network(plans))
    assert found.together.years == tuple(range(2025, 2056))
    apart = [replace(SMALLEST, until=2025), replace(FULL, base_year=2030, city="SE X")]
    with pytest.raises(InvalidDataError, match="must have years in common"):
        evaluate(write_network(apart))


def test_workers_change_no_bit(monkeypatch):
    monkeypatch.setattr("summitry.scale.network._WORTH_WORKERS", 2)
    assert to_bytes(evaluate(TEN, size=2, workers=2)) == ALONE


def test_a_killed_worker_loses_nothing():
    import distributed

    killed = []
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):

        def kill_one(_):
            if not killed:
                killed.extend(client.run(os.getpid).values())
                os.kill(killed[0], signal.SIGKILL)

        found = evaluate(
            TEN, progress=kill_one, size=1, scheduler=cluster.scheduler_address
        )
        after = client.run(os.getpid).values()
    assert killed[0] not in after
    assert to_bytes(found) == ALONE


def test_a_scheduler_that_is_not_there_is_told(monkeypatch):
    monkeypatch.setattr("summitry.scale.workers._PATIENCE_S", 1)
    with pytest.raises(InvalidDataError, match=r"tcp://127.0.0.1:9: no scheduler"):
        evaluate(TEN, scheduler="tcp://127.0.0.1:9")
    with pytest.raises(InvalidDataError, match="nowhere: no scheduler"):
        evaluate(TEN, scheduler="nowhere")

import json

import pytest
from tests.scale.making_networks import TEN, evaluate
from tests.scale.test_network import ALONE, to_bytes

from summitry.core.errors import UnreadableFileError
from summitry.scale import store


class StoppedError(Exception):
    """What ends a run in these tests."""


def stop_after(chunks):
    heard = []

    def progress(cities):
        heard.append(cities)
        if len(heard) > chunks:
            raise StoppedError

    return progress


@pytest.mark.parametrize("parts", [1, 2, 32])
@pytest.mark.parametrize("chunks", [1, 3, 4])
def test_a_stopped_run_goes_on_to_the_same_bytes(tmp_path, monkeypatch, parts, chunks):
    monkeypatch.setattr(store, "_MOST_PARTS", parts)
    with pytest.raises(StoppedError):
        evaluate(TEN, stop_after(chunks), size=2, folder=tmp_path)
    found = evaluate(TEN, size=2, folder=tmp_path)
    assert (found.reused, to_bytes(found)) == (2 * chunks, ALONE)
    again = evaluate(TEN, size=2, folder=tmp_path)
    assert (again.reused, to_bytes(again)) == (10, ALONE)


def test_a_run_stopped_before_old_parts_are_gone_counts_none_twice(
    tmp_path, monkeypatch
):
    evaluate(TEN, size=2, folder=tmp_path)
    parts = {path: path.read_bytes() for path in tmp_path.glob("*.npz")}
    monkeypatch.setattr(store, "_MOST_PARTS", 1)
    with pytest.raises(StoppedError):
        evaluate(TEN, stop_after(3), size=2, folder=tmp_path / "other")
    for path, content in parts.items():
        (tmp_path / "other" / path.name).write_bytes(content)
    found = evaluate(TEN, size=2, folder=tmp_path / "other")
    assert (found.reused, to_bytes(found)) == (6, ALONE)


def test_what_another_run_left_is_not_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "_MOST_PARTS", 1)
    evaluate(TEN, size=2, folder=tmp_path, seed=1)
    fewer = {name: TEN[name] for name in list(TEN)[:4]}
    evaluate(fewer, size=2, folder=tmp_path)
    found = evaluate(TEN, size=2, folder=tmp_path)
    assert (found.reused, to_bytes(found)) == (4, ALONE)


def test_broken_files_are_evaluated_anew(tmp_path):
    evaluate(TEN, size=2, folder=tmp_path)
    parts = sorted(tmp_path.glob("*.npz"))
    parts[0].write_bytes(parts[0].read_bytes()[:100])
    parts[1].unlink()
    next(iter(tmp_path.glob(f"{parts[2].stem}.jsonl"))).write_text("{")
    found = evaluate(TEN, size=2, folder=tmp_path)
    assert (found.reused, to_bytes(found)) == (4, ALONE)


def test_the_folder_has_each_city_by_year(tmp_path):
    found = evaluate(TEN, size=4, folder=tmp_path)
    rows = [
        json.loads(line)["record"]
        for path in tmp_path.glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert sorted(row["city"] for row in rows) == [c["city"] for c in found.cities]
    assert {len(row["plan"]["p95"]) for row in rows} == {41}
    assert not any("plan" in city for city in found.cities)


def test_refused_files_are_remembered(tmp_path):
    files = {**TEN, "x.yaml": b"city: ["}
    first = evaluate(files, folder=tmp_path)
    again = evaluate(files, folder=tmp_path)
    assert again.reused == 10
    assert to_bytes(again) == to_bytes(first)
    assert [each.file for each in again.refused] == ["x.yaml"]


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UnreadableFileError, match="cannot be a folder of results"):
        evaluate(TEN, folder=tmp_path / "file")

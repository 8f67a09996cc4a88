import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "scripts" / "derive_sample.py"


def test_derived_tables_are_those_committed(shared_data, tmp_path, monkeypatch, capsys):
    spec = spec_from_file_location("derive_sample", FILE)
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    committed, script.SAMPLE = script.SAMPLE, tmp_path
    monkeypatch.setattr(sys, "argv", ["derive_sample.py", str(shared_data)])
    script.main()
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 10
    assert "ceads-1997-2019: 3929 of 3929 rows" in said
    written = sorted(tmp_path.iterdir())
    assert [file.name for file in written] == [
        "actors.csv",
        "inventories.csv",
        "pledges.csv",
        "readings.csv",
    ]
    for file in written:
        assert file.read_bytes() == (committed / file.name).read_bytes(), file.name

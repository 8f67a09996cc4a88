from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "scripts" / "derive_factors.py"


def test_derived_tables_of_factors_are_those_committed(shared_data, tmp_path, capsys):
    spec = spec_from_file_location("derive_factors", FILE)
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    committed, script.OUT = script.OUT, tmp_path
    script.main(shared_data / "emission_factors")
    said = capsys.readouterr().out.split("\n")
    assert said == ["fuels.csv 54", "fuel_factors.csv 693", "grid_factors.csv 704", ""]
    for file in tmp_path.iterdir():
        assert file.read_bytes() == (committed / file.name).read_bytes(), file.name

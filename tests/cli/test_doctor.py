import json

CHECKS = [
    "versions",
    "home",
    "database",
    "schema",
    "static files",
    "allowed hosts",
    "debug",
    "drawing engine",
]


def test_doctor_finds_a_good_site_well(demo_home, summitry):
    done = summitry("doctor", "--json", "--home", demo_home)
    report = json.loads(done.stdout)
    assert [check["name"] for check in report] == CHECKS
    assert [check["name"] for check in report if not check["ok"]] == []
    assert (done.returncode, done.stderr) == (0, "")


def test_doctor_names_settings_that_are_unsafe(demo_home, summitry):
    unsafe = {"SUMMITRY_DEBUG": "1", "SUMMITRY_ALLOWED_HOSTS": "*"}
    done = summitry("doctor", "--home", demo_home, **unsafe)
    bad = [line for line in done.stdout.splitlines() if "PROBLEM" in line]
    assert [line.split("  ")[0] for line in bad] == ["allowed hosts", "debug"]
    assert done.returncode == 1

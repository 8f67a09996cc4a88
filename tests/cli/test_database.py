import pytest


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("nonsense", "DATABASE_URL cannot be used: Scheme '://' is unknown."),
        ("postgres://u:p@h:x/y", "DATABASE_URL cannot be used: This string is not"),
        ("postgres://u@127.0.0.1:1/y", "the database cannot be reached: connection"),
    ],
)
def test_database_that_cannot_be_used_is_one_line(summitry, tmp_path, address, reason):
    done = summitry("migrate", "--home", tmp_path, DATABASE_URL=address)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"summitry migrate: {reason}")
    assert done.stderr.count("\n") == 1


def test_file_that_is_no_database_is_one_line(summitry, tmp_path):
    (tmp_path / "summitry.sqlite3").write_bytes(b"not a database at all" * 99)
    done = summitry("migrate", "--home", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "summitry migrate: the database cannot be reached: file is not a database; "
        "see summitry migrate --help\n"
    )


def test_home_that_cannot_be_made_is_one_line(summitry, tmp_path):
    (tmp_path / "file").touch()
    done = summitry("doctor", "--home", tmp_path / "file" / "home")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "cannot be used: Not a directory; name another with --home" in done.stderr

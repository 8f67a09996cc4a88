from summitry.cli.conduct import print_table, problem_lines
from summitry.core.errors import InvalidDataError, UnreadableFileError


def test_problem_lines_are_one_line_each():
    error = InvalidDataError({"a": "got 'x\ny'", "b": "is missing"})
    assert problem_lines(error) == ["a: got 'x y'", "b: is missing"]
    assert problem_lines(UnreadableFileError("f.csv", "is empty")) == [
        "f.csv: is empty"
    ]


def test_table_counts_a_chinese_character_as_two(capsys):
    print_table(["CITY", "YEAR"], [["贵阳市", "2020"], ["Malmö", "2021"]])
    assert capsys.readouterr().out == "CITY    YEAR\n贵阳市  2020\nMalmö   2021\n"

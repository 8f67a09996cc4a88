"""A share of the 5,000 mutated files; all of them: python -m tests.formats.mutated_inventories."""

import pytest
from tests.formats.mutated_inventories import (
    MOST_MEMORY_BYTES,
    heavy,
    mutate,
    outcome_of,
    run_alone,
    run_command,
)

QUICK = {
    "a bomb that lies": "refused whole",
    "an absurd dimension": "understood",
    "the last cell of all": "refused whole",
    "an XML bomb": "refused whole",
}


@pytest.mark.parametrize("first", range(0, 90, 10))
def test_a_mutated_file_ends_in_a_report_or_in_clear_lines(tmp_path, first):
    for number in range(first, first + 10):
        _, ending, content = mutate(number)
        assert outcome_of(content) in ("understood", "cells refused", "refused whole")
        run_command(content, ending, tmp_path)


def test_a_mutation_is_the_same_for_a_number():
    assert mutate(7)[0] == mutate(7)[0]


@pytest.mark.parametrize("what", QUICK)
def test_a_file_made_to_break_a_reader_is_read_within_bounds(tmp_path, what):
    outcome, _, peak = run_alone(dict(heavy())[what](), tmp_path)
    assert outcome == QUICK[what]
    assert peak < MOST_MEMORY_BYTES / 2

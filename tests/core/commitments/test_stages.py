import pytest

from summitry.core.commitments.stages import STAGES, read_stage


@pytest.mark.parametrize(
    ("status", "stage"),
    [
        ("In law", "in_law"),
        ("In policy document", "adopted"),
        ("Declaration / pledge", "announced"),
        ("Proposed / in  discussion ", "proposed"),
        ("Achieved (self-declared)", "achieved"),
        ("Achieved (externally validated)", "achieved"),
        ("", "unknown"),
        ("soon, we hope", "unknown"),
    ],
)
def test_read_stage_knows_the_wordings_of_net_zero_tracker(status, stage):
    assert read_stage(status) == stage


def test_read_stage_reads_its_own_names():
    assert tuple(read_stage(stage) for stage in STAGES) == STAGES

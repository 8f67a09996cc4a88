"""What many tests need: the folder of real data, where it is."""

from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data():
    """The folder of real data beside the checkout; without it the test is skipped."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real data are not beside this checkout (../shared/data)")
    return SHARED_DATA

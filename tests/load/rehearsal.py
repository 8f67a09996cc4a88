"""Play a whole congress on synthetic people, and recount what is left of it.

A command of its own, never part of the tests::

    uv run --group dev python tests/load/rehearsal.py --database postgresql

``docs/how-to/rehearse-a-congress.md`` says what it plays and what has to hold.
"""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from tests.load.playing import rehearse

    rehearse()

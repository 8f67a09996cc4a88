"""Which reader reads which kind of file."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from summitry.core.errors import UnknownNameError
from summitry.formats.c40_gpc import read_c40_gpc
from summitry.formats.cdp_emissions import read_cdp_emissions
from summitry.formats.cdp_targets import read_cdp_targets
from summitry.formats.ceads import read_ceads
from summitry.formats.gpc import read_gpc
from summitry.formats.klimatkollen import read_klimatkollen
from summitry.formats.net_zero_tracker import read_net_zero_tracker
from summitry.formats.reading import Reading

READERS: Mapping[str, Callable[[Path], Reading]] = MappingProxyType(
    {
        "c40-gpc": read_c40_gpc,
        "cdp-emissions": read_cdp_emissions,
        "cdp-targets": read_cdp_targets,
        "ceads": read_ceads,
        "gpc": read_gpc,
        "klimatkollen": read_klimatkollen,
        "net-zero-tracker": read_net_zero_tracker,
    }
)


def read_file(kind: str, path: Path) -> Reading:
    """Read a file of a given kind.

    Raises
    ------
    UnknownNameError
        There is no such kind.
    UnreadableFileError
        The file is not what its kind asks for.
    """
    if kind not in READERS:
        raise UnknownNameError("kind", kind, READERS)
    return READERS[kind](path)

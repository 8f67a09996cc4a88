"""Run a command against a throw-away PostgreSQL server.

``python3 scripts/with_postgres.py COMMAND …`` makes a cluster in a temporary folder,
starts it on a socket there, sets ``DATABASE_URL`` and runs the command; server and data
are gone afterwards. Needs the server's programs (Debian: postgresql).
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

VERSIONS = Path("/usr/lib/postgresql")


def main() -> None:
    """Start the server, run the command with its address, pass its status on."""
    programs = find_programs()
    with tempfile.TemporaryDirectory(prefix="summitry-postgres-") as folder:
        data = Path(folder) / "data"
        with running_server(programs, data, socket=Path(folder)):
            address = f"postgres://summitry@/postgres?host={folder}"
            environment = os.environ | {"DATABASE_URL": address}
            done = subprocess.run(sys.argv[1:], env=environment, check=False)
    sys.exit(done.returncode)


def find_programs() -> Path:
    """Return the folder of initdb and pg_ctl, of the newest version there is."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    folders = sorted(VERSIONS.glob("*/bin/initdb"))
    if not folders:
        sys.exit("no PostgreSQL server here (on Debian: apt install postgresql)")
    return folders[-1].parent


@contextlib.contextmanager
def running_server(
    programs: Path, data: Path, *, socket: Path, durable: bool = False
) -> Iterator[None]:
    """Make a cluster, run a server on a socket only, stop it at the end.

    Unless it is durable, as in production, it does not wait for the disk.
    """
    as_user = server_user(socket)
    call(
        as_user,
        programs / "initdb",
        *("-D", data, "-U", "summitry", "-A", "trust", "-E", "UTF8", "--no-sync"),
    )
    fsync = "on" if durable else "off"
    options = f"-c listen_addresses='' -c fsync={fsync} -k {socket}"
    call(as_user, programs / "pg_ctl", "-D", data, "-w", "-o", options, "start")
    try:
        yield
    finally:
        call(as_user, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def server_user(folder: Path) -> list[str]:
    """Return how to run as a user that PostgreSQL accepts; it refuses root."""
    if os.geteuid() != 0:
        return []
    postgres = pwd.getpwnam("postgres")
    os.chown(folder, postgres.pw_uid, postgres.pw_gid)
    folder.chmod(0o755)
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def call(as_user: list[str], program: Path, *arguments: object) -> None:
    """Run one of the server's programs, quietly unless it fails."""
    command = [*as_user, str(program), *map(str, arguments)]
    log = tempfile.gettempdir()
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=log, check=False
    )
    if done.returncode:
        sys.exit(f"{program.name} failed: {done.stderr.decode(errors='replace')}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Run Summitry from a checkout: install what is missing, then demo, test or any command.

    python3 run.py demo [--port 8000 …]   the sample network in a browser
    python3 run.py test [pytest options]  all tests
    python3 run.py check                  linters, types, contracts, then all tests
    python3 run.py COMMAND …              any other summitry command

Needs Python 3.11 or newer and nothing else. The tool uv is taken from the PATH, or put
into the folder .tools beside this file; it then makes the environment .venv.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
TOOLS = ROOT / ".tools"
DEV = ["--group", "dev"]
CHECKS = [
    ["ruff", "check"],
    ["ruff", "format", "--check"],
    ["pyright"],
    ["mypy"],
    ["lint-imports"],
    ["djlint", "src", "--lint", "--quiet"],
    ["deptry", "src"],
]


def find_uv():
    """Return the path of uv; install it into .tools where there is none."""
    names = ("uv.exe", "uv")
    folders = [Path(part) for part in os.environ.get("PATH", "").split(os.pathsep)]
    folders += [TOOLS / "bin", TOOLS / "Scripts", TOOLS / "packages" / "bin"]
    for folder in folders:
        for name in names:
            if (folder / name).is_file():
                return str(folder / name)
    if install_uv():
        return find_uv()
    sys.exit(
        "Summitry needs the tool uv, and it could not be installed: neither "
        "'python3 -m venv' nor 'python3 -m pip' works here.\n"
        "Install one of them (on Debian: apt install python3-venv) or uv itself, "
        "then run this again."
    )


def install_uv():
    """Install uv beside the checkout, never into the system's Python."""
    print("Summitry: installing uv into .tools (once) …", file=sys.stderr)
    pip = [sys.executable, "-m", "pip"]
    quiet = ["install", "--quiet", "--disable-pip-version-check"]
    target = [*quiet, "--target", str(TOOLS / "packages"), "uv"]
    ways = [
        [
            [sys.executable, "-m", "venv", "--clear", str(TOOLS)],
            [str(TOOLS / "bin" / "python"), "-m", "pip", *quiet, "uv"],
        ],
        [[*pip, *target]],
        # A target folder of our own leaves an externally managed Python untouched.
        [[*pip, *target, "--break-system-packages"]],
    ]
    return any(all(succeeds(step) for step in way) for way in ways)


def succeeds(command):
    """Tell whether a command can be run and exits with 0."""
    try:
        done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return done.returncode == 0


def commands(arguments):
    """Return the commands that the arguments stand for, in order."""
    noun, rest = (arguments[0], arguments[1:]) if arguments else ("--help", [])
    tests = [*DEV, "pytest", "-n", "auto", *rest]
    if noun == "test":
        return [tests]
    if noun == "check":
        return [[*DEV, *check] for check in CHECKS] + [tests]
    return [["--no-default-groups", "summitry", noun, *rest]]


def main():
    """Run each command in the project's own environment, until one fails."""
    if sys.version_info < (3, 11):
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(f"Summitry needs Python 3.11 or newer; this is Python {found}.")
    uv = find_uv()
    environment = os.environ | {"UV_PYTHON_DOWNLOADS": "never"}
    environment.pop("VIRTUAL_ENV", None)
    for command in commands(sys.argv[1:]):
        full = [uv, "run", "--quiet", "--project", str(ROOT), *command]
        folder = ROOT if command[0] == DEV[0] else None
        try:
            status = subprocess.run(full, cwd=folder, env=environment, check=False)
        except KeyboardInterrupt:
            sys.exit(130)
        if status.returncode:
            sys.exit(status.returncode)


if __name__ == "__main__":
    main()

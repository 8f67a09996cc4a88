"""Drawing charts as SVG and PNG in a process of its own, each spec once."""

import atexit
import base64
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from summitry.core.errors import SummitryError
from summitry.web.page.charts.chart import Spec

TIME_LIMIT_S = 20.0
PNG_SCALE = 2.0
ENGINE = f"vl-convert {version('vl-convert-python')}"


class DrawingError(SummitryError):
    """A chart could not be drawn: the spec is wrong, or the time limit has passed."""


class Renderer:
    """The drawing process and its cache.

    Mutable, because it owns a process: started at the first picture that is not in
    the cache, started again if it has died, ended with its parent. Safe to share
    between threads; after a fork each process starts its own.
    """

    def __init__(self, cache: Path, *, time_limit_s: float = TIME_LIMIT_S) -> None:
        self.cache = cache
        self.time_limit_s = time_limit_s
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def svg(self, spec: Spec) -> str:
        """Return the picture of a Vega-Lite spec as the engine wrote it."""
        return self._cached({"format": "svg", "spec": spec}, "svg").decode()

    def png(self, spec: Spec, *, scale: float = PNG_SCALE) -> bytes:
        """Return the picture as PNG with ``scale`` pixels for each of the spec's."""
        return self._cached({"format": "png", "spec": spec, "scale": scale}, "png")

    def bundle(self) -> Path:
        """Return the file of the browser's chart scripts, built at the first call."""
        request = {"format": "bundle"}
        path = self._path(request, "js")
        if not path.exists():
            self._cached(request, "js")
            # Bundling takes twice the memory of drawing; the next picture starts anew.
            self.close()
        return path

    def close(self) -> None:
        """End the drawing process, if there is one."""
        with self._lock:
            self._stop()

    def _cached(
        self, request: dict[str, Any], ending: Literal["svg", "png", "js"]
    ) -> bytes:
        """Read the answer from the cache, or draw it and keep it."""
        path = self._path(request, ending)
        try:
            return path.read_bytes()
        except FileNotFoundError:
            pass
        reply = self._ask(request)
        data = (
            base64.b64decode(reply["base64"])
            if ending == "png"
            else reply["text"].encode()
        )
        _write_whole(path, data)
        return data

    def _path(self, request: dict[str, Any], ending: str) -> Path:
        """Name the cache file by what is drawn and by the engine that draws it."""
        text = ENGINE + json.dumps(request, sort_keys=True, ensure_ascii=False)
        digest = hashlib.sha256(text.encode()).hexdigest()
        return self.cache / digest[:2] / f"{digest}.{ending}"

    def _ask(self, request: dict[str, Any]) -> dict[str, str]:
        """Send one request to the process, starting it again once if it has died."""
        line = json.dumps(request).encode() + b"\n"
        with self._lock:
            reply = self._exchange(line)
            if reply is None:
                reply = self._exchange(line)
        if reply is None:
            raise DrawingError(
                f"the drawing process gave no answer within {self.time_limit_s:g} s, twice; "
                "`summitry doctor` checks the engine"
            )
        if "error" in reply:
            raise DrawingError(f"the chart's spec cannot be drawn: {reply['error']}")
        return reply

    def _exchange(self, line: bytes) -> dict[str, str] | None:
        """Write a line and read a line; None if the process died or was too slow."""
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise DrawingError("the drawing process was started without pipes")
        timer = threading.Timer(self.time_limit_s, process.kill)
        timer.start()
        try:
            process.stdin.write(line)
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:
            answer = b""
        finally:
            timer.cancel()
        if not answer.endswith(b"\n"):
            self._stop()
            return None
        return json.loads(answer)

    def _running(self) -> subprocess.Popen[bytes]:
        """Return this process's own worker, starting it if needed."""
        mine = self._owner == os.getpid()
        if self._process is None or not mine or self._process.poll() is not None:
            if mine:
                self._stop()
            command = [sys.executable, "-m", "summitry.web.page.charts.worker"]
            self._process = subprocess.Popen(  # noqa: S603 -- our own module, fixed words
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            self._owner = os.getpid()
        return self._process

    def _stop(self) -> None:
        """Kill the worker and close its pipes; it keeps nothing that could be lost."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            # A request that the dead process never read is still in the pipe.
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        process.wait()


@lru_cache(maxsize=4)
def renderer(cache: Path) -> Renderer:
    """Return the one renderer of this program for a cache directory."""
    shared = Renderer(cache)
    atexit.register(shared.close)
    return shared


def _write_whole(path: Path, data: bytes) -> None:
    """Write beside and rename, so that no reader ever sees half a picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    Path(file.name).replace(path)

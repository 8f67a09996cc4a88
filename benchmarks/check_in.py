"""How long a check-in takes while eight desks work at once.

    uv run python benchmarks/check_in.py http://127.0.0.1:8000/desk/SLUG/check-in/ SESSION

SESSION is the session cookie of somebody of the event staff, logged in to a site whose
convening SLUG is running. The codes are those of its door list; every desk scans its
share, one at a time, as fast as it is answered. At the end the list is asked for again:
everybody must be in once.
"""

import http.client
import json
import statistics
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from urllib.parse import urlsplit

DESKS = 8
MOST = 3000


class Desk:
    """One device with a line of its own."""

    def __init__(self, address: str, session: str) -> None:
        parts = urlsplit(address)
        self._path = parts.path
        self._line = http.client.HTTPConnection(parts.netloc, timeout=60)
        self._cookie = f"sessionid={session}"
        self._token = ""
        self._ask("GET", self._path)

    def _ask(self, method: str, path: str, body: str | None = None) -> bytes:
        headers = {
            "Cookie": f"{self._cookie}; csrftoken={self._token}",
            "Content-Type": "application/json",
            "X-CSRFToken": self._token,
        }
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        content = answer.read()
        if answer.status != http.client.OK:
            sys.exit(f"{method} {path}: {answer.status} {content[:300]!r}")
        for name, value in answer.getheaders():
            if name == "Set-Cookie" and value.startswith("csrftoken="):
                self._token = value.split("=", 1)[1].split(";")[0]
        return content

    def list(self) -> dict[str, list[list[str]]]:
        """Return who is expected and who is in."""
        return json.loads(self._ask("GET", f"{self._path}list/"))

    def scan(self, code: str) -> tuple[float, str]:
        """Check somebody in; return the seconds that it took, and the answer."""
        scan = {
            "key": str(uuid.uuid4()),
            "code": code,
            "desk": "bench",
            "at": datetime.fromtimestamp(time.time(), UTC).isoformat(),
        }
        started = time.perf_counter()
        content = self._ask("POST", self._path, json.dumps({"scans": [scan]}))
        (answer,) = json.loads(content)["answers"]
        return time.perf_counter() - started, answer["answer"]


def main(address: str, session: str) -> None:
    """Scan everybody who is not in yet, and print what came of it."""
    desks = [Desk(address, session) for _ in range(DESKS)]
    before = desks[0].list()
    inside = {code for code, *_ in before["entered"]}
    codes = [code for code, *_ in before["people"] if code not in inside][:MOST]
    shares = [codes[at::DESKS] for at in range(DESKS)]
    started = time.perf_counter()
    with ThreadPoolExecutor(DESKS) as pool:
        jobs = zip(desks, shares, strict=True)
        taken = [
            one
            for done in pool.map(lambda job: [job[0].scan(c) for c in job[1]], jobs)
            for one in done
        ]
    wall = time.perf_counter() - started
    seconds = sorted(each for each, _ in taken)
    entered = [code for code, *_ in Desk(address, session).list()["entered"]]
    if len(set(entered)) != len(entered) or not set(codes) <= set(entered):
        sys.exit("somebody was lost or counted twice")
    print(
        f"{len(taken)} check-ins from {DESKS} desks in {wall:.1f} s: median "
        f"{statistics.median(seconds) * 1000:.0f} ms, "
        f"p95 {seconds[int(len(seconds) * 0.95)] * 1000:.0f} ms, "
        f"longest {seconds[-1] * 1000:.0f} ms; "
        f"{sum(answer == 'in' for _, answer in taken)} in, nobody twice"
    )


if __name__ == "__main__":
    main(*sys.argv[1:3])

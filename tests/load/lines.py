"""Lines to the site: connections kept alive, every answer timed and looked at."""

import gzip
import http.client
import json
import threading
import time
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlencode

#: The server closes what was idle for two seconds; a request must not meet that moment.
_IDLE_S = 1.0
_LONGEST_S = 90
#: 32 letters, as Django asks of the secret in its cookie.
_CSRF = "rehearsalrehearsalrehearsalrehea"
_SERVER_ERROR = 500


@dataclass(slots=True)
class Stopwatch:
    """How long each kind of request took, in ms, and what was not as it should be."""

    times_ms: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def keep(self, kind, seconds, status):
        self.times_ms[kind].append(seconds * 1000)
        self.statuses[status] += 1

    def complain(self, text):
        self.faults.append(text)

    @property
    def server_errors(self):
        return sum(n for status, n in self.statuses.items() if status >= _SERVER_ERROR)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site answered."""

    status: int
    body: bytes
    etag: str = ""

    @property
    def text(self):
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)


class Line:
    """One connection of one client, with the cookie of its account."""

    def __init__(self, port, watch, session=""):
        self.port, self.watch = port, watch
        cookie = f"csrftoken={_CSRF}" + (f"; sessionid={session}" if session else "")
        self._headers = {
            "Cookie": cookie,
            "X-CSRFToken": _CSRF,
            "Accept-Encoding": "gzip",
            "Accept-Language": "en",
            "Sec-Fetch-Site": "same-origin",
        }
        self._connection = None
        self._used = 0.0

    def get(self, kind, path, *, expect=(200,), etag=""):
        """Ask for a page; any status but those expected is a fault."""
        more = {"If-None-Match": etag} if etag else {}
        return self._send(kind, "GET", path, None, more, expect)

    def post(self, kind, path, fields, *, expect=(302,)):
        """Send a form."""
        more = {"Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(fields, doseq=True).encode()
        return self._send(kind, "POST", path, body, more, expect)

    def post_json(self, kind, path, value, *, expect=(200,)):
        """Send JSON, as the page at a door does."""
        more = {"Content-Type": "application/json"}
        return self._send(kind, "POST", path, json.dumps(value).encode(), more, expect)

    def post_file(self, kind, path, name, content, *, expect=(302,)):
        """Send a form with one file."""
        mark = uuid.uuid4().hex
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"'
        body = f"{head}\r\n\r\n".encode() + content + f"\r\n--{mark}--\r\n".encode()
        more = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        return self._send(kind, "POST", path, body, more, expect)

    def close(self):
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _send(self, kind, method, path, body, more, expect):
        began = time.perf_counter()
        if began - self._used > _IDLE_S:
            self.close()
        if self._connection is None:
            self._connection = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=_LONGEST_S
            )
        try:
            self._connection.request(method, path, body, self._headers | more)
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            self.watch.complain(f"{kind}: {method} {path}: {error!r}")
            return Answer(0, b"")
        finally:
            self._used = time.perf_counter()
        self.watch.keep(kind, self._used - began, response.status)
        if response.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        if response.status not in expect:
            self.watch.complain(f"{kind}: {method} {path} answered {response.status}")
        return Answer(response.status, content, response.headers.get("ETag", ""))


def play(parts, watch):
    """Run callables at once, each in a thread; what one raises is a fault."""

    def run(part):
        try:
            part()
        except Exception as error:  # noqa: BLE001 - whatever happens is the finding
            watch.complain(f"{getattr(part, '__name__', part)}: {error!r}")

    threads = [
        threading.Thread(target=run, args=(part,), daemon=True) for part in parts
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def keep_time(events, started):
    """Do (second, callable) in order, none before its second; return the longest delay."""
    longest = 0.0
    for second, act in sorted(events, key=lambda event: event[0]):
        ahead = started + second - time.perf_counter()
        if ahead > 0:
            time.sleep(ahead)
        longest = max(longest, -ahead)
        act()
    return longest

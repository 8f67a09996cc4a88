"""The process that draws: one request a line on standard input, one answer a line.

The drawing engine holds about 100 MB, so it lives apart from the web server and
ends by itself when its parent closes the pipe.
"""

import base64
import json
import os
import sys
import threading
from typing import Any

# After the last picture the memory goes back to the system.
IDLE_S = 120.0
# vega-embed is bundled with the interpreter for expressions, so that a strict
# content security policy needs no "unsafe-eval".
BUNDLE_SNIPPET = "window.vegaEmbed = vegaEmbed;"


def answer(request: dict[str, Any]) -> dict[str, str]:
    """Draw one request: ``{"format": "svg"|"png"|"bundle", "spec", "scale"}``."""
    import vl_convert

    if request["format"] == "bundle":
        return {"text": vl_convert.javascript_bundle(BUNDLE_SNIPPET)}
    # No address is allowed: a spec carries its data, nothing is ever fetched.
    closed: dict[str, Any] = {"allowed_base_urls": []}
    if request["format"] == "svg":
        return {"text": vl_convert.vegalite_to_svg(request["spec"], **closed)}
    png = vl_convert.vegalite_to_png(request["spec"], scale=request["scale"], **closed)
    return {"base64": base64.b64encode(png).decode()}


def serve(idle_s: float = IDLE_S) -> None:
    """Answer requests until standard input ends or nobody asks for ``idle_s`` seconds.

    Leaving is safe: the parent starts a new process when it needs a picture again.
    """
    leave = _leave_after(idle_s)
    for line in sys.stdin.buffer:
        leave.cancel()
        try:
            reply = answer(json.loads(line))
        except ValueError as error:
            reply = {"error": str(error)}
        sys.stdout.buffer.write(json.dumps(reply).encode() + b"\n")
        sys.stdout.buffer.flush()
        leave = _leave_after(idle_s)


def _leave_after(seconds: float) -> threading.Timer:
    """Start a clock that ends the process, waiting for nobody."""
    clock = threading.Timer(seconds, os._exit, args=(0,))
    clock.daemon = True
    clock.start()
    return clock


if __name__ == "__main__":
    serve()

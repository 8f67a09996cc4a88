"""The process that draws: one request a line on standard input, one answer a line.

The drawing engine holds about 100 MB, so it lives apart from the web server and
ends by itself when its parent closes the pipe.
"""

import base64
import json
import sys
from typing import Any

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


def serve() -> None:
    """Answer requests until standard input ends."""
    for line in sys.stdin.buffer:
        try:
            reply = answer(json.loads(line))
        except ValueError as error:
            reply = {"error": str(error)}
        sys.stdout.buffer.write(json.dumps(reply).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    serve()

"""
A slow line, for whoever writes browser tests: `pytest -p tests.browser.slow_line tests/browser`. Each page comes in two
parts, half a second apart, and each script late. A test that fails then reads a page before it is there, and fails on a
busy machine too.
"""

import time
from wsgiref.handlers import BaseHandler

FIRST_BYTES, REST_AFTER, SCRIPTS_AFTER = 200, 0.5, 0.15  # seconds
_finish_response = BaseHandler.finish_response


def _finish_late(handler):
    kind = handler.headers.get("Content-Type", "") if handler.headers else ""
    if kind.startswith("text/html"):
        body = b"".join(handler.result)
        handler.headers["Content-Length"] = str(len(body))
        handler.result = _in_two_parts(body, handler.result)
    elif "javascript" in kind:
        time.sleep(SCRIPTS_AFTER)
    _finish_response(handler)


def _in_two_parts(body, answer):
    try:
        yield body[:FIRST_BYTES]
        time.sleep(REST_AFTER)
        yield body[FIRST_BYTES:]
    finally:
        if hasattr(answer, "close"):
            answer.close()


BaseHandler.finish_response = _finish_late

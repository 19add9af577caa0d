"""How aiohttp tells that it can't read what was sent: a body of several parts, a form, something compressed.

Rule: whoever catches these says that the request is malformed, and nothing of what was sent.
https://docs.aiohttp.org/en/stable/multipart.html
"""

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

UNREADABLE = (AssertionError, HttpProcessingError, LookupError, RuntimeError, ValueError, web.RequestPayloadError)
"""What its readers raise."""

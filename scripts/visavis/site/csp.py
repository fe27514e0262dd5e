"""The Content-Security-Policy under which the site works: nothing runs that is not its own."""

from __future__ import annotations

POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'"
"""As each page says it: no script, style or handler may stand in a page."""
HEADER = f"{POLICY}; form-action 'self'; frame-ancestors 'none'"
"""As a server sends it, with what only a server can say."""

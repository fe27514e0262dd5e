"""The Content-Security-Policy under which the site works: nothing runs that is not its own."""

from __future__ import annotations

POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'"
"""As each page says it: no script, style or handler may stand in a page."""
SEARCH = "; script-src 'self' 'wasm-unsafe-eval'"
"""What the search of a large edition needs besides: Pagefind is a program in WebAssembly."""
SERVER = "; form-action 'self'; frame-ancestors 'none'"
"""What only a server can say."""


def page_policy(*, in_pieces: bool) -> str:
    """The policy that each page states; `in_pieces` is how its search is indexed."""
    return POLICY + (SEARCH if in_pieces else "")


def server_policy(*, in_pieces: bool) -> str:
    """The policy as a server may send it."""
    return page_policy(in_pieces=in_pieces) + SERVER

"""The Content-Security-Policy under which the site works: nothing runs that is not its own."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from visavis.site.trim import trim

POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'"
"""As each page says it: no script, style or handler may stand in a page."""
_SERVER = "; form-action 'self'; frame-ancestors 'none'"
"""What only a server can say."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What stands in the one page that has its style and its script in itself, `404.html`."""

    style: str
    script: str

    @property
    def policy(self) -> str:
        """The policy that this page states: these two, by their digests, and nothing else."""
        return f"{POLICY}; style-src {_digest(self.style)}; script-src {_digest(self.script)}"


@cache
def read_lost() -> Lost:
    """The style and the script of the page for a wrong address."""
    style, script = (
        trim(Path(__file__).with_name(name).read_text("utf-8"), name[name.index(".") :])
        for name in ("lost.css", "lost.js")
    )
    return Lost(style, script)


def server_policy() -> str:
    """The policy as a server may send it, with every page."""
    lost = read_lost()
    inline = f"; style-src 'self' {_digest(lost.style)}; script-src 'self' {_digest(lost.script)}"
    return POLICY + inline + _SERVER


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

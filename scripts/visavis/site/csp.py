"""The Content-Security-Policy under which the site works: nothing runs that is not its own."""

from __future__ import annotations

import base64
import hashlib

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)
"""As a server sends it. A page's own `<meta>` adds the hashes of what the theme has inline."""


def hash_inline(element: str) -> str:
    """The source expression that allows the contents of one inline `<script>` or `<style>`.

    Source: W3C, Content Security Policy Level 3, 8.4; the SHA-256 of the text between the tags.
    """
    text = element.strip().partition(">")[2].rpartition("<")[0]
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

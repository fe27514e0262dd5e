"""The order of a dictionary."""

from __future__ import annotations

from visavis.glossary import bare


def dictionary_order(words: str) -> tuple[str, str]:
    """As a dictionary sorts: accents and capitals count only between words that are else equal."""
    return bare(words).casefold(), words

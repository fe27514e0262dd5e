"""Small lists of words by language, which the rules read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from visavis.text import load_yaml


@cache
def read_lexicon(name: str) -> dict[str, Any]:
    """What a list of this name has, by the first part of a language's tag."""
    text = (files("visavis.checks.lexicons") / f"{name}.yml").read_text("utf-8")
    lexicon: dict[str, Any] = load_yaml(text, f"{name}.yml")
    return lexicon

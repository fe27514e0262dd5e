"""The words of the interface, one YAML file a language in `words/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from visavis.text import load_yaml

_FOLDER = Path(__file__).parent / "words"


@cache
def read_words(language: str) -> Mapping[str, str]:
    """Key → sentence in a language; English where the edition's language has no file of its own."""
    for name in (language, language.partition("-")[0], "en"):
        file = _FOLDER / f"{name}.yml"
        if file.is_file():
            words = load_yaml(file.read_text("utf-8"), file.name)
            return {str(key): str(value) for key, value in words.items()}
    raise AssertionError("the English words are part of the package")

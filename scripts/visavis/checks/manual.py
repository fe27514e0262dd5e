"""The manuals of the rules, in the languages of the interface.

The English manual of a rule is the docstring of its function; those of other languages stand in
`manuals/`, one YAML file a language.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from visavis.checks.rule import Rule
from visavis.text import load_yaml

FOLDER = Path(__file__).parent / "manuals"


def read_manual(rule: Rule, language: str) -> str:
    """What a rule says, why, and its known false alarms, as Markdown.

    English where there is none in the language.
    """
    return _read_manuals(language).get(rule.name, rule.manual)


def manual_language(rule: Rule, language: str) -> str:
    """The tag of the language in which `read_manual` speaks."""
    return language if rule.name in _read_manuals(language) else "en"


@cache
def _read_manuals(language: str) -> Mapping[str, str]:
    for name in (language, language.partition("-")[0]):
        file = FOLDER / f"{name}.yml"
        if file.is_file():
            manuals = load_yaml(file.read_text("utf-8"), file.name)
            return {str(rule): str(manual) for rule, manual in manuals.items()}
    return {}

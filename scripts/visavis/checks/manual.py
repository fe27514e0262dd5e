"""The manuals of the rules, in the languages of the interface.

The English manual of a rule is the docstring of its function; those of other languages stand in
`manuals/`, one gettext catalogue a language, under the names of the rules.
"""

from __future__ import annotations

from pathlib import Path

from visavis.catalogue import read_catalogue
from visavis.checks.rule import Rule
from visavis.unicode import primary

FOLDER = Path(__file__).parent / "manuals"


def read_manual(rule: Rule, language: str) -> str:
    """What a rule says, why, and its known false alarms, as Markdown.

    English where there is none in the language.
    """
    return _translate(rule, language) or rule.manual


def manual_language(rule: Rule, language: str) -> str:
    """The tag of the language in which `read_manual` speaks."""
    return language if _translate(rule, language) else "en"


def _translate(rule: Rule, language: str) -> str:
    """The manual in a language; nothing where it was made of another English one."""
    if primary(language) == "en":
        return ""
    catalogue = read_catalogue(FOLDER, language)
    message = catalogue.messages.get(rule.name) if catalogue else None
    return "".join(message.forms) if message and message.english == (rule.manual,) else ""

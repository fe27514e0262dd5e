"""The page *Rules*: every rule at an address of its own, with its manual."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from dataclasses import replace

import pytest

from pages import FRENCH, PROJECT, by_class, by_id, read_page, text
from visavis.checks import RULES
from visavis.edition import Edition
from visavis.settings import Project, TextSettings
from visavis.side import Side


def rules(side: Side, project: Project = PROJECT) -> etree.Element:
    """The page as a browser reads it."""
    return read_page("rules", Edition(project, ()), side)


@pytest.mark.parametrize("side", Side)
def test_every_rule_has_an_entry_with_its_name_for_anchor(side: Side) -> None:
    root, language = rules(side), PROJECT[side].language
    entries = by_class(root, "vv-entry")

    assert [h.get("id") for h in root.iter("h2")] == [rule.name for rule in RULES]
    for rule, entry in zip(RULES, entries, strict=True):
        heading, severity, manual = list(entry)
        assert text(heading) == rule.name
        assert (
            text(severity)
            == {
                "fr": {"error": "erreur", "warning": "avertissement"},
                "en": {"error": "error", "warning": "warning"},
            }[language][str(rule.severity)]
        )
        assert manual.get("lang") == language
        # As many paragraphs and examples as the manual has: none has run into another.
        assert len(list(manual)) == len(rule.manual.split("\n\n"))


def test_a_manual_is_rendered_with_its_code_and_its_language_s_spaces() -> None:
    entry = by_id(rules(FRENCH), "note.words")
    (manual,) = [e for e in by_class(rules(FRENCH), "vv-entry") if e[0].get("id") == "note.words"]

    assert text(entry) == "note.words"
    assert "“a crisis of value”. Le pluriel…" in text(next(manual.iter("pre")))
    assert "tr-" in [text(code) for code in manual.iter("code")]
    assert "le\ncommentaire\u202f:" in text(manual)


def test_a_language_without_manuals_shows_the_english_ones_as_english() -> None:
    root = rules(FRENCH, replace(PROJECT, target=TextSettings("de", "docs", "Deutsch")))

    assert {entry[2].get("lang") for entry in by_class(root, "vv-entry")} == {"en"}

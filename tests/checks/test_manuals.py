"""The manuals in other languages say what the English ones say: same rules, paragraphs and code."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from visavis.catalogue import read_catalogue
from visavis.checks import RULES, Rule, manual_language, read_manual
from visavis.checks.manual import FOLDER

LANGUAGES = sorted(file.stem for file in FOLDER.glob("*.po"))
"""Those that have manuals, besides English, in which the docstrings are."""

_CODE = re.compile(r"`([^`]+)`")


def paragraphs(manual: str) -> list[bool]:
    """The paragraphs of a manual: whether each is code."""
    return [part.startswith("    ") for part in manual.split("\n\n")]


def code(manual: str) -> Counter[str]:
    """The code that a manual names, spaces aside."""
    return Counter(" ".join(span.split()) for span in _CODE.findall(manual))


def test_an_interface_without_manuals_has_the_english_ones() -> None:
    assert LANGUAGES == ["fr"]
    assert {manual_language(rule, "de") for rule in RULES} == {"en"}
    assert read_manual(RULES[0], "de") == RULES[0].manual


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_manual_of_every_rule_and_no_other(language: str) -> None:
    catalogue = read_catalogue(FOLDER, language)
    assert catalogue and list(catalogue.messages) == [rule.name for rule in RULES]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_manual_says_the_same_in_every_language(rule: Rule, language: str) -> None:
    manual = read_manual(rule, language)

    assert manual_language(rule, language) == language
    assert paragraphs(manual) == paragraphs(rule.manual)
    assert code(manual) == code(rule.manual)
    assert len(manual) < 1.6 * len(rule.manual) + 20


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_french_manuals_have_french_typography(rule: Rule) -> None:
    prose = "\n\n".join(
        _CODE.sub("x", part)
        for part in read_manual(rule, "fr").split("\n\n")
        if not part.startswith("    ")
    )
    assert re.findall(r"[^\u00a0\u202f\d][;:!?»]|«[^\u00a0\u202f]|[ '][;:!?»]", prose) == []
    assert "'" not in prose


def test_a_language_without_manuals_has_the_english_ones() -> None:
    assert manual_language(RULES[0], "de") == "en"
    assert read_manual(RULES[0], "de") == RULES[0].manual
    assert read_manual(RULES[0], "fr-CA") == read_manual(RULES[0], "fr")

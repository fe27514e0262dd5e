"""What `mkdocs.yml` says for those who cite, and what is refused of it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from visavis.errors import VisavisError
from visavis.settings import CitationSettings, Credits, Name, state_in
from visavis.settings.credits import read_citation
from visavis.settings.fields import Fields
from visavis.settings.schema import OF_A_CITATION

WHOLE = """
authors: ["Bauwens, Michel", Framasoft]
version: "1.0"
date: 2026-11-23
licence: CC0
source: {title: Blueprint}
target:
  translators: [Framalang]
  contributors: ["Dereva, Maïa"]
  publisher: Framablog
  licence: {fr: non indiquée, en: not stated}
"""


def read(text: str) -> CitationSettings:
    """The settings of a piece of YAML."""
    way = ("plugins", "visavis", "citation")
    return read_citation(Fields.of(Path("/nowhere"), way, yaml.safe_load(text), OF_A_CITATION))


def test_everything_is_read_and_names_are_parted_at_their_comma() -> None:
    settings = read(WHOLE)
    assert settings.authors == (Name("Bauwens", "Michel"), Name("Framasoft"))
    assert (settings.version, settings.date) == ("1.0", "2026-11-23")
    assert settings.source == Credits(title="Blueprint")
    assert settings.target.contributors == (Name("Dereva", "Maïa"),)
    licence = settings.target.licence
    assert [state_in(licence, tag) for tag in ("fr-CA", "en", "de")] == [
        "non indiquée",
        "not stated",
        "not stated",
    ]
    assert state_in(settings.licence, "de") == "CC0"


def test_nothing_has_to_be_said_and_nothing_is_made_up() -> None:
    assert read("") == read("{}") == CitationSettings()
    assert state_in(CitationSettings().licence, "fr") == ""


@pytest.mark.parametrize(("written", "date"), [("2026", "2026"), ("2026-11", "2026-11")])
def test_a_year_and_a_month_are_dates_too(written: str, date: str) -> None:
    assert read(f"date: {written}").date == date


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a]", "citation: a map is needed here"),
        ("author: x", "citation.author: no such setting; there are authors, version, date"),
        ("version: 1.0", "citation.version: this is not text; put it in quotation marks"),
        ("date: 23 November", "citation.date: this is not a date; write it as in 2026-11-23"),
        ("date: '2026-02-30'", "citation.date: this is not a date"),
        ("date: true", "citation.date: this is not a date"),
        ("authors: Bauwens", "citation.authors: a list of names is needed"),
        ("authors: [[a]]", "citation.authors: this is not text"),
        ("target: {licence: [a]}", "citation.target.licence: this is not text"),
        ("target: {language: fr}", "citation.target.language: no such setting"),
    ],
)
def test_a_mistake_is_told_in_one_line(text: str, said: str) -> None:
    with pytest.raises(VisavisError) as caught:
        read(text)
    assert f"plugins.visavis.{said}" in str(caught.value)
    assert "\n" not in str(caught.value)

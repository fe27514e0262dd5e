"""What a page tells the script that writes citations."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from chapters import chapter
from csl import check_item
from pages import ENGLISH, FRENCH, PROJECT, interface
from visavis.edition import Edition, open_edition
from visavis.pairs import Pairing
from visavis.publication import describe_citation
from visavis.settings import CitationSettings, Credits, Project, TextSettings, read_project
from visavis.side import Side
from visavis.site.page import as_script

ROOT = Path(__file__).resolve().parents[2]


def cite(
    texts: Pairing, side: Side, container: str = "Site", project: Project = PROJECT
) -> dict[str, Any]:
    """A chapter as it is cited in an interface."""
    return describe_citation(texts, interface(Edition(project, ()), side), container)


def test_each_text_of_the_edition_has_its_own_title_translators_and_licence() -> None:
    edition = open_edition(read_project(ROOT))
    texts = edition["partner-state"]
    told = cite(texts, FRENCH, "Vers une société", edition.project)
    french, english = told["items"]
    for item in told["items"]:
        check_item(item, whole=False)
        assert item["container-title"] == "Vers une société"
        assert item["issued"]["date-parts"] == [[2026, 11, 23]]
    assert french["language"] == "fr"
    assert french["title"] == "4. Vers un État partenaire"
    assert french["author"] == [{"family": "Bauwens", "given": "Michel"}]
    assert french["translator"][0] == {"literal": "Framalang"}
    assert french["publisher"] == "Framablog"
    assert told["texts"][0]["licence"] == "non indiquée dans la source"
    # Nobody should quote the reconstruction as the author's own words.
    assert english["original-author"] == french["author"]
    assert not {"author", "translator", "publisher"} & set(english)
    assert [text["reconstruction"] for text in told["texts"]] == [False, True]
    other = cite(texts, ENGLISH, "Towards", edition.project)
    assert [item["language"] for item in other["items"]] == ["en", "fr"]
    assert other["texts"][1] == {
        "name": "French",
        "licence": "not stated in the source",
        "reconstruction": False,
    }


def test_the_settings_name_nobody_and_nothing_that_the_sources_do_not_name() -> None:
    settings = read_project(ROOT).citation
    named = (ROOT / "docs/index.md").read_text("utf-8")
    terms = (ROOT / "LICENSE-TEXTS.md").read_text("utf-8")
    people = settings.authors + settings.target.translators + settings.target.contributors
    for name in people:
        said = f"{name.given} {name.family}".strip()
        assert said in named
        assert said in terms
    assert settings.source.title in named
    assert settings.target.publisher in terms
    assert settings.target.licence["en"] in terms
    assert settings.source.licence["en"] in terms
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert (settings.version, settings.date) == (cff["version"], cff["date-released"])


def test_an_edition_that_says_nothing_is_cited_by_its_titles() -> None:
    told = cite(chapter("# Un\n", "# One\n"), ENGLISH)
    for item in told["items"]:
        check_item(item, whole=False)
    assert [item["title"] for item in told["items"]] == ["One", "Un"]
    assert all(
        set(item) == {"type", "language", "title", "container-title"} for item in told["items"]
    )
    assert [text["licence"] for text in told["texts"]] == ["", ""]


def test_an_interface_without_words_of_its_own_speaks_english_throughout() -> None:
    arabic = TextSettings("ar", "docs", "العربية")
    project = replace(PROJECT, target=arabic)
    told = cite(chapter("# Un\n", "# One\n"), FRENCH, project=project)
    assert told["language"] == "en"
    assert told["texts"][1]["name"] == "English"


def test_a_text_that_does_not_exist_is_not_cited() -> None:
    told = cite(chapter("# Un\n", None), FRENCH)
    assert [item["language"] for item in told["items"]] == ["fr"]


@given(st.text())
def test_no_text_can_leave_the_element_that_holds_the_data(text: str) -> None:
    credits = Credits(publisher=f"</script><!--<script>{text}")
    project = replace(PROJECT, citation=CitationSettings(source=credits))
    told = cite(chapter("# Un\n", "# One\n"), FRENCH, text, project)
    script = as_script(told)
    assert "<" not in script
    assert json.loads(script) == told

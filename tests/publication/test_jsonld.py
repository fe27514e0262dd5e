"""The notes as W3C Web Annotations: their structure, and that a quotation is found again."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from chapters import chapter
from visavis.edition import open_edition
from visavis.pairs import Pair
from visavis.publication import (
    Addresses,
    Anchor,
    Publication,
    Site,
    find_annotations,
    publish,
    write_annotations,
)
from visavis.publication.jsonld import select
from visavis.render import typeset
from visavis.settings import read_project
from visavis.side import Side
from visavis.text import PREFIXES

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = {Side.SOURCE: "en", Side.TARGET: "fr"}
RELATIVE = Site(Addresses("fr").page, LANGUAGES, "fr")
SITE = replace(RELATIVE, base="https://edition.example/", title="Une édition")
MOTIVATIONS = {"commenting", "describing", "linking"}
"""Those of the model that notes have, of its thirteen."""


def written(fr: str, en: str, site: Site = SITE) -> dict[str, Any]:
    """The collection of a chapter's notes."""
    loaded: dict[str, Any] = json.loads(
        write_annotations(find_annotations(chapter(fr, en), {}), site)
    )
    return loaded


@cache
def published() -> Publication:
    """The project's own edition."""
    return publish(open_edition(read_project(ROOT)))


def test_the_edition_s_collection_has_the_structure_of_the_model() -> None:
    edition = published().edition
    collection = json.loads(write_annotations(published().annotations, SITE))
    page = collection["first"]
    items = page["items"]

    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    assert page["type"] == "AnnotationPage"
    # Every note of the edition, in both its languages, is one annotation.
    assert collection["total"] == len(items) == sum(len(c.notes) for c in edition.chapters) >= 30
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        check_annotation(item)
        assert {target["language"] for target in item["target"]} == {"fr", "en"}
        kind = item["body"][-1]["value"]
        label = item["id"].rpartition("/")[2]
        assert kind == next((str(k) for p, k in PREFIXES.items() if label.startswith(p)), "text")


def check_annotation(item: dict[str, Any]) -> None:
    """Hold one annotation to the Web Annotation Data Model, section by section."""
    assert item["type"] == "Annotation"  # 3.1
    assert urlsplit(item["id"]).scheme == "https"
    assert item["motivation"] in MOTIVATIONS  # 3.3.5
    assert "creator" not in item
    *bodies, tag = item["body"]
    assert tag["purpose"] == "tagging"  # 3.2.4
    for body in bodies:
        texts = body["items"] if body["type"] == "Choice" else [body]  # 3.2.8
        assert len(texts) == 2 or body["type"] == "TextualBody"
        for text in texts:
            assert text["type"] == "TextualBody"
            assert text["value"]
            assert text["format"] == "text/markdown"
            assert re.fullmatch("fr|en", text["language"])
    assert item["target"]
    for target in item["target"]:
        assert target["type"] == "SpecificResource"  # 4.1
        assert urlsplit(target["source"]).fragment
        selector = target["selector"]
        assert selector["type"] == "TextQuoteSelector"  # 4.2.4
        assert selector["exact"]


def test_quotations_of_the_edition_stand_once_in_their_rows() -> None:
    for annotation in published().annotations:
        for anchor in annotation.anchors:
            language = LANGUAGES[anchor.side]
            quoted = select(anchor, language)
            whole = quoted["prefix"] + quoted["exact"] + quoted["suffix"]
            text = typeset(anchor.text, language)
            assert text.count(whole) == 1
            assert anchor.pair in published().edition[annotation.chapter].pairs


@given(st.text("ab « ;", min_size=1, max_size=300), st.data())
def test_a_selection_is_found_again_and_only_there(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quoted = select(Anchor(Side.TARGET, Pair("p1", (), ()), text, start, end), "fr")
    whole = quoted["prefix"] + quoted["exact"] + quoted["suffix"]
    shown = typeset(text, "fr")
    places = [at for at in range(len(shown)) if shown.startswith(whole, at)]

    assert [at + len(quoted["prefix"]) for at in places] == [start]
    assert quoted["exact"] == shown[start:end]


def test_a_side_is_a_target_on_the_page_of_its_language() -> None:
    fr = "Un mot[^ed-a].\n{: #p1 }\n\n[^ed-a]: Une note ; oui.\n"
    en = "A word[^ed-a].\n{: #p1 }\n\n[^ed-a]: A note.\n"
    (item,) = written(fr, en)["first"]["items"]

    assert item["id"] == "https://edition.example/annotations.jsonld#chapter/ed-a"
    assert [target["source"] for target in item["target"]] == [
        "https://edition.example/en/chapter/#p1",
        "https://edition.example/chapter/#p1",
    ]
    assert [body["value"] for body in item["body"][0]["items"]] == [
        "A note.",
        "Une note\u202f; oui.",
    ]


def test_without_an_address_of_the_site_all_addresses_are_relative_to_it() -> None:
    fr = "Un mot[^ed-a].\n{: #p1 }\n\n[^ed-a]: Voir[^ed-b].\n\n[^ed-b]: Une note.\n"
    first, second = written(fr, "A word.\n{: #p1 }\n", RELATIVE)["first"]["items"]

    assert first["id"] == "annotations.jsonld#chapter/ed-a"
    assert first["target"][0]["source"] == "chapter/#p1"
    # A note that only a note calls is about that one; it is in one language only.
    assert second["target"] == ["chapter/#fn:fr--ed-a"]
    assert second["body"][0]["type"] == "TextualBody"


def test_an_edition_without_notes_is_an_empty_collection() -> None:
    collection = written("Un mot.\n{: #p1 }\n", "A word.\n{: #p1 }\n")

    assert collection["total"] == 0
    assert collection["first"]["items"] == []

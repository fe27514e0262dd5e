"""What the head of a page says to other programs, read as they read it."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pyld import jsonld

from chapters import PROJECT, chapter
from pages import ADDRESSES
from visavis.edition import Edition
from visavis.publication import find_licence, publish
from visavis.record import parse_record
from visavis.settings import CitationSettings, Credits, Name
from visavis.side import Side
from visavis.site.card import HEIGHT, WIDTH, draw_card, make_card, write_manifest, write_pictures
from visavis.site.edition_site import EditionSite
from visavis.site.head import Head

BASE = "https://example.org/ed/"
TITLES = {Side.TARGET: "Le Tour du monde", Side.SOURCE: "Around the World"}
VERNE = Name("Verne", "Jules")
TOWLE = Name("Towle", "George M.")
CITATION = CitationSettings(
    authors=(VERNE,),
    date="2026-11-23",
    version="1.0",
    source=Credits("Around the World", licence={"": "CC0 1.0"}, series="Voyages", number="11"),
    target=Credits(
        translators=(TOWLE, Name("Framalang")),
        publisher="Framablog",
        licence={"fr": "licence CC BY-SA 4.0, pour les notes", "en": "CC BY-SA 4.0"},
    ),
)
FR = '---\ntitle: "Le départ"\ndescription: "Où l’on <part>."\n---\n\nAllons ! {: #p1 }\n'
FR = FR.replace(" {:", "\n{:")
EN = FR.replace("Le départ", "The departure").replace("Allons !", "Let us go.")
RECONSTRUCTED = EN.replace("---\n\n", "text_status: reconstruction\n---\n\n", 1)
RECORD = "\n".join(
    json.dumps({"id": name, "state": state, "source": en, "target": fr, "date": date, "name": "me"})
    for name, state, fr, en, date in (
        ("p1", "reviewed", "Allons !", "Let us go.", "2026-11-27T03:19:21Z"),
        ("p2", "unreviewed", "Plus tard.", "Later.", ""),
    )
)


def site(
    fr: str = FR, en: str = EN, base: str = BASE, citation: CitationSettings = CITATION
) -> Any:
    """An edition of one chapter, as it is published."""
    project = replace(PROJECT, citation=citation)
    records = {"chapter": parse_record(RECORD, "alignment/chapter.jsonl")}
    edition = Edition(project, (chapter(fr, en),), records=records)
    given: dict[str, Any] = {"base": base, "titles": TITLES}
    return EditionSite(publish(edition), ADDRESSES, {}, "Le Tour", lambda: "Le Tour", **given)


def head(file: str, **given: Any) -> Head:
    """The head of a page."""
    found = site(**given).describe_head(file, "A journey.")
    assert isinstance(found, Head)
    return found


def read_data(told: Head) -> dict[str, Any]:
    """The JSON-LD of a head."""
    data: dict[str, Any] = json.loads(str(told.data))
    return data


# schema.org

THING = {"name", "url", "description"}
WORK = THING | {
    *("author", "translator", "contributor", "publisher", "datePublished", "version", "license"),
    *("inLanguage", "isPartOf", "position", "translationOfWork", "workTranslation", "isBasedOn"),
    "creativeWorkStatus",
}
SHAPES = {
    "Book": WORK,
    "Chapter": WORK,
    "BookSeries": WORK,
    "CreativeWork": WORK,
    "Person": THING | {"givenName", "familyName"},
    "Organization": THING,
}
"""The types that are used, with those of their properties that are (schema.org, version 29)."""
SCHEMA = "https://schema.org/"


def expand(data: dict[str, Any]) -> dict[str, Any]:
    """JSON-LD as a processor reads it; schema.org's own context makes every word one of its own."""

    def load(address: str, options: Any) -> dict[str, Any]:
        assert address.rstrip("/") == "https://schema.org"
        links = {name: {"@type": "@id"} for name in ("url", "license")}
        context = {"@context": {"@vocab": SCHEMA, **links}}
        return {"document": context, "documentUrl": address, "contextUrl": None}

    (node,) = jsonld.expand(data, {"documentLoader": load})
    assert isinstance(node, dict)
    return node


def check_shape(node: dict[str, Any]) -> None:
    """Every property is one of the type of its node."""
    if "@value" in node:
        assert isinstance(node["@value"], str | int)
        return
    if set(node) == {"@id"}:
        return
    (kind,) = (name.removeprefix(SCHEMA) for name in node["@type"])
    for name, values in node.items():
        if not name.startswith("@"):
            assert name.removeprefix(SCHEMA) in SHAPES[kind], (kind, name)
            for value in values:
                check_shape(value)
    assert f"{SCHEMA}name" in node


@pytest.mark.parametrize("file", ["chapter.md", "chapter.en.md"])
@pytest.mark.parametrize("en", [EN, RECONSTRUCTED], ids=["original", "reconstruction"])
@pytest.mark.parametrize("base", [BASE, ""], ids=["published", "nowhere"])
def test_a_chapter_is_what_schema_org_calls_one(file: str, en: str, base: str) -> None:
    node = expand(read_data(head(file, en=en, base=base)))
    check_shape(node)
    assert node["@type"] == [f"{SCHEMA}Chapter"]
    (whole,) = node[f"{SCHEMA}isPartOf"]
    assert whole["@type"] == [f"{SCHEMA}Book"]
    assert (f"{SCHEMA}isPartOf" in whole) == ("en" in file)  # a series
    assert ("@id" in node) == bool(base)


def test_a_translation_names_what_it_is_a_translation_of() -> None:
    data = read_data(head("chapter.md"))
    assert (data["name"], data["inLanguage"]) == ("Le départ", "fr")
    assert data["author"][0]["familyName"] == "Verne"
    assert [data["translator"][0]["name"], data["translator"][1]] == [
        "George M. Towle",
        "Framalang",
    ]
    assert data["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    original = data["translationOfWork"]
    assert (original["name"], original["inLanguage"]) == ("The departure", "en")
    assert original["url"] == f"{BASE}en/chapter/"
    other = read_data(head("chapter.en.md"))
    assert other["workTranslation"]["url"] == data["url"] == f"{BASE}chapter/"


def test_a_reconstruction_names_no_author_and_is_no_original() -> None:
    data = read_data(head("chapter.en.md", en=RECONSTRUCTED))
    assert "author" not in data
    assert data["creativeWorkStatus"] == "reconstruction"
    assert data["isBasedOn"]["url"] == f"{BASE}chapter/"
    original = read_data(head("chapter.md", en=RECONSTRUCTED))["translationOfWork"]
    assert (original["name"], "url" in original) == ("Around the World", False)
    assert original["author"][0]["familyName"] == "Verne"
    told = head("chapter.en.md", en=RECONSTRUCTED)
    assert not told.author
    assert read_as_zotero(told).creators == []


@pytest.mark.parametrize(
    ("stated", "address"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("sous licence CC-BY-NC-SA 3.0.", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("Licence Art libre (https://artlibre.org/).", "https://artlibre.org/"),
        ("not stated in the source", ""),
        ("CCBY", ""),
    ],
)
def test_a_licence_is_found_in_what_is_said_of_it(stated: str, address: str) -> None:
    assert find_licence(stated) == address


def test_without_a_citation_nothing_is_guessed() -> None:
    told = head("chapter.md", citation=CitationSettings())
    data = read_data(told)
    assert not {"author", "translator", "publisher", "license", "datePublished"} & set(data)
    assert not told.licence
    assert not told.author


# Reference managers


@dataclass(frozen=True)
class Item:
    """What Zotero keeps of a page."""

    kind: str
    fields: dict[str, str]
    creators: list[tuple[str, str]]


FIELDS = {
    "citation_title": "title",
    "citation_inbook_title": "publicationTitle",
    "citation_publication_date": "date",
    "citation_publisher": "publisher",
    "citation_series_title": "series",
    "citation_language": "language",
    "citation_public_url": "url",
}
ROLES = {"DC.creator": "author", "z:translators": "translator"}


def read_as_zotero(told: Head) -> Item:
    """As its translators *Embedded Metadata* and *RDF* do, June 2026: authors of Highwire's, where
    there are any, stand in the place of all other creators.
    """
    named = [(tag.name, tag.content) for tag in told.tags]
    highwire = [("author", content) for name, content in named if name == "citation_author"]
    other = [(ROLES[name], content) for name, content in named if name in ROLES]
    order = ["author", "translator"]
    fields = {FIELDS[name]: content for name, content in named if name in FIELDS}
    graph = dict(named).get("og:type")
    kind = "bookSection" if "publicationTitle" in fields else graph or "journalArticle"
    return Item(kind, fields, highwire or sorted(other, key=lambda one: order.index(one[0])))


def test_zotero_reads_author_and_translator_of_both_versions() -> None:
    french, english = (read_as_zotero(head(name)) for name in ("chapter.md", "chapter.en.md"))
    assert french.kind == english.kind == "bookSection"
    assert french.creators == [
        *[("author", "Verne, Jules"), ("translator", "Towle, George M.")],
        ("translator", "Framalang"),
    ]
    assert english.creators == [("author", "Verne, Jules")]
    assert french.fields == {
        "title": "Le départ",
        "publicationTitle": "Le Tour du monde",
        "date": "2026/11/23",
        "publisher": "Framablog",
        "language": "fr",
        "url": f"{BASE}chapter/",
    }
    assert (english.fields["title"], english.fields["language"]) == ("The departure", "en")


# Previews of links, feeds, icons


def test_a_shared_link_has_a_title_a_sentence_and_a_picture() -> None:
    told = {tag.name: tag.content for tag in head("chapter.md").tags}
    assert told["og:title"] == "Le départ"
    assert told["og:description"] == "Où l’on <part>."
    assert (told["og:locale"], told["og:locale:alternate"]) == ("fr_FR", "en_US")
    assert told["og:image"] == f"{BASE}assets/visavis/cards/chapter.png"
    assert "Jules Verne" in told["og:image:alt"]
    assert told["twitter:card"] == "summary_large_image"
    elsewhere = {tag.name: tag.content for tag in head("rules.md").tags}
    assert (elsewhere["og:type"], "citation_title" in elsewhere) == ("website", False)


def test_without_an_address_no_picture_is_promised() -> None:
    told = {tag.name for tag in head("chapter.md", base="").tags}
    assert not {"og:image", "og:url", "citation_public_url"} & told


def test_the_picture_has_the_size_that_is_promised_and_is_drawn_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = make_card("a/b", ["Un titre " * 60, "Anticonstitutionnellement" * 4], "Jules Verne", "")
    assert long
    with Image.open(BytesIO(draw_card(long))) as image:
        assert image.size == (WIDTH, HEIGHT)
    card = make_card("a/b", ["Le départ", "The departure"], "", "Le Tour")
    assert card
    write_pictures(tmp_path, tmp_path / "one", [card])
    monkeypatch.setattr("visavis.site.card.draw_card", lambda _: b"drawn again")
    write_pictures(tmp_path, tmp_path / "two", [card])
    first, second = (tmp_path / name / card.address for name in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()
    assert first.stat().st_size < 40_000


def test_what_the_typeface_cannot_write_is_left_out() -> None:
    card = make_card("one", ["源氏物語", "The Tale of Genji"], "紫式部", "")
    assert card
    assert (card.titles, card.author) == (("The Tale of Genji",), "")
    assert make_card("one", ["源氏物語"], "", "") is None


def read_feed(text: str) -> Iterator[tuple[str, str, str]]:
    """Id, time and title of each entry."""
    atom = "{http://www.w3.org/2005/Atom}"
    root = etree.fromstring(text)
    for needed in ("id", "title", "updated", "author"):
        assert root.find(atom + needed) is not None
    for entry in root.iter(f"{atom}entry"):
        yield tuple(entry.findtext(atom + name, "") for name in ("id", "updated", "title"))  # type: ignore[misc]
        html = entry.findtext(f"{atom}content", "")
        assert '<a href="https://example.org/ed/' in html
        assert "Allons" in html
        assert "Let us go." in html


def test_the_feed_tells_what_was_signed_off_and_when() -> None:
    more = "\n\nPlus tard.\n{: #p2 }\n", "\n\nLater.\n{: #p2 }\n"
    feeds = site(FR + more[0], EN + more[1]).feeds
    (french,) = read_feed(feeds["fr"])
    assert french == (
        f"{BASE}chapter/#signed-2026-11-27",
        "2026-11-27T03:19:21Z",
        "Le départ – 1",
    )
    ((_, _, title),) = read_feed(feeds["en"])
    assert title == "The departure – 1"
    assert head("chapter.en.md").feed == "en/feed.xml"
    assert site(base="").feeds == {}
    assert not head("chapter.md", base="").feed


def test_the_manifest_leads_home_in_its_own_language() -> None:
    interfaces = site().interfaces
    french, english = (json.loads(write_manifest(interfaces[tag], "T")) for tag in ("fr", "en"))
    assert (french["lang"], french["start_url"], french["scope"]) == ("fr", "./", "./")
    assert (english["lang"], english["start_url"], english["scope"]) == ("en", "./", "../")
    icons = {icon["sizes"]: icon["src"] for icon in english["icons"]}
    assert icons["512x512"] == "../assets/visavis/icon-512.png"


def test_nothing_in_a_text_ends_the_script_that_holds_the_data() -> None:
    told = head("chapter.md", fr=FR.replace("<part>", "</script><script>alert(1)"))
    assert not re.search("<", str(told.data))
    assert "</script>" in read_data(told)["description"]

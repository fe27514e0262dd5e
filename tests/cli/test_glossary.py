"""`visavis glossary`, as a translator types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from desk import Desk, make_desk
from visavis.glossary import parse_glossary

LANGUAGES = ("en", "fr")
TERM = """\
# yaml-language-server: $schema=term.schema.json
id: commons
languages:
  en: {term: commons, number: plural, definition: Shared goods.}
  fr: {term: communs, number: plural, definition: Des biens partagés.}
exceptions:
  - {chapter: one, pair: p2, why: {en: It plays on another word.}}
"""


def _paragraphs(texts: list[str]) -> str:
    """A text of these paragraphs."""
    return "\n\n".join(f"{text}\n{{: #p{n} }}" for n, text in enumerate(texts, 1)) + "\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An edition of one chapter and one term."""
    made = make_desk(tmp_path)
    french = ["La main invisible des communs.", "Notre main invisible.", "Une main invisible."]
    english = ["The invisible hand of the commons.", "The commons have an invisible hand."]
    english += ["An invisible hand."]
    more = "un deux trois quatre cinq six".split(), "one two three four five six".split()
    made.write("one", _paragraphs([*french, *more[0]]), _paragraphs([*english, *more[1]]))
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "commons.yml").write_text(TERM, "utf-8")
    return made


def test_the_list_says_where_terms_stand_and_deviate(desk: Desk) -> None:
    head, line = desk.run("glossary", "list").out.splitlines()
    assert head.split() == ["id", "en", "fr", "paragraphs", "deviations"]
    assert line.split() == ["commons", "commons", "communs", "2", "1"]


def test_what_is_exported_can_be_brought_in_and_what_tbx_cannot_say_is_kept(desk: Desk) -> None:
    file = desk.root / "glossary.tbx"
    assert desk.run("glossary", "export", "tbx", "-o", str(file)).code == 0
    file.write_text(file.read_text("utf-8").replace("Shared goods.", "What is shared."), "utf-8")
    before = desk.files()
    assert "left as they are: commons" in desk.run("glossary", "import", str(file)).out
    said = desk.run("glossary", "import", "--force", "--dry-run", str(file))
    assert "Would write 1 term: glossary/commons.yml" in said.out
    assert desk.files() == before
    assert desk.run("glossary", "import", "--force", str(file)).code == 0
    text = (desk.root / "glossary" / "commons.yml").read_text("utf-8")
    (term,) = parse_glossary({"glossary/commons.yml": text}, LANGUAGES).terms
    assert term.entries["en"].definition == "What is shared."
    assert (term.entries["fr"].number, len(term.exceptions)) == ("plural", 1)


def test_a_table_brings_new_terms_in(desk: Desk) -> None:
    (desk.root / "new.csv").write_text("en,fr,en definition,fr definition\npeer,pair,A.,Un.\n")
    said = desk.run("glossary", "import", str(desk.root / "new.csv"))
    assert (said.code, said.out) == (0, "Wrote 1 term: glossary/peer.yml\n")
    assert desk.run("glossary", "list").out.splitlines()[2].startswith("peer ")


def test_a_term_is_added_and_taken_away(desk: Desk) -> None:
    before = desk.files()
    terms = ("--term", "en=peer", "--term", "fr=pair")
    meant = ("--definition", "en=A = B.", "--definition", "fr=Un.")
    said = desk.run("glossary", "add", "peer", *terms, *meant)
    assert (said.code, said.out) == (0, "glossary/peer.yml is new\n")
    text = (desk.root / "glossary" / "peer.yml").read_text("utf-8")
    (term,) = parse_glossary({"glossary/peer.yml": text}, LANGUAGES).terms
    assert (term.entries["fr"].term, term.entries["en"].definition) == ("pair", "A = B.")
    assert "has this term already" in desk.run("glossary", "add", "peer", *terms, *meant).err
    assert desk.run("undo").code == 0
    assert desk.files() == before

    said = desk.run("glossary", "add", "peer", *terms)
    assert said.err.endswith("; say --definition en=… --definition fr=…\n")
    said = desk.run("glossary", "add", "peer", *terms[:2], *meant)
    assert said.err.endswith("; say --term fr=…\n")
    said = desk.run("glossary", "add", "The Péers", *terms, *meant)
    assert said.err.endswith("; call it the-peers\n")
    for wrong in (("--term", "peer"), ("--term", "en=peer", "--term", "en=pair"), terms):
        assert desk.run("glossary", "add", "peer", *wrong).code == 2
    assert desk.files() == before


def test_a_file_that_cannot_be_read_is_one_line_and_writes_nothing(desk: Desk) -> None:
    for name, data in (("a.tbx", b"<tbx>"), ("a.pdf", b"%PDF-"), ("a.csv", b"\xff")):
        (desk.root / name).write_bytes(data)
        before = desk.files()
        said = desk.run("glossary", "import", str(desk.root / name))
        assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1)
        assert desk.files() == before


def test_proposals_tell_their_evidence_in_three_forms(desk: Desk) -> None:
    table = desk.run("glossary", "suggest").out.splitlines()
    assert table[0].split() == ["en", "fr", "en", "fr", "both", "dice", "where"]
    told = json.loads(desk.run("glossary", "suggest", "--format", "json").out)
    assert [(one["source"], one["target"]) for one in told] == [
        ("invisible hand", "main invisible")
    ]
    (begun,) = yaml.safe_load_all(desk.run("glossary", "suggest", "--format", "yaml").out)
    assert begun["languages"]["fr"]["term"] == "main invisible"


def test_skos_stands_at_the_address_of_the_site(desk: Desk) -> None:
    said = desk.run("glossary", "export", "skos", "--base-url", "https://example.org/e")
    ids = [node["@id"] for node in json.loads(said.out)["@graph"]]
    assert ids == [
        "https://example.org/e/glossary/",
        "https://example.org/e/glossary/commons/",
    ]


def test_a_spreadsheet_of_another_encoding_is_read_where_it_is_named(desk: Desk) -> None:
    file = desk.root / "old.csv"
    file.write_bytes("id,en,fr\nstate,state,état\n".encode("cp1252"))
    assert "--encoding" in desk.run("glossary", "import", str(file)).err
    assert desk.run("glossary", "import", str(file), "--encoding", "windows-1252").code == 0
    assert "état" in (desk.root / "glossary" / "state.yml").read_text("utf-8")

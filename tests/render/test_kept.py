"""A chapter that has not changed is not rendered again, and nobody can tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import markdown
import pytest
from markdown.extensions import Extension

from chapters import chapter
from pages import ENGLISH, FRENCH, body, edition, term
from visavis.edition import open_edition
from visavis.glossary import Finder, Glossary
from visavis.pairs import Pairing
from visavis.render import DIALECT, RenderCache, SentenceMarks, VisavisExtension, find_loans
from visavis.settings import read_project
from visavis.site.address import Addresses
from visavis.site.compose import Layout, compose_chapter, compose_twin
from visavis.site.sentences import find_sentences

ROOT = Path(__file__).resolve().parents[2]
TEXTS = chapter(
    *(
        f"# {title}\n{{: #p1 }}\n\n{text} `x` &amp; <b>2</b>.[^n]\n{{: #p2 }}\n\n"
        f"<div markdown>\n{text}.\n</div>\n{{: #p3 }}\n\n```py\nx = 1\n```\n{{: #p4 }}\n\n"
        f"[^n]: {text}.\n"
        for title, text in (("Titre", "Un *mot*"), ("Title", "A *word*"))
    )
)
WORD = term("word", "mot", "word")


class Press:
    """Renders pages as a build does; each print is a build of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.glossary = Glossary((WORD,))
        self.sentences: Mapping[str, SentenceMarks] = {}
        self.extensions: list[str] = []
        self.configs: dict[str, dict[str, object]] = {}

    def print(self, texts: Pairing, *, keep: bool = True) -> list[str]:
        """Both pages of a chapter as HTML."""
        settings = repr(self.glossary.terms), self.extensions, self.configs
        own = VisavisExtension(
            {tag: Finder(self.glossary, tag) for tag in ("fr", "en")},
            sentences=self.sentences,
            loans=find_loans(self.glossary, "fr", "en"),
            cache=RenderCache(self.root, *settings) if keep else None,
        )
        layout = Layout(Addresses("fr"), shared=True)
        whole = edition(texts, terms=self.glossary.terms)
        pages = []
        for side in (FRENCH, ENGLISH):
            known = texts.name in own.settings.rendered
            compose = compose_twin if known else compose_chapter
            text = body(compose(texts, whole, side, layout))
            names: list[str | Extension] = [*DIALECT, "toc", *self.extensions, own]
            pages.append(
                markdown.Markdown(extensions=names, extension_configs=self.configs).convert(text)
            )
        assert not own.settings.rendered
        return pages

    @property
    def kept(self) -> Path:
        """The file of the one chapter."""
        (file,) = (self.root / ".cache/visavis/rendered").rglob("*.json")
        return file


@pytest.fixture
def press(tmp_path: Path) -> Press:
    """Give a press in an empty folder."""
    return Press(tmp_path)


def test_what_is_kept_is_what_was_rendered(press: Press) -> None:
    fresh = press.print(TEXTS, keep=False)
    assert "<b>2</b>" in fresh[0] and "vv-term" in fresh[0]
    assert press.print(TEXTS) == fresh
    assert press.print(TEXTS) == fresh


def test_the_chapters_of_the_edition_are_kept_whole(press: Press) -> None:
    edition = open_edition(read_project(ROOT))
    press.glossary = edition.glossary
    press.sentences = find_sentences(edition)
    for texts in edition.chapters:
        fresh = press.print(texts, keep=False)
        assert press.print(texts) == fresh
        assert press.print(texts) == fresh


def test_what_is_kept_is_taken(press: Press) -> None:
    press.print(TEXTS)
    head, _, body = press.kept.read_bytes().partition(b"\n")
    other = body.replace(b"Titre", b"Autre")
    was, now = (blake2b(text, digest_size=16).hexdigest().encode() for text in (body, other))
    press.kept.write_bytes(head.replace(was, now) + b"\n" + other)
    assert "Autre" in press.print(TEXTS)[0]
    assert "Autre" in press.print(TEXTS)[1]


def test_what_has_changed_is_rendered_again(press: Press) -> None:
    press.print(TEXTS)
    other = chapter("Un lien.\n{: #p1 }\n", "A link.\n{: #p1 }\n")
    assert "Un lien." in press.print(other)[1]

    press.print(TEXTS)
    press.glossary = Glossary((replace(WORD, id="other"),))
    assert 'data-term="other"' in press.print(TEXTS)[0]

    press.sentences = {TEXTS.name: {"p1": {"fr": "5:1"}}}
    assert "data-sentences" in press.print(TEXTS)[0]


def test_what_is_damaged_is_rendered_again(press: Press) -> None:
    fresh = press.print(TEXTS)
    press.kept.write_text("{", "utf-8")
    assert press.print(TEXTS) == fresh


def test_what_another_extension_brings_in_is_seen(press: Press, tmp_path: Path) -> None:
    snippet = tmp_path / "snippet.md"
    press.extensions = ["pymdownx.snippets"]
    press.configs = {"pymdownx.snippets": {"base_path": [str(tmp_path)]}}
    texts = chapter('--8<-- "snippet.md"\n{: #p1 }\n', "A word.\n{: #p1 }\n")
    for word in ("avant", "après"):
        snippet.write_text(f"Le {word}.\n", "utf-8")
        assert f"Le {word}." in press.print(texts)[0]


def test_functions_among_the_settings_are_told_by_their_names(tmp_path: Path) -> None:
    class Own:
        pass

    first, second = (RenderCache(tmp_path, {"format": markdown.markdown}, Own()) for _ in "ab")
    assert first.version == second.version
    assert first.version != RenderCache(tmp_path, {"format": markdown.Markdown}, Own()).version

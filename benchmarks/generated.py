"""Makes editions of any size out of the sentences of the first edition."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

from visavis.aligner import split_sentences
from visavis.aligner.sentence_links import align_sentences
from visavis.edition import open_edition
from visavis.settings import read_project
from visavis.text import Block, InlineKind, Kind

ROOT = Path(__file__).resolve().parent.parent
_SURE = 0.9
"""The aligner's score from which two sentences surely answer each other."""
_BOOKS = re.compile(r"\n +downloads: .*")
_MARKUP = re.compile(r"[*_`\[\]<>{}\\]")


def write_edition(
    folder: Path, chapters: int, pairs: int = 50, seed: int = 1, *, books: bool = False
) -> None:
    """Write an edition of `chapters` × `pairs` rows: a heading, then paragraphs, each its own.

    `books` are offered beside it, which plain MkDocs has not.

    Their sentences are drawn anew, and the last says a number that no other paragraph has: nothing
    that was worked out for one paragraph can be of use for another.
    """
    sentences = _sentences()
    draw = random.Random(seed)
    for name in ("docs", "docs_en"):
        (folder / name).mkdir(parents=True)
    for number in range(chapters):
        name = f"chapter-{number:03}"
        texts = [(f"# Chapitre {number}\n", f"# Chapter {number}\n")]
        texts += [_paragraph(draw, sentences, number * pairs + n) for n in range(1, pairs)]
        for side, language in ((0, "docs"), (1, "docs_en")):
            head = f"---\ntitle: Chapter {number}\n---\n\n"
            body = "\n".join(f"{row[side]}{{: #p{n} }}\n" for n, row in enumerate(texts, 1))
            (folder / language / f"{name}.md").write_text(head + body, "utf-8", newline="")
    for language, title in (("docs", "Accueil"), ("docs_en", "Home")):
        text = f"---\ntitle: {title}\n---\n\n# {title}\n{{: #p1 }}\n"
        (folder / language / "index.md").write_text(text, "utf-8", newline="")
    shutil.copytree(ROOT / "glossary", folder / "glossary")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    before, _, rest = config.partition("\nnav:\n")
    settings = before + rest[rest.index("\ntheme:") :]
    if not books:
        settings = _BOOKS.sub("", settings)
    (folder / "mkdocs.yml").write_text(settings, "utf-8")


def _paragraph(
    draw: random.Random, sentences: list[tuple[str, str]], number: int
) -> tuple[str, str]:
    """A paragraph of the translation and of the original: two to six sentences, and a number."""
    drawn = draw.choices(sentences, k=draw.randint(2, 6))
    french, english = (" ".join(sentence[side] for sentence in drawn) for side in (0, 1))
    return f"{french} Voici le paragraphe {number}.\n", f"{english} Here is paragraph {number}.\n"


def write_book(folder: Path, paragraphs: int, seed: int = 1) -> tuple[Path, Path]:
    """Write a book as two Markdown files, the original's and the translation's.

    A chapter has a hundred paragraphs, of one to three of the edition's each, with a number of
    their own; one in twenty-five calls a note, one in twenty is two in the translation, and one in
    fifty the translation leaves out.
    """
    rows, draw = _rows(), random.Random(seed)
    original, translation, notes = ["# A book"], ["# Un livre"], ([""], [""])
    for number in range(paragraphs):
        if number % 100 == 0:
            original.append(f"## Chapter {number // 100 + 1}")
            translation.append(f"## Chapitre {number // 100 + 1}")
        drawn = draw.choices(rows, k=draw.choice((1, 2, 2, 3)))
        french, english = ([row[side].strip() for row in drawn] for side in (0, 1))
        call = f" {number}.[^{number}]" if number % 25 == 0 else f" {number}."
        original.append(" ".join(english) + call)
        if number % 50 != 49:
            translation.append(("\n\n" if number % 20 == 7 else " ").join(french) + call)
            for side, word in zip(notes, ("Note", "Voir"), strict=True):
                side += [f"[^{number}]: {word} {number}."] * (number % 25 == 0)
    files = folder / "book.en.md", folder / "book.fr.md"
    for file, body, definitions in zip(files, (original, translation), notes, strict=True):
        file.write_text("\n\n".join([*body, *definitions]) + "\n", "utf-8", newline="")
    return files


def _rows() -> list[tuple[str, str]]:
    """The plain paragraphs of the first edition: the translation's, the original's."""
    edition = open_edition(read_project(ROOT))
    return [
        (pair.target[0].source, pair.source[0].source)
        for chapter in edition.chapters
        for pair in chapter.pairs
        if all(_is_plain(block) for block in pair.blocks)
    ]


def _sentences() -> list[tuple[str, str]]:
    """Sentences without markup that answer each other: the translation's, the original's."""
    edition = open_edition(read_project(ROOT))
    rows = [
        (_cut(pair.source[0], "en"), _cut(pair.target[0], "fr"))
        for chapter in edition.chapters
        for pair in chapter.pairs
        if not pair.one_sided and all(block.kind is Kind.PARAGRAPH for block in pair.blocks)
    ]
    linked = align_sentences(rows)
    found = [
        (french[link.target[0]], english[link.source[0]])
        for (english, french), links in zip(rows, linked, strict=True)
        for link in links
        if len(link.source) == len(link.target) == 1 and link.score > _SURE
    ]
    return [both for both in found if not any(map(_MARKUP.search, both))]


def _cut(block: Block, language: str) -> list[str]:
    return [block.plain[a:b].strip() for a, b in split_sentences(block.plain, language)]


def _is_plain(block: Block) -> bool:
    """Whether a block can stand in any chapter: a paragraph without notes and links."""
    calls = any(inline.kind in (InlineKind.NOTE, InlineKind.LINK) for inline in block.inlines)
    return block.kind is Kind.PARAGRAPH and not calls


def write_bare(folder: Path, edition: Path) -> None:
    """Write the two texts of an edition for plain MkDocs: each shown once, nothing beside it."""
    (folder / "docs").mkdir(parents=True)
    for source, suffix in (("docs", ""), ("docs_en", ".en")):
        for file in (edition / source).glob("*.md"):
            lines = file.read_text("utf-8").splitlines(keepends=True)
            text = "".join(line for line in lines if not line.startswith("{:"))
            (folder / "docs" / f"{file.stem}{suffix}.md").write_text(text, "utf-8")
    config = (edition / "mkdocs.yml").read_text("utf-8")
    start, end = config.index("  - visavis:"), config.index("  - i18n:")
    (folder / "mkdocs.yml").write_text(config[:start] + config[end:], "utf-8")

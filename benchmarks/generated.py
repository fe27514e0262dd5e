"""Makes editions of any size out of the paragraphs of the first edition."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from visavis.edition import open_edition, read_project
from visavis.text import Block, InlineKind, Kind

ROOT = Path(__file__).resolve().parent.parent


def write_edition(folder: Path, chapters: int, pairs: int = 50, seed: int = 1) -> None:
    """Write an edition of `chapters` × `pairs` rows: a heading, then paragraphs drawn at random."""
    edition = open_edition(read_project(ROOT))
    rows = [
        (pair.target[0].source, pair.source[0].source)
        for chapter in edition.chapters
        for pair in chapter.pairs
        if all(_is_plain(block) for block in pair.blocks)
    ]
    draw = random.Random(seed)
    for name in ("docs", "docs_en"):
        (folder / name).mkdir(parents=True)
    for number in range(chapters):
        name = f"chapter-{number:03}"
        texts = [(f"# Chapitre {number}\n", f"# Chapter {number}\n")]
        texts += draw.choices(rows, k=pairs - 1)
        for side, language in ((0, "docs"), (1, "docs_en")):
            head = f"---\ntitle: {number}\n---\n\n"
            body = "\n".join(f"{row[side]}{{: #p{n} }}\n" for n, row in enumerate(texts, 1))
            (folder / language / f"{name}.md").write_text(head + body, "utf-8", newline="")
    for language, title in (("docs", "Accueil"), ("docs_en", "Home")):
        text = f"---\ntitle: {title}\n---\n\n# {title}\n{{: #p1 }}\n"
        (folder / language / "index.md").write_text(text, "utf-8", newline="")
    shutil.copytree(ROOT / "glossary", folder / "glossary")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    before, _, rest = config.partition("\nnav:\n")
    (folder / "mkdocs.yml").write_text(before + rest[rest.index("\ntheme:") :], "utf-8")


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

"""The Python-Markdown extension `visavis`: everything the edition's pages need beyond the stock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension

from visavis.glossary import Finder, read_glossary
from visavis.render.attribute_line import AttributeLineProcessor, BlockEndProcessor
from visavis.render.fenced_div import FencedDivProcessor
from visavis.render.kept import RenderCache
from visavis.render.page import Additions, Cards, HeadingProcessor, PageProcessor
from visavis.render.sentence_mark import SentenceMarks
from visavis.render.term_mark import Loans, find_loans
from visavis.render.text import KeptProcessor, TextProcessor, TextSettings

DIALECT = (
    "attr_list",
    "md_in_html",
    "tables",
    "footnotes",
    "admonition",
    "pymdownx.details",
    "pymdownx.superfences",
)
"""The stock extensions that the edition's Markdown is written for."""


class VisavisExtension(Extension):
    """Attribute lines, rows, the page's apparatus.

    `finders` are the glossary's finders by language tag. Where the extension is only named, in the
    settings of a generator, `glossary` (a folder) and `languages` (tags, the translation's first)
    stand for them. Without either no term is marked. `loans` are the words of another language,
    `cache` is what was rendered before.
    """

    def __init__(
        self,
        finders: Mapping[str, Finder] | None = None,
        *,
        additions: Additions | None = None,
        sentences: Mapping[str, SentenceMarks] | None = None,
        cards: Cards | None = None,
        loans: Mapping[str, Loans] | None = None,
        cache: RenderCache | None = None,
        glossary: str = "",
        languages: Sequence[str] = (),
    ) -> None:
        super().__init__()
        if finders is None and glossary:
            folder = Path(glossary)
            terms = read_glossary(folder.parent, folder.name, tuple(languages))
            finders = {tag: Finder(terms, tag) for tag in languages}
            loans = find_loans(terms, *languages) if len(languages) == 2 else {}
        self.settings = TextSettings(
            finders or {}, additions or {}, sentences or {}, loans or {}, cache
        )
        self._cards = cards or {}

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the host's name)
        """Register the processors.

        The attribute line goes before every other block, since any of them would swallow it. The
        text is finished after its inline markup (20) and attributes (8) are read, the headings are
        prepared before `toc` (5) reads them, the page is finished after MkDocs has resolved its
        links (0).
        """
        kept = KeptProcessor(md, self.settings)
        md.preprocessors.register(kept, "visavis_kept", -100)
        blocks = md.parser.blockprocessors
        blocks.register(FencedDivProcessor(md.parser), "visavis_div", 210)
        blocks.register(AttributeLineProcessor(md.parser), "visavis_attributes", 200)
        md.treeprocessors.register(TextProcessor(md, self.settings), "visavis_text", 7)
        md.treeprocessors.register(BlockEndProcessor(md), "visavis_ends", 60)
        md.treeprocessors.register(HeadingProcessor(md), "visavis_headings", 6)
        page = PageProcessor(md, self.settings.additions, self._cards)
        md.treeprocessors.register(page, "visavis_page", -10)

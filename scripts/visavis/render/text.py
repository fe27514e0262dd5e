"""Python-Markdown: the text of both sides, finished once and used in both interfaces.

The two pages of a chapter hold the same texts in another order. The first page that is rendered
keeps its tree; the second is composed without rows and takes that tree, its sides exchanged. Where
the chapter was rendered before from the same Markdown, both take the tree that was kept then.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from visavis.glossary import Finder
from visavis.render.fenced_div import FENCE
from visavis.render.kept import RenderCache, Rendered, name_content
from visavis.render.notes import SEPARATOR
from visavis.render.page import Additions, find_chapter, find_rows, find_sides
from visavis.render.sentence_mark import SentenceMarks, mark_sentences
from visavis.render.term_mark import Loans, mark_loans, mark_terms
from visavis.render.text_node import typeset_tree
from visavis.render.verse import break_lines

_KEEP = re.compile(r' data-keep="([^"]*)"')


@dataclass(frozen=True, slots=True)
class TextSettings:
    """What the extension was given, and what it keeps between two pages."""

    finders: Mapping[str, Finder]
    additions: Additions = field(default_factory=dict)
    sentences: Mapping[str, SentenceMarks] = field(default_factory=dict)
    """By chapter."""
    loans: Mapping[str, Loans] = field(default_factory=dict)
    """By the language of the text that keeps them."""
    cache: RenderCache | None = None
    """What was rendered before."""
    rendered: dict[str, Rendered] = field(default_factory=dict)
    """By chapter: the first page's tree, until the second takes it."""
    keys: dict[str, str] = field(default_factory=dict)
    """By chapter: the name of what its first page is made of, until that is rendered."""


class KeptProcessor(Preprocessor):
    """After all other preprocessors: a chapter that was rendered before is taken, not read."""

    def __init__(self, md: Markdown, settings: TextSettings) -> None:
        super().__init__(md)
        self._settings = settings

    def run(self, lines: list[str]) -> list[str]:
        """Give the head of the page alone, where its rows are known."""
        settings = self._settings
        at = next((at for at, line in enumerate(lines) if line.startswith(FENCE)), None)
        found = _KEEP.search(lines[at]) if at is not None else None
        if settings.cache is None or at is None or found is None:
            return lines
        chapter = found[1]
        marks = settings.sentences.get(chapter, {})
        key = name_content(lines, self.md.htmlStash.rawHtmlBlocks, marks)
        rendered = settings.cache.get(chapter, key)
        if rendered is None:
            settings.keys[chapter] = key
            return lines
        settings.rendered[chapter] = rendered
        return [lines[at].replace(found[0], f'{found[0]} data-take="{chapter}"'), "", FENCE]


class TextProcessor(Treeprocessor):
    """Before headings are read: line breaks of verse, spaces, glossary marks."""

    def __init__(self, md: Markdown, settings: TextSettings) -> None:
        super().__init__(md)
        self._settings = settings

    def run(self, root: etree.Element) -> None:
        """Finish the text of a page, or take it from the chapter's other page."""
        for verse in root.iter("p"):
            if "verse" in verse.get("class", "").split():
                break_lines(verse)
        chapter = find_chapter(root)
        if chapter is None:
            for part in root:
                if part.get("lang"):  # a page of the edition without rows, such as the glossary
                    typeset_tree(part, part.get("lang", ""))
            return
        glossary = chapter.attrib.pop("data-glossary", "")
        kept, taken = (chapter.attrib.pop(f"data-{key}", "") for key in ("keep", "take"))
        if taken:
            # A chapter that was rendered before is taken twice.
            found = self._settings.rendered
            self._take(root, chapter, found[taken].copy() if kept else found.pop(taken))
            return
        self._finish(chapter, glossary, self._settings.sentences.get(kept, {}))
        for note in root.iter("li"):
            if note.get("id", "").startswith("fn:"):
                language = note.get("id", "")[3:].partition(SEPARATOR)[0]
                typeset_tree(note, language)
                if language in self._settings.loans:
                    finder = self._settings.finders[language]
                    mark_loans(note, finder, self._settings.loans[language])
        if kept:
            rendered = Rendered(root, self.md.htmlStash.rawHtmlBlocks)
            self._settings.rendered[kept] = rendered.copy()
            if self._settings.cache and kept in self._settings.keys:
                self._settings.cache.put(kept, self._settings.keys.pop(kept), rendered)

    def _finish(self, chapter: etree.Element, glossary: str, sentences: SentenceMarks) -> None:
        for row in find_rows(chapter):
            marks = sentences.get(row.get("id", ""), {})
            for side in find_sides(row):
                language = side.get("lang", "")
                typeset_tree(side, language)
                if language in marks:
                    mark_sentences(side, marks[language])
                if glossary and language in self._settings.finders:
                    finder, loans = self._settings.finders[language], self._settings.loans
                    mark_terms(side, finder, glossary, loans.get(language))

    def _take(self, root: etree.Element, chapter: etree.Element, other: Rendered) -> None:
        attributes = dict(chapter.attrib)
        root[:] = list(other.root)
        twin = find_chapter(root)
        assert twin is not None, "a page that is kept has rows"
        twin.attrib.clear()
        twin.attrib.update(attributes)
        for row in find_rows(twin):
            sides = list(find_sides(row))
            if sides[0].get("lang") != twin.get("data-interface"):
                row[: len(sides)] = sides[::-1]
        self.md.htmlStash.rawHtmlBlocks[:] = other.raw_html
        self.md.htmlStash.html_counter = len(other.raw_html)

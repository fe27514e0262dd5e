"""Rules about links and images: none lost, none pointing elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import replace
from functools import lru_cache
from urllib.parse import unquote

from visavis.checks.finding import Finding, Problem, Related, Severity
from visavis.checks.raw_html import ADDRESSES, LOADED, HtmlReader, leads_abroad, shortened
from visavis.checks.rule import LINKS, NAV, TEXT, TEXTS, Concern, at_inline, rule
from visavis.checks.target import Targets
from visavis.glossary import Glossary
from visavis.pairs import Pair, Pairing
from visavis.settings import CONFIG, Project, find_nav_line
from visavis.side import Side
from visavis.text import Block, Document, Inline, InlineKind, parse_document
from visavis.unicode import primary

_HOST = re.compile(r"https?://(?:www\.)?(?P<host>[^/?#]*)", re.IGNORECASE)
_FOLLOWED = ADDRESSES - {"cite"}
_NAMES = {InlineKind.LINK: "link", InlineKind.IMAGE: "image"}


@rule("link.lost", Severity.ERROR, TEXTS)
def link_lost(chapter: Pairing) -> Iterator[Problem]:
    """Both sides of a row, or of a note, have as many links and as many images.

    The ones that have no answer are named on the side that has them. A note that only one text
    defines (`tr-`, `ed-`, `src-`) has nothing to be compared with.
    """
    for pair in _compared(chapter):
        for kind, name in _NAMES.items():
            links = {side: _find(pair[side], kind) for side in Side}
            for side in Side:
                if len(links[side]) <= len(links[side.other]):
                    continue
                for block, inline in _unanswered(links[side], links[side.other], chapter):
                    yield at_inline(
                        chapter[side],
                        block,
                        inline,
                        f"the {name} to {inline.target or 'nowhere'} has none to answer it in "
                        f"{pair[side.other][0].place}",
                        f"set it in {chapter[side.other].path} too",
                        pair,
                    )


@rule("link.elsewhere", Severity.WARNING, TEXTS, concern=Concern.WORD)
def link_elsewhere(chapter: Pairing) -> Iterator[Problem]:
    """Links and images of a row, or of a note, point to the same place.

    Addresses that differ only in the language (`/fr/` and `/en/`, `plan-fr.png` and `plan-en.png`),
    in `http` and `https` or in a slash at the end count as the same, and so do any two pages of
    hosts that differ in the language (`fr.wikipedia.org` and `en.wikipedia.org`), since their
    titles are translated too. A page that exists in one language only is a known false alarm.
    """
    for pair in _compared(chapter):
        for kind, name in _NAMES.items():
            source, target = (_find(pair[side], kind) for side in Side)
            if len(source) != len(target):
                continue  # `link.lost` says it
            missing = [inline.target for _, inline in _unanswered(source, target, chapter)]
            for block, inline in _unanswered(target, source, chapter):
                expected = missing.pop(0)
                yield at_inline(
                    chapter.target,
                    block,
                    inline,
                    f"the {name} points to {inline.target}, in {pair.source[0].place} to "
                    f"{expected}",
                    "let both point to the same place",
                    pair,
                )


@rule("link.empty", Severity.ERROR, TEXT)
def link_empty(document: Document) -> Iterator[Problem]:
    """A link and an image point somewhere."""
    for block in document.blocks:
        for kind, name in _NAMES.items():
            for inline in block.of_kind(kind):
                if not inline.target.strip():
                    yield at_inline(
                        document,
                        block,
                        inline,
                        f"the {name} “{inline.text}” points nowhere",
                        "write its address between the parentheses",
                    )


@rule("link.broken", Severity.ERROR, LINKS, supersedes=("link.lost", "link.elsewhere"))
def link_broken(chapter: Pairing, targets: Targets) -> Iterator[Problem]:
    """A link within the edition leads to what is there.

    That is a chapter (`partner-state.md`), a row of one (`partner-state.md#p4`, or `#p4` in the
    same), another page (`glossary.md`), or a file that is published; an image, a sound and a film
    are such files, unless their bytes or names keep them out of the site (`file.unpublished`).
    Paths start where the text stands, with `/` before them in the folder of the texts. The address
    of a row that is gone leads readers on, but a text names the row of today. What leads to other
    hosts is not followed. What leads nowhere on both sides of a row is one finding, at the
    original. What the glossary says of a term is looked at too.
    """
    rows = {id(b): pair.id for pair in (*chapter.pairs, *chapter.notes) for b in pair.blocks}
    problems: list[Problem] = []
    in_source: dict[tuple[str, str], int] = {}
    for document in chapter.documents:
        for block in document.blocks:
            row = rows.get(id(block)) or ""
            for problem, target in _broken(document, block, targets, chapter.name):
                first = in_source.get((row, target)) if document is chapter.target else None
                if first is not None:
                    here = f"{shortened(target)} stands here too"
                    place = Related(problem.path, problem.line, here, problem.column)
                    said = problems[first]
                    problems[first] = replace(said, related=(*said.related, place))
                    continue
                if row and document is chapter.source:
                    in_source.setdefault((row, target), len(problems))
                problems.append(problem)
    yield from problems


def find_broken_links(glossary: Glossary, targets: Targets) -> Iterator[Finding]:
    """The same in the definitions and remarks of the glossary, where they begin."""
    for term in glossary.terms:
        for language, entry in term.entries.items():
            for name, text in (("definition", entry.definition), ("usage", entry.usage)):
                document = parse_document(text, path=term.path, language=language)
                for block in document.blocks:
                    for problem, _ in _broken(document, block, targets, ""):
                        at = entry.lines.get(name, 1)
                        told = replace(problem, line=at, column=0, end_column=0, pair=None)
                        yield link_broken.make_finding(told)


@rule("nav.broken", Severity.ERROR, NAV, waivable=False, instead="mend `nav`")
def nav_broken(project: Project, targets: Targets) -> Iterator[Problem]:
    """`nav` in `mkdocs.yml` lists what is there.

    A chapter is named as its file is called in the folder of the translation (`part/two.md`), and
    so are the pages beside the chapters (`glossary.md`) and the files that are published; no row of
    one can be named. An address with a host, or with `/` before it, leads out of the edition and is
    not followed. MkDocs would build no site with a page in its list that it has not.
    """
    for name in project.nav:
        fault = targets.find_entry_fault(name)
        if fault:
            said = f"nav names {shortened(name)}, which leads nowhere: {fault[0]}"
            yield Problem(CONFIG, find_nav_line(project.root, name), said, fault[1])


def _broken(
    document: Document, block: Block, targets: Targets, name: str
) -> Iterator[tuple[Problem, str]]:
    """The links of a block of this chapter that lead nowhere, and where they should."""
    for inline in block.inlines:
        for target in _addresses(inline, _NAMES, _FOLLOWED):
            fault = targets.find_fault(target, name)
            if fault:
                kind = _NAMES.get(inline.kind, "address")
                said = f"the {kind} {shortened(target)} leads nowhere: {fault[0]}"
                yield at_inline(document, block, inline, said, fault[1]), target


def _addresses(
    inline: Inline, kinds: Container[InlineKind], attributes: Container[str]
) -> list[str]:
    """The address of what is of some kinds; of raw HTML those in some attributes."""
    if inline.kind in kinds:
        return [inline.target]
    if inline.kind is not InlineKind.HTML:
        return []
    return [value for name, value in HtmlReader(inline.text).attributes if name in attributes]


def _compared(chapter: Pairing) -> Iterator[Pair]:
    return (pair for pair in (*chapter.pairs, *chapter.notes) if not pair.one_sided)


@rule("image.remote", Severity.ERROR, TEXT, given=True)
def image_remote(document: Document) -> Iterator[Problem]:
    """An image, a sound or a film is a file of the edition.

    From another host it would tell that host who reads, and be gone one day. Links may lead
    anywhere: they are followed by the reader's choice.
    """
    for block in document.blocks:
        for inline in block.inlines:
            for address in _addresses(inline, (InlineKind.IMAGE,), LOADED):
                if leads_abroad(address):
                    yield at_inline(
                        document,
                        block,
                        inline,
                        f"{shortened(address)} is loaded from another host",
                        "copy the file into the edition",
                    )


def _find(blocks: tuple[Block, ...], kind: InlineKind) -> list[tuple[Block, Inline]]:
    return [(block, inline) for block in blocks for inline in block.of_kind(kind)]


def _targets(found: list[tuple[Block, Inline]], chapter: Pairing) -> Counter[str]:
    return Counter(_neutral(inline.target, chapter) for _, inline in found)


def _unanswered(
    found: list[tuple[Block, Inline]], others: list[tuple[Block, Inline]], chapter: Pairing
) -> Iterator[tuple[Block, Inline]]:
    left = _targets(others, chapter)
    for block, inline in found:
        target = _neutral(inline.target, chapter)
        if left[target]:
            left[target] -= 1
        else:
            yield block, inline


def _neutral(target: str, chapter: Pairing) -> str:
    """The address with every language of the edition written as one."""
    tags = {chapter[side].language.lower() for side in Side}
    tags |= {primary(tag) for tag in tags}
    return _neutral_address(target, "|".join(sorted(tags, key=len, reverse=True)))


@lru_cache(maxsize=4096)
def _neutral_address(target: str, languages: str) -> str:
    language = rf"(?<![a-z0-9])(?:{languages})(?:[-_][a-z]{{2}})?(?![a-z0-9])"
    address = unquote(target).strip()
    found = _HOST.match(address)
    if found is None:
        return re.sub(language, "*", address, flags=re.IGNORECASE)
    host = re.sub(language, "*", found["host"].lower())
    if host != found["host"].lower():
        return host
    path = re.sub(language, "*", address[found.end() :], flags=re.IGNORECASE)
    return host + path.rstrip("/")

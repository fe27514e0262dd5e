"""`Edition` → Markdown pages, one a chapter and interface language. Pure: text in, text out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from math import ceil
from typing import Any

import yaml

from visavis.aligner import split_sentences
from visavis.checks import RULES, Finding, Spoils
from visavis.edition import Edition
from visavis.glossary import GLOSSARY
from visavis.pairs import Pair, Pairing
from visavis.render import FENCE, Addition, Additions, compose_block, composed_label
from visavis.settings import Project, TextSettings
from visavis.site.address import Addresses
from visavis.site.rules_page import rules_name
from visavis.text import Block, Document, Kind

_SPOILING = {rule.name for rule in RULES if rule.spoils is not Spoils.NOTHING}
_LONG = 120
"""From so many rows on, a browser lays out those in sight only; counting them takes it too long."""
_TALL = 12
"""A row of more lines than these in a printed column may begin on one sheet and end on the next."""
_COLUMN = 50
"""Characters of a line of that column."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What composing needs to know besides the edition."""

    addresses: Addresses
    edit: Mapping[str, str] = field(default_factory=dict)
    """By language: the address under which that side's files are edited, with a final slash."""
    findings: Sequence[Finding] = ()
    """Shown at their rows; for the preview only."""
    shared: bool = False
    """Whether a page keeps its rendered rows for its twin in the other interface."""
    additions: Additions = field(default_factory=dict)
    """What the pages say of the record; a shared page leaves them to the renderer."""
    rows_indexed: bool = True
    """Whether `visavis.site.search` indexes the rows, so that the theme need not index the page."""


def compose_pages(edition: Edition, layout: Layout) -> dict[str, str]:
    """Every chapter in both interfaces: file name → Markdown."""
    return {
        layout.addresses.file(chapter.name, side.language): compose_chapter(
            chapter, edition, side, layout
        )
        for chapter in edition.chapters
        for side in edition.project.sides
    }


def compose_chapter(
    chapter: Pairing, edition: Edition, interface: TextSettings, layout: Layout
) -> str:
    """One page: both texts in rows, the interface's language first."""
    project = edition.project
    sides = _sides(project, interface)
    ids = {pair.id for pair in chapter.pairs if pair.id}
    shown = _findings_by_row(chapter, layout.findings)
    data = _page_data(chapter, edition, sides, layout)
    added = Addition()
    if layout.shared:
        data["keep"] = chapter.name
    else:
        added = layout.additions.get((chapter.name, interface.language), added)
    parts = [_head(chapter, edition, interface, layout), _open(_names(chapter), data)]
    rules = _rules(chapter, edition, interface, layout)
    for row, pair in enumerate(chapter.pairs):
        html = added.rows.get(pair.id or "", "")
        parts += _row(pair, sides, project, ids, shown.get(row, ()), rules, html)
    parts += [*_raw("vv-end", added.end), FENCE]
    for side in sides:
        for note in chapter.notes:
            parts += _blocks(_of(note, side, project), side.language, ids, layout.findings)
    return "\n\n".join(parts) + "\n"


def compose_twin(
    chapter: Pairing, edition: Edition, interface: TextSettings, layout: Layout
) -> str:
    """The same page without its rows: it takes them, rendered, from the other interface's."""
    sides = _sides(edition.project, interface)
    data = _page_data(chapter, edition, sides, layout) | {"take": chapter.name}
    head = _head(chapter, edition, interface, layout)
    return "\n\n".join([head, _open(_names(chapter), data), FENCE]) + "\n"


def _names(chapter: Pairing) -> str:
    return ".vv-chapter .vv-long" if len(chapter.pairs) >= _LONG else ".vv-chapter"


def _sides(project: Project, interface: TextSettings) -> Sequence[TextSettings]:
    return project.sides if interface is project.target else project.sides[::-1]


def describe_sides(
    chapter: Pairing, edition: Edition, interface: TextSettings, layout: Layout
) -> dict[str, Any]:
    """What the template says at the heads of the columns: `{"sides": […]}`, in their order."""
    project = edition.project
    sides = []
    for side in _sides(project, interface):
        document = _document(chapter, side, project)
        sides.append(
            {
                "language": side.language,
                "dir": side.direction,
                "name": side.name,
                "edit_url": _edit_url(document, side, layout),
                "text_status": document.meta.get("text_status", ""),
                "status": [
                    {"language": tag, **_part(side.notice[tag], tag)}
                    for tag in sorted(side.notice, key=lambda tag: tag != interface.language)
                ],
            }
        )
    return {"sides": sides}


def _part(notice: str, language: str) -> dict[str, str]:
    """A notice as its first sentence, and what follows it."""
    sentences = split_sentences(notice, language) or [(0, 0)]
    end = sentences[0][1]
    return {"text": notice[:end].strip(), "more": notice[end:].strip()}


def _head(chapter: Pairing, edition: Edition, interface: TextSettings, layout: Layout) -> str:
    document = _document(chapter, interface, edition.project)
    meta: dict[str, Any] = {k: v for k, v in document.meta.items() if k != "visavis"}
    if layout.rows_indexed:
        meta["search"] = {"exclude": True}
    if not layout.shared:  # the plugin hands it to the template itself, which is much faster
        meta["visavis"] = describe_sides(chapter, edition, interface, layout)
    text = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{text}---"


def _edit_url(document: Document, side: TextSettings, layout: Layout) -> str | None:
    base = layout.edit.get(side.language)
    return base + document.path.removeprefix(f"{side.folder}/") if base else None


def _page_data(
    chapter: Pairing, edition: Edition, sides: Sequence[TextSettings], layout: Layout
) -> dict[str, str]:
    here, there = (side.language for side in sides)
    address = layout.addresses
    page = address.page(chapter.name, here)
    data = {"interface": here, "other": there}
    data["address"] = address.between(page, address.page(chapter.name, there))
    if layout.shared and (chapter.name, here) in layout.additions:
        data["chapter"] = chapter.name
    if edition.glossary.terms:
        data["glossary"] = "../" * chapter.name.count("/") + GLOSSARY
    return data


def _open(names: str, data: Mapping[str, str] | None = None) -> str:
    values = "".join(f' data-{key}="{value}"' for key, value in (data or {}).items())
    return f"{FENCE} {{: {names}{values} }}"


def _row(
    pair: Pair,
    sides: Sequence[TextSettings],
    project: Project,
    ids: set[str],
    findings: Sequence[Finding],
    rules: str,
    html: str = "",
) -> list[str]:
    identity = f"#{pair.id} " if pair.id else ""
    tall = " .vv-tall" if any(map(_is_tall, (pair.target, pair.source))) else ""
    parts = [f"{FENCE} {{: {identity}.vv-pair{tall} }}"]
    for side in sides:
        blocks = _of(pair, side, project)
        state = "" if blocks else _absence(pair)
        parts.append(
            f'{FENCE} {{: .vv-side{state} lang="{side.language}" dir="{side.direction}" }}'
        )
        parts += _blocks(blocks, side.language, ids, findings)
        parts.append(FENCE)
    if findings:
        told = [_shown(finding, rules) for finding in findings]
        parts += [_open(".vv-finding"), *told, FENCE]
    return [*parts, *filter(None, [html]), FENCE]


def _is_tall(blocks: Sequence[Block]) -> bool:
    lines = (line for block in blocks for line in block.source.splitlines())
    return sum(ceil(len(line) / _COLUMN) for line in lines) > _TALL


def _raw(name: str, html: str) -> list[str]:
    return [_open(f".{name}"), html, FENCE] if html else []


def _absence(pair: Pair) -> str:
    waiting = any(block.untranslated for block in pair.blocks)
    return " .vv-untranslated" if waiting else " .vv-empty"


def _rules(chapter: Pairing, edition: Edition, interface: TextSettings, layout: Layout) -> str:
    """The address of the rules from a chapter's page; the same in the twin of the page."""
    here = layout.addresses.page(chapter.name, interface.language)
    rules = layout.addresses.page(rules_name(edition), interface.language)
    return layout.addresses.between(here, rules)


def _shown(finding: Finding, rules: str) -> str:
    """A finding as raw HTML: its words are not Markdown."""
    said = f"{finding.message}; {finding.hint}" if finding.hint else finding.message
    pieces = enumerate(escape(said).split("`"))
    said = "".join(f"<code>{text}</code>" if odd % 2 else text for odd, text in pieces)
    place = escape(f"{finding.path}:{finding.line}")
    rule = f'<strong><a href="{escape(rules)}#{finding.rule}">{finding.rule}</a></strong>'
    return f'<p lang="en">{rule} {said} <code>{place}</code></p>'


def _blocks(
    blocks: Sequence[Block], language: str, ids: set[str], findings: Sequence[Finding]
) -> list[str]:
    spoiling = [(f.path, f.line) for f in findings if f.rule in _SPOILING]
    return [
        _as_written(block, language)
        if any(_holds(block, path, line) for path, line in spoiling)
        else compose_block(block, language, ids)
        for block in blocks
    ]


def _holds(block: Block, path: str, line: int) -> bool:
    last = block.place.last_line + bool(block.attribute_source)
    return block.place.path == path and block.place.line <= line <= last


def _as_written(block: Block, language: str) -> str:
    """A block that must not be rendered."""
    code = f"<pre><code>{escape(block.source.strip())}</code></pre>"
    if block.kind is not Kind.NOTE or block.label is None:
        return code
    return f"[^{composed_label(block.label, language)}]:\n\n    " + code.replace("\n", "\n    ")


def _findings_by_row(
    chapter: Pairing, findings: Sequence[Finding]
) -> dict[int, tuple[Finding, ...]]:
    paths = {document.path for document in chapter.documents}
    by_id = {pair.id: row for row, pair in enumerate(chapter.pairs) if pair.id}
    found: dict[int, tuple[Finding, ...]] = {}
    for finding in findings:
        if finding.path in paths:
            row = by_id[finding.pair] if finding.pair in by_id else _row_at(chapter, finding)
            found[row] = (*found.get(row, ()), finding)
    return found


def _row_at(chapter: Pairing, finding: Finding) -> int:
    """The row whose block holds the line of a finding, or the last one before it."""
    found = 0
    for row, pair in enumerate(chapter.pairs):
        for block in pair.blocks:
            if block.place.path == finding.path and block.place.line <= finding.line:
                found = row
    return found


def _of(pair: Pair, side: TextSettings, project: Project) -> tuple[Block, ...]:
    return pair.target if side is project.target else pair.source


def _document(chapter: Pairing, side: TextSettings, project: Project) -> Document:
    return chapter.target if side is project.target else chapter.source

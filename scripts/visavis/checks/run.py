"""The ordered tuple of rules, and how they are run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from visavis.align import Pairing
from visavis.checks import agreement, file, identity, link, note, safety, structure
from visavis.checks.finding import Finding
from visavis.checks.rule import Rule

RULES: tuple[Rule, ...] = (
    file.file_missing,
    file.file_empty,
    file.fence_unclosed,
    file.attributes_malformed,
    file.attributes_astray,
    file.id_malformed,
    identity.id_missing,
    identity.id_duplicate,
    identity.id_reserved,
    identity.pair_missing,
    identity.pair_crossed,
    identity.pair_untranslated,
    identity.continuation_astray,
    identity.mark_contradicted,
    structure.side_empty,
    structure.kind_differs,
    structure.heading_level,
    structure.list_length,
    structure.table_length,
    note.note_undefined,
    note.note_uncalled,
    note.note_duplicate,
    note.note_label,
    note.note_one_sided,
    link.link_lost,
    link.link_elsewhere,
    link.link_empty,
    safety.html_unsafe,
    safety.html_unbalanced,
    agreement.fence_reserved,
    agreement.parsers_disagree,
)
"""Every rule, in the order of reading: the file, the ids, the shape, what is inside."""


def find_problems(
    chapters: Iterable[Pairing], rules: Iterable[Rule] = RULES
) -> Iterator[Finding]:
    """Every finding, chapter by chapter, in the order of files and lines."""
    chosen = tuple(rules)
    for chapter in chapters:
        findings = [finding for rule in chosen for finding in rule.find(chapter)]
        yield from sorted(findings, key=lambda f: (f.path, f.line, f.column))

"""The ordered tuple of rules, and how they are run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from visavis.align import Pairing
from visavis.checks import agreement, drift, file, identity, link, note, safety, structure
from visavis.checks.finding import Finding
from visavis.checks.rule import NO_RECORD, Rule
from visavis.checks.waiver import apply_waivers
from visavis.record import Record

RULES: tuple[Rule, ...] = (
    file.file_missing,
    file.file_empty,
    file.fence_unclosed,
    agreement.fence_reserved,
    file.attributes_malformed,
    file.attributes_astray,
    file.id_malformed,
    identity.id_missing,
    identity.id_duplicate,
    identity.id_reserved,
    drift.id_unrecorded,
    drift.id_gone,
    identity.pair_missing,
    identity.pair_crossed,
    identity.pair_untranslated,
    drift.pair_drifted,
    drift.record_damaged,
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
    note.note_nested,
    note.note_one_sided,
    link.link_lost,
    link.link_elsewhere,
    link.link_empty,
    link.image_remote,
    safety.html_unsafe,
    safety.html_unbalanced,
    agreement.parsers_disagree,
)
"""Every rule, in the order of reading: the file, the ids, the shape, what is inside."""


def find_problems(
    chapters: Iterable[Pairing],
    rules: Iterable[Rule] = RULES,
    records: Mapping[str, Record] | None = None,
) -> Iterator[Finding]:
    """Every finding that is not waived, chapter by chapter, in the order of files and lines.

    `records` are those of the edition, by the chapter's name; without them nothing has drifted, and
    nothing is waived.
    """
    chosen = tuple(rules)
    for chapter in chapters:
        record = (records or {}).get(chapter.name, NO_RECORD)
        findings = [finding for rule in chosen for finding in rule.find(chapter, record)]
        # An open fence takes all that follows with it: what is said of that would mislead.
        fences = [finding for finding in findings if finding.rule == file.fence_unclosed.name]
        findings = fences or findings
        kept = apply_waivers(findings, chapter, record)
        yield from sorted(kept, key=lambda f: (f.path, f.line, f.column))

"""The ordered tuple of rules, and how they are run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from visavis.checks import (
    agreement,
    doubt,
    drift,
    file,
    identity,
    likeness,
    link,
    note,
    note_words,
    number,
    punctuation,
    safety,
    sentence,
    structure,
    term,
    word,
)
from visavis.checks.finding import Finding
from visavis.checks.judge import judge, judge_chapter, judge_terms
from visavis.checks.rule import NO_RECORD, Rule
from visavis.checks.waiver import apply_waivers
from visavis.glossary import Concordance
from visavis.pairs import Pairing
from visavis.record import Record
from visavis.store import Cache

RULES: tuple[Rule, ...] = (
    file.file_missing,
    file.file_empty,
    file.file_unmerged,
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
    doubt.pair_shifted,
    doubt.pair_mismatched,
    doubt.pair_truncated,
    likeness.pair_same,
    likeness.pair_length,
    drift.record_missing,
    drift.record_damaged,
    identity.continuation_astray,
    identity.mark_contradicted,
    structure.side_empty,
    likeness.side_language,
    likeness.side_duplicate,
    sentence.sentence_lost,
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
    note_words.note_words,
    note_words.note_source,
    link.link_lost,
    link.link_elsewhere,
    link.link_empty,
    link.image_remote,
    number.number_lost,
    term.term_missing,
    term.term_translated,
    term.term_forbidden,
    term.term_exception,
    word.word_name,
    word.word_address,
    word.word_emphasis,
    punctuation.punctuation_ending,
    punctuation.punctuation_quotation,
    punctuation.punctuation_bracket,
    safety.html_unsafe,
    safety.html_unbalanced,
    agreement.parsers_disagree,
)
"""Every rule, in the order of reading: the file, the ids, the shape, what is inside."""

_OF_WORDS = frozenset(
    "number.lost sentence.lost pair.length pair.truncated link.elsewhere term.missing "
    "term.translated word.name word.address word.emphasis punctuation.ending punctuation.quotation "
    "punctuation.bracket".split()
)
"""Warnings that compare the words of a pair: nothing where its sides are said to be those of two.
"""
_SPOILING = (file.file_unmerged.name, file.fence_unclosed.name)


def find_problems(
    chapters: Iterable[Pairing],
    rules: Iterable[Rule] = RULES,
    records: Mapping[str, Record] | None = None,
    *,
    written: Mapping[str, Record] | None = None,
    books: Sequence[Sequence[Pairing]] | None = None,
    cache: Cache | None = None,
    concordance: Concordance | None = None,
) -> Iterator[Finding]:
    """Every finding that is not waived, chapter by chapter, in the order of files and lines.

    `records` are those of the edition, by the chapter's name; without them nothing has drifted, and
    nothing is waived. `written` are the same as they stand in their files, where those given have
    followed the texts. `books` are the chapters that are to be judged together, those asked for
    among them; without them the chapters make one book. `cache` remembers what was found. Without a
    `concordance` nothing is said of terms.
    """
    chosen, chapters = tuple(rules), tuple(chapters)
    order = {rule.name: place for place, rule in enumerate(chosen)}
    judged: dict[str, list[Finding]] = {}
    for book in books if books is not None else [chapters]:
        for finding in judge(book, chosen, cache):
            judged.setdefault(finding.path, []).append(finding)
    for chapter in chapters:
        record = (records or {}).get(chapter.name, NO_RECORD)
        findings = judge_chapter(chapter, chosen, cache)
        if concordance:
            findings += judge_terms(chapter, concordance, chosen, cache)
        as_written = written.get(chapter.name, NO_RECORD) if written is not None else record
        for rule in chosen:
            if rule.reads_record:
                findings += rule.find(chapter, as_written if rule.as_written else record)
        findings.sort(key=lambda finding: order[finding.rule])
        # It would mislead what is said of two versions, or of all that an open fence takes with it.
        spoilt = [finding for finding in findings if finding.rule in _SPOILING]
        of_book = [
            found for document in chapter.documents for found in judged.get(document.path, ())
        ]
        findings = spoilt or findings + of_book
        kept = list(apply_waivers(findings, chapter, record))
        yield from sorted(_without_consequences(kept), key=lambda f: (f.path, f.line, f.column))


def _without_consequences(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings without those that would be gone if others were mended."""
    covered = {identifier for finding in findings for identifier in finding.covers}
    # An id that was never given has no other side, of course.
    strange = {(f.path, f.line) for f in findings if f.rule == drift.id_unrecorded.name}
    for finding in findings:
        lonely = finding.rule == identity.pair_missing.name
        if finding.pair in covered and (lonely or finding.rule in _OF_WORDS):
            continue
        if not (lonely and (finding.path, finding.line) in strange):
            yield finding

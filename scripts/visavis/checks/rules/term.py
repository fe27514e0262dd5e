"""Rules about the glossary's terms: how the translation renders those that the original uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from visavis.checks.finding import Finding, Problem, Severity
from visavis.checks.rule import TERMS, Concern, at_block, at_inline, rule
from visavis.glossary import (
    Concordance,
    Exemption,
    Occurrence,
    PlacedUse,
    Term,
    list_pairs,
    said_in,
)
from visavis.pairs import Pairing
from visavis.text import Inline, InlineKind

_WHY = "give the reason under `exceptions` in the term's file"
_MOST = 4
"""So many renderings are named."""


@rule("term.missing", Severity.WARNING, TERMS, waivable=False, instead=_WHY, concern=Concern.WORD)
def term_missing(chapter: Pairing, concordance: Concordance) -> Iterator[Problem]:
    """Where the original uses a term, the translation has one of its renderings.

    Any form of the glossary will do, in any inflection, once in the pair. What the glossary does
    not know yet goes under `variants` of the term's file in `glossary/`.

    Known false alarms: the translation says “it” or leaves the word out, since the sentence before
    has it; or the original plays on another sense of the word. Then the pair is an exception, with
    its reason, which the term's page prints:

        exceptions:
          - chapter: partner-state
            pair: p3
            why: {en: The sentence before has the word.}

    A term with `enforced: false` in its file is only marked and explained, and never missed.

    An exception is for one term in one pair, unlike a waiver of `visavis review`, and stays when
    the texts are edited: `term.exception` says when it is idle. Notes are not looked at, but for
    those of the text itself.
    """
    for one in _deviations(chapter, concordance):
        if not one.forbidden and not one.term.untranslated:
            forms = _quoted(one.term.entries[chapter.target.language].forms)
            message = f"no rendering of {_said(one.source)} stands here; the glossary has {forms}"
            yield _problem(chapter, one, message, "use one, or")


@rule(
    "term.translated",
    Severity.WARNING,
    TERMS,
    waivable=False,
    instead=_WHY,
    concern=Concern.WORD,
)
def term_translated(chapter: Pairing, concordance: Concordance) -> Iterator[Problem]:
    """A term that stays as it is in the translation stands there.

    Such a term has `untranslated: true` in its file in `glossary/`. Inflection and emphasis do not
    matter. Where a pair has a good reason for something else, it is an exception; see
    `term.missing`.
    """
    for one in _deviations(chapter, concordance):
        if not one.forbidden and one.term.untranslated:
            forms = _quoted(one.term.entries[chapter.target.language].forms)
            message = f"{_said(one.source)} is not kept here, where it should stay {forms}"
            yield _problem(chapter, one, message, "keep it, or")


@rule("term.forbidden", Severity.WARNING, TERMS, waivable=False, instead=_WHY)
def term_forbidden(chapter: Pairing, concordance: Concordance) -> Iterator[Problem]:
    """No rendering stands for a term that the glossary forbids for it.

    It is looked for only where the original uses the term: elsewhere the same words may be right.
    Where they also render another term, which the original uses here too, they are that one's.
    Where a pair has a good reason, it is an exception; see `term.missing`.
    """
    for one in _deviations(chapter, concordance):
        for use in one.forbidden[:1]:
            why = _reason(one.term, use, chapter.target.language)
            message = f"“{use.use.form}” must not stand for {_said(one.source)}: {why}"
            yield _problem(chapter, one, message.rstrip(". "), "say it otherwise, or", use)


@rule("term.exception", Severity.WARNING, TERMS, waivable=False, instead=_WHY)
def term_exception(chapter: Pairing, concordance: Concordance) -> Iterator[Problem]:
    """An exception of a term is needed: its pair is there, and deviates.

    The reason is printed on the term's page, so it must not outlive what it explains. It ends when
    the paragraph is gone, or when the translation has come round to one of the term's renderings.
    """
    living = {pair.id for pair in list_pairs(chapter)}
    deviating = {(one.term.id, one.pair.id) for one in concordance.read(chapter) if one.deviates}
    for term in concordance.glossary.terms:
        for one in term.exceptions:
            if one.chapter != chapter.name or (term.id, one.pair) in deviating:
                continue
            said = "renders the term as the others do" if one.pair in living else "is gone"
            yield _idle(term, one, f"{one.pair} of {one.chapter} {said}", one.pair)


def find_lost_exceptions(concordance: Concordance, chapters: Sequence[str]) -> Iterator[Finding]:
    """The same for exceptions in chapters that the edition does not have."""
    for term in concordance.glossary.terms:
        for one in term.exceptions:
            if one.chapter not in chapters:
                problem = _idle(term, one, f"there is no chapter {one.chapter}", None)
                yield term_exception.make_finding(problem)


def _idle(term: Term, one: Exemption, message: str, pair: str | None) -> Problem:
    hint = "take the exception out, or name the pair in which the term is rendered otherwise"
    return Problem(term.path, one.line or 1, f"this exception is idle: {message}", hint, pair)


def _deviations(chapter: Pairing, concordance: Concordance) -> Iterator[Occurrence]:
    return (one for one in concordance.read(chapter) if one.deviates and not one.exemption)


def _problem(
    chapter: Pairing, one: Occurrence, message: str, advice: str, use: PlacedUse | None = None
) -> Problem:
    block = use.block if use else one.pair.target[0]
    asked = one.source[0].block.place
    where = f"give the reason under `exceptions` in {one.term.path or one.term.id}"
    hint = f"compare it with {asked}; {advice} {where}"
    if use is None:
        return at_block(chapter.target, block, message, hint, one.pair)
    # The words stand in the source as they do in the text, unless markup comes between them.
    start = block.source.find(use.use.form)
    place = Inline(InlineKind.EMPHASIS, use.use.form, start=start, end=start + len(use.use.form))
    return at_inline(chapter.target, block, place, message, hint, one.pair)


def _said(uses: Sequence[PlacedUse]) -> str:
    forms = {one.use.form.casefold(): one.use.form for one in reversed(uses)}
    return _quoted(tuple(forms.values())[::-1])


def _quoted(forms: Sequence[str]) -> str:
    told = ", ".join(f"“{form}”" for form in forms[:_MOST])
    return told + ("…" if len(forms) > _MOST else "")


def _reason(term: Term, use: PlacedUse, language: str) -> str:
    listed: Mapping[str, Mapping[str, str]] = {
        one.form: one.why for one in term.entries[language].forbidden
    }
    # Messages are in English, and so is the reason where it is given in several languages.
    return " ".join(said_in(listed.get(use.use.listed, {}), "en").split())

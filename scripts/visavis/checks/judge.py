"""Judging: what the rules find in a chapter and in a book, with what is known remembered.

What a rule finds follows from the texts alone, unless it reads the record, so it is kept by them: a
chapter or a book in which no letter has changed is not judged again. Of a book, each fault is said
once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

from visavis.checks.book import Book
from visavis.checks.finding import Finding
from visavis.checks.rule import Problem, Rule
from visavis.glossary import Concordance
from visavis.pairs import Pairing
from visavis.store import Cache, content_key, name_code
from visavis.text import write_document

_SPENT: tuple[frozenset[str], ...] = (
    frozenset({"pair.same", "side.duplicate", "pair.shifted"}),
    frozenset({"side.language", "pair.mismatched"}),
    frozenset({"sentence.lost"}),
    frozenset({"pair.truncated", "pair.length"}),
)
"""Gravest first: where one of these is found in a pair, what comes after it is its consequence."""


def open_cache(root: Path) -> Cache:
    """What was found in the edition at `root` before, by this very code."""
    return Cache(root, "findings", name_code())


def judge(book: Sequence[Pairing], rules: Iterable[Rule], cache: Cache | None) -> list[Finding]:
    """Everything that the rules about books find in one, from the cache where it is there."""
    chosen = [rule for rule in rules if rule.reads_book]
    return _remembered(chosen, book, cache, lambda: _once_each(Book(book), chosen))


def judge_chapter(chapter: Pairing, rules: Iterable[Rule], cache: Cache | None) -> list[Finding]:
    """Everything that the rules find in one chapter from its texts alone, rule by rule."""
    chosen = [r for r in rules if not (r.reads_book or r.reads_record or r.reads_terms)]
    found = ((rule.name, problem) for rule in chosen for problem in rule.check(chapter))
    return _remembered(chosen, [chapter], cache, lambda: found)


def judge_terms(
    chapter: Pairing, concordance: Concordance, rules: Iterable[Rule], cache: Cache | None
) -> list[Finding]:
    """Everything that the rules about terms find in one chapter, rule by rule."""
    chosen = [rule for rule in rules if rule.reads_terms]
    found = (
        (rule.name, problem) for rule in chosen for problem in rule.check(chapter, concordance)
    )
    terms = repr(concordance.glossary.terms)
    return _remembered(chosen, [chapter], cache, lambda: found, terms)


_Named = Iterable[tuple[str, Problem]]
"""Problems, each with the name of its rule."""


def _remembered(
    rules: Sequence[Rule],
    texts: Sequence[Pairing],
    cache: Cache | None,
    find: Callable[[], _Named],
    *besides: str,
) -> list[Finding]:
    """What the rules find in texts and what is `besides`, from the cache where it is there."""
    if not rules or not texts:
        return []
    chosen = {rule.name: rule for rule in rules}
    key = content_key(*sorted(chosen), *besides, *_contents(texts)) if cache else ""
    known = cache.get(key) if cache else None
    if known is None:
        known = [[name, *astuple(problem)] for name, problem in find()]
        if cache:
            cache.put(key, known)
    return [chosen[name].make_finding(Problem(*fields)) for name, *fields in known]


def _contents(texts: Sequence[Pairing]) -> Iterator[str]:
    for chapter in texts:
        for document in chapter.documents:
            there = "there" if document.exists else "missing"
            yield from (document.path, document.language, there, write_document(document))


def _once_each(book: Book, rules: Iterable[Rule]) -> _Named:
    """The problems of a book without those that are the consequence of a graver one."""
    found = [(rule.name, problem) for rule in rules for problem in rule.check(book)]
    gravest: dict[tuple[str, str | None], int] = {}
    for name, problem in found:
        where = (_chapter(book, problem), problem.pair)
        gravest[where] = min(gravest.get(where, len(_SPENT)), _rank(name))
    for name, problem in found:
        if _rank(name) <= gravest[_chapter(book, problem), problem.pair]:
            yield name, problem


def _chapter(book: Book, problem: Problem) -> str:
    return book.chapter_of(problem.path).name


def _rank(rule: str) -> int:
    return next((rank for rank, names in enumerate(_SPENT) if rule in names), len(_SPENT))

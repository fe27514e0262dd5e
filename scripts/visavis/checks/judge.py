"""Judging books: which rules about books find what, each fault said once, known books remembered.

The findings of a book follow from its texts alone, so they are kept by them: a book in which no
letter has changed is not judged again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple

from visavis.align import Pairing
from visavis.cache import Cache, content_key
from visavis.checks.book import Book
from visavis.checks.finding import Finding
from visavis.checks.rule import Problem, Rule
from visavis.text import write_document

FINDINGS_CACHE = ("findings", "2")
"""Name and version of the cache: whoever changes a rule about books raises the version."""

_SPENT: tuple[frozenset[str], ...] = (
    frozenset({"pair.same", "side.duplicate", "pair.shifted"}),
    frozenset({"side.language", "pair.mismatched"}),
    frozenset({"sentence.lost"}),
    frozenset({"pair.truncated", "pair.length"}),
)
"""Gravest first: where one of these is found in a pair, what comes after it is its consequence."""


def judge(book: Sequence[Pairing], rules: Iterable[Rule], cache: Cache | None) -> list[Finding]:
    """Everything that the rules about books find in one, from the cache where it is there."""
    chosen = {rule.name: rule for rule in rules if rule.reads_book}
    if not chosen or not book:
        return []
    key = content_key(*sorted(chosen), *_contents(book))
    known = cache.get(key) if cache else None
    if known is None:
        known = [
            [name, *astuple(problem)] for name, problem in _once_each(Book(book), chosen.values())
        ]
        if cache:
            cache.put(key, known)
    return [chosen[name].make_finding(Problem(*fields)) for name, *fields in known]


def _contents(book: Sequence[Pairing]) -> Iterator[str]:
    for chapter in book:
        for document in chapter.documents:
            yield from (document.path, document.language, write_document(document))


def _once_each(book: Book, rules: Iterable[Rule]) -> Iterator[tuple[str, Problem]]:
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

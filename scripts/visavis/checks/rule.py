"""What a rule is: a generator over one chapter; its docstring is its manual."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from visavis.checks.book import Book
from visavis.checks.finding import Finding, Severity
from visavis.glossary import Concordance
from visavis.pairs import Pair, Pairing
from visavis.record import Record
from visavis.text import Block, Document, Inline


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule yields; the rule's name and severity make it a `Finding`."""

    path: str
    line: int
    message: str
    hint: str = ""
    pair: str | None = None
    side: str | None = None
    column: int = 0
    end_column: int = 0
    covers: tuple[str, ...] = ()
    """See `Finding.covers`."""


Check = Callable[[Pairing], Iterator[Problem]]
RecordCheck = Callable[[Pairing, Record], Iterator[Problem]]
BookCheck = Callable[[Book], Iterator[Problem]]
TermCheck = Callable[[Pairing, Concordance], Iterator[Problem]]
NO_RECORD = Record()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule about the text."""

    name: str
    """Such as `pair.missing`; what reports, waivers and the manual's page call it."""
    severity: Severity
    check: Callable[..., Iterator[Problem]]
    """A `Check`, or one of its kin that reads the record, a whole book or the terms."""
    reads_record: bool = False
    as_written: bool = False
    """Whether it reads the record as its file has it, and not as it has followed the texts."""
    reads_terms: bool = False
    reads_book: bool = False
    """Whether it judges a whole book at once; see `visavis.checks.judge`."""

    @property
    def manual(self) -> str:
        """What the rule says, why, and its known false alarms: the docstring of its function."""
        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def summary(self) -> str:
        """The first sentence of the manual."""
        return self.manual.partition("\n")[0]

    def find(
        self,
        chapter: Pairing,
        record: Record = NO_RECORD,
        concordance: Concordance | None = None,
    ) -> Iterator[Finding]:
        """The findings of this rule in one chapter; those of a rule about books are found there.

        Without a concordance rules about terms find nothing.
        """
        if self.reads_book or (self.reads_terms and concordance is None):
            return
        what = (record,) if self.reads_record else (concordance,) if self.reads_terms else ()
        yield from map(self.make_finding, self.check(chapter, *what))

    def make_finding(self, problem: Problem) -> Finding:
        """The finding that a problem is."""
        return Finding(
            self.name,
            self.severity,
            problem.path,
            problem.line,
            problem.message,
            problem.hint,
            problem.pair,
            problem.side,
            problem.column,
            problem.end_column,
            tuple(problem.covers),
        )


def rule(name: str, severity: Severity) -> Callable[[Check], Rule]:
    """Make a generator function a `Rule`. Nothing is registered: `RULES` lists them."""

    def make(check: Check) -> Rule:
        return Rule(name, severity, check)

    return make


def record_rule(
    name: str, severity: Severity, *, as_written: bool = False
) -> Callable[[RecordCheck], Rule]:
    """The same for a rule that compares the texts with the record."""

    def make(check: RecordCheck) -> Rule:
        return Rule(name, severity, check, reads_record=True, as_written=as_written)

    return make


def book_rule(name: str, severity: Severity) -> Callable[[BookCheck], Rule]:
    """The same for a rule about what is usual in a book."""

    def make(check: BookCheck) -> Rule:
        return Rule(name, severity, check, reads_book=True)

    return make


def term_rule(name: str, severity: Severity) -> Callable[[TermCheck], Rule]:
    """The same for a rule about the terms of the glossary."""

    def make(check: TermCheck) -> Rule:
        return Rule(name, severity, check, reads_terms=True)

    return make


def at_block(
    document: Document, block: Block, message: str, hint: str = "", pair: Pair | None = None
) -> Problem:
    """A problem with a whole block, said of its first line."""
    identifier = pair.id if pair else block.id
    return Problem(block.place.path, block.place.line, message, hint, identifier, document.language)


def at_inline(
    document: Document,
    block: Block,
    inline: Inline,
    message: str,
    hint: str = "",
    pair: Pair | None = None,
) -> Problem:
    """A problem with a few characters of a block."""
    if inline.start < 0:
        return at_block(document, block, message, hint, pair)
    return at_offset(document, block, inline.start, inline.end, message, hint, pair)


def at_offset(
    document: Document,
    block: Block,
    start: int,
    stop: int,
    message: str,
    hint: str = "",
    pair: Pair | None = None,
) -> Problem:
    """A problem with a stretch of a block's source, given in characters."""
    line, column = block.locate(start)
    last_line, end = block.locate(stop)
    identifier = pair.id if pair else block.id
    return Problem(
        block.place.path,
        line,
        message,
        hint,
        identifier,
        document.language,
        column,
        end if last_line == line else 0,
    )


def name_of(block: Block) -> str:
    """How a message calls a block: by its id, or by its kind and first words."""
    if block.id:
        return block.id
    words = " ".join(block.plain.split())
    start = words if len(words) <= 40 else words[:40].rsplit(" ", 1)[0] + "…"
    return f"the {block.kind} “{start}”" if start else f"the {block.kind}"


def a(noun: object) -> str:
    """A noun with its article: `a heading`, `an admonition`, `raw HTML`."""
    word = str(noun)
    if word == "raw HTML":
        return word
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"

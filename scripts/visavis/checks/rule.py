"""What a rule is: a generator that yields problems, and one decorator that says all about it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from enum import IntEnum
from typing import Generic, Literal, ParamSpec

from visavis.asset import Published
from visavis.checks.finding import Finding, Problem, Severity
from visavis.checks.recorded import Recorded
from visavis.checks.sample import Sample, SampledPair
from visavis.checks.target import Targets
from visavis.glossary import Concordance, Glossary
from visavis.pairs import Pair, Pairing
from visavis.record import Record
from visavis.settings import Project
from visavis.side import Side
from visavis.text import Block, Document, Inline

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Needs(Generic[P]):
    """What a rule is called with; what it finds follows from that and from nothing else."""

    name: str


TEXT: Needs[[Document]] = Needs("text")
"""One side of a chapter by itself. What is found is kept as long as it stands."""
TEXTS: Needs[[Pairing]] = Needs("texts")
"""One chapter; kept as long as both its texts stand."""
SAMPLE: Needs[[Sample]] = Needs("sample")
"""Chapters that show together what is usual in the edition; kept as long as their texts stand."""
TERMS: Needs[[Pairing, Concordance]] = Needs("terms")
"""A chapter, and where the terms of the glossary stand in it; kept with texts and glossary."""
RECORD: Needs[[Pairing, Record]] = Needs("record")
"""A chapter, and its record as it has followed the texts; asked anew each time."""
WRITTEN_RECORD: Needs[[Pairing, Record]] = Needs("written record")
"""The same with the record as its file has it."""
LINKS: Needs[[Pairing, Targets]] = Needs("links")
"""A chapter, and what its links can lead to; asked anew each time."""
RECORDED: Needs[[Pairing, Recorded]] = Needs("recorded words")
"""A chapter, and the recorded words of the whole edition; asked anew each time."""
NAV: Needs[[Project, Targets]] = Needs("nav")
"""The settings, and what a link can lead to; asked anew each time, of the whole edition."""
GLOSSARY: Needs[[Glossary]] = Needs("glossary")
"""The glossary by itself; asked anew each time, of the whole edition."""
FILES: Needs[[Published]] = Needs("files")
"""The files beside the texts; asked anew each time, of the whole edition."""


class Concern(IntEnum):
    """How much of a pair a rule is about.

    Where one rule about samples finds something in a pair, what those with a narrower concern find
    there is its consequence. From `SENTENCE` on, the words of both sides are compared, which says
    nothing where the sides are known to belong to different pairs (`Finding.covers`).
    """

    PLACE = 0
    """Whether the two sides stand face to face at all."""
    PAIR = 1
    """Whether one is a translation of the other."""
    SENTENCE = 2
    LENGTH = 3
    WORD = 4
    FORM = 5
    """The way it is written: never a consequence."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule about the text."""

    name: str
    """Such as `pair.missing`; what reports, waivers and the manual's page call it."""
    severity: Severity
    needs: Needs[...]
    check: Callable[..., Iterator[Problem]]
    """The generator; it takes what `needs` says."""
    waivable: bool
    """Whether a reviewer may put a finding aside: not where the rule guards the page or the record
    itself, or where another place is meant for the reason."""
    instead: str
    """What to do with a finding that cannot be waived."""
    misleads: bool
    """Whether the fault makes whatever else is found in the chapter mislead."""
    concern: Concern
    supersedes: tuple[str, ...]
    """Names of rules: what these find on the same line, or in a pair that a finding of this rule
    covers, is its consequence."""
    silences: bool = False
    """Whether all that other rules say of the pairs that a finding covers is its consequence."""
    switch: str = ""
    """The setting of the edition that turns it off; empty where there is none."""
    gathers: bool = False
    """Whether one finding speaks for all of a side, where there are many of the same: a habit."""
    learns: bool = False
    """Whether it learns from the whole sample first which words answer each other: that takes too
    long to be asked at every letter that somebody writes."""

    state: Literal["", "changed", "asked"] = ""
    """Of one that says where a pair stands: where. It is seen at the pair itself, so what reviewers
    are shown of the pair's findings leaves it out."""
    whole: bool = False
    """Whether it speaks of a chapter that waits for its translation, and of no pair."""
    given: bool = False
    """Whether what it finds in a text by itself may have come with it: an import leaves it."""

    def is_on(self, project: Project) -> bool:
        """Whether an edition with these settings wants it."""
        return not self.switch or bool(getattr(project, self.switch))

    @property
    def manual(self) -> str:
        """What the rule says, why, and its known false alarms: the docstring of its function."""
        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def summary(self) -> str:
        """The first sentence of the manual."""
        return self.manual.partition("\n")[0]

    def make_finding(self, problem: Problem) -> Finding:
        """The finding that a problem is."""
        said = {field.name: getattr(problem, field.name) for field in fields(problem)}
        return Finding(**said, rule=self.name, severity=self.severity)


def rule(
    name: str,
    severity: Severity,
    needs: Needs[P],
    *,
    waivable: bool = True,
    instead: str = "mend the text",
    misleads: bool = False,
    concern: Concern = Concern.FORM,
    supersedes: tuple[str, ...] = (),
    silences: bool = False,
    switch: str = "",
    gathers: bool = False,
    learns: bool = False,
    state: Literal["", "changed", "asked"] = "",
    whole: bool = False,
    given: bool = False,
) -> Callable[[Callable[P, Iterator[Problem]]], Rule]:
    """Make a generator function a `Rule`. Nothing is registered: `RULES` lists them."""

    def make(check: Callable[P, Iterator[Problem]]) -> Rule:
        return Rule(
            name=name,
            severity=severity,
            needs=needs,
            check=check,
            waivable=waivable,
            instead=instead,
            misleads=misleads,
            concern=concern,
            supersedes=supersedes,
            silences=silences,
            switch=switch,
            gathers=gathers,
            learns=learns,
            state=state,
            whole=whole,
            given=given,
        )

    return make


def at_block(
    document: Document, block: Block, message: str, hint: str = "", pair: Pair | None = None
) -> Problem:
    """A problem with a whole block, said of its first line."""
    identifier = pair.id if pair else block.id
    return Problem(block.place.path, block.place.line, message, hint, identifier, document.language)


def at_side(sampled: SampledPair, side: Side, message: str, hint: str = "") -> Problem:
    """A problem with one side of a pair, said of its first line."""
    return at_block(sampled.chapter[side], sampled.pair[side][0], message, hint, sampled.pair)


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

"""Where an edition uses its terms, pair by pair, and how each use is rendered on the other side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property, partial

from visavis.glossary.find import Finder, Span, Use
from visavis.glossary.term import Exemption, Glossary, Term
from visavis.glossary.term_cache import TermCache, find_kept
from visavis.pairs import Pair, Pairing
from visavis.side import Side
from visavis.store import Cache, content_key
from visavis.text import Block, InlineKind, Kind, NoteKind, note_kind

_NO_PROSE = frozenset({Kind.CODE, Kind.HTML, Kind.BREAK})


@dataclass(frozen=True, slots=True)
class PlacedUse:
    """A use of a term, and the block in whose plain words it stands."""

    block: Block
    use: Use


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term in one pair: everything that both sides make of it."""

    term: Term
    pair: Pair
    source: tuple[PlacedUse, ...]
    """Uses on the original's side, in order."""
    target: tuple[PlacedUse, ...]
    """Its renderings on the translation's side, in order."""
    forbidden: tuple[PlacedUse, ...] = ()
    """Renderings there that must not stand for it."""
    exemption: Exemption | None = None
    """The reason why it is rendered otherwise, where one is given."""

    def __getitem__(self, side: Side) -> tuple[PlacedUse, ...]:
        """What stands for the term on a side."""
        return self.source if side is Side.SOURCE else self.target

    @property
    def deviates(self) -> bool:
        """Whether the original uses the term, and the translation no rendering or a forbidden one.

        A pair of which one side is missing does not deviate: nobody has rendered it yet. Nor does
        one of a term that is only marked.
        """
        if not self.term.enforced or not self.source or self.pair.one_sided:
            return False
        return bool(self.forbidden) or not self.target


class Concordance:
    """Finds the terms of a glossary in the rows of chapters; what it has found it remembers.

    Notes are looked at where they are the text's own: the editor's and the translators' notes
    quote terms of both languages.
    """

    def __init__(
        self, glossary: Glossary, languages: tuple[str, str], cache: TermCache | None = None
    ) -> None:
        """Take the terms, and the language tags of the original and of the translation."""
        self.glossary = glossary
        self.cache = cache
        """What was found before; whoever has opened it saves its lemmas."""
        lemmas = cache.lemmas if cache else None
        self.finders = {tag: Finder(glossary, tag, lemmas) for tag in languages}
        """By language tag."""
        self._source, self._target = (self.finders[tag] for tag in languages)
        self._known: dict[str, tuple[Pairing, tuple[Occurrence, ...]]] = {}

    @cached_property
    def digest(self) -> str:
        """Tells this glossary from any other, for what follows from it to be kept by."""
        return content_key(repr(self.glossary.terms))

    def read(self, chapter: Pairing) -> tuple[Occurrence, ...]:
        """Every occurrence in a chapter, row by row, in each row in the order of the terms."""
        known = self._known.get(chapter.name)
        if known is None or known[0] is not chapter:
            known = self._known[chapter.name] = (chapter, tuple(self._read(chapter)))
        return known[1]

    def forget(self) -> None:
        """Let go of what was read: whoever asks for it again reads it again."""
        self._known.clear()

    def uses(self, chapter: Pairing, side: Side) -> Mapping[str, Sequence[Use]]:
        """What stands in the blocks of one text, by their plain words, each in its order.

        Blocks in which nothing was looked for, or not in all of their words, are left out.
        """
        blocks = (block for pair in list_pairs(chapter) for block in pair[side])
        found: dict[str, set[Use]] = {
            b.plain: set() for b in blocks if _is_prose(b) and not _code(b)
        }
        for one in self.read(chapter):
            for placed in one[side]:
                if placed.block.plain in found:
                    found[placed.block.plain].add(placed.use)
        return {words: sorted(uses, key=lambda use: use.start) for words, uses in found.items()}

    def used(self, chapter: Pairing) -> tuple[Set[str] | None, ...]:
        """By row: ids of the terms that the original uses in it.

        None where there is no original that could say it: one side is missing or has no address,
        the words are the edition's own, or stand in raw HTML, which is not searched.
        """
        known: dict[str | None, set[str]] = defaultdict(set)
        for one in self.read(chapter):
            if one.source:
                known[one.pair.id].add(one.term.id)
        return tuple(
            frozenset(known[pair.id])
            if pair.id
            and not pair.one_sided
            and not any(block.is_edition or block.kind is Kind.HTML for block in pair.source)
            else None
            for pair in chapter.pairs
        )

    def _read(self, chapter: Pairing) -> Iterator[Occurrence]:
        if not self.glossary.terms:
            return
        exempt = {
            (term.id, one.pair): one
            for term in self.glossary.terms
            for one in term.exceptions
            if one.chapter == chapter.name
        }
        known = self.cache.open_uses(chapter.name) if self.cache else None
        for pair in list_pairs(chapter):
            for found in self._read_pair(pair, known):
                why = exempt.get((found.term.id, pair.id or ""))
                yield replace(found, exemption=why) if why else found
        if known:
            known.save()

    def _read_pair(self, pair: Pair, known: Cache | None) -> Iterator[Occurrence]:
        source = _uses(pair.source, self._source, known)
        target = _uses(pair.target, self._target, known)
        used = {one.use.term for one in source}
        rendered = used | {one.use.term for one in target}
        if not rendered:
            return
        forbidden = self._forbidden(pair, used, target, known) if used else []
        for term in self.glossary.terms:
            if term.id in rendered:
                own, theirs, wrong = (_of(term, uses) for uses in (source, target, forbidden))
                yield Occurrence(term, pair, own, theirs, wrong)

    def _forbidden(
        self, pair: Pair, used: set[str], target: Sequence[PlacedUse], known: Cache | None
    ) -> list[PlacedUse]:
        """Forbidden renderings of the terms that the original uses here.

        Where the original uses another term too, whose rendering the same words are, they are that
        one's: `bien commun` beside *commons*, where *common good* stands as well.
        """
        return [
            one
            for one in _uses(pair.target, self._target, known, forbidden=True)
            if one.use.term in used
            and not any(
                other.use.term in used and other.block is one.block and _overlap(one.use, other.use)
                for other in target
            )
        ]


def list_pairs(chapter: Pairing) -> Iterator[Pair]:
    """The pairs in which terms are looked for: the rows, and the notes that are the text's own."""
    yield from (pair for pair in chapter.pairs if pair.id)
    for note in chapter.notes:
        if note_kind(note.blocks[0].label or "") is NoteKind.TEXT:
            yield note


def _uses(
    blocks: Sequence[Block], finder: Finder, known: Cache | None, *, forbidden: bool = False
) -> list[PlacedUse]:
    find = finder.find_forbidden if forbidden else finder.find_uses
    if known:
        find = partial(find_kept, known, finder, forbidden=forbidden)
    return [
        PlacedUse(block, use)
        for block in blocks
        if _is_prose(block)
        for use in find(block.plain, _code(block))
    ]


def _is_prose(block: Block) -> bool:
    return block.kind not in _NO_PROSE


def _code(block: Block) -> list[Span]:
    """Where code stands in the plain words of a block.

    Inlines know their place in the source only, so the words are looked for again. Where prose has
    the same words before, that is taken for the code: one use is hidden all the same.
    """
    spans: list[Span] = []
    after = 0
    for inline in block.of_kind(InlineKind.CODE):
        start = block.plain.find(inline.text, after)
        if start >= 0 and inline.text:
            after = start + len(inline.text)
            spans.append((start, after))
    return spans


def _of(term: Term, uses: Sequence[PlacedUse]) -> tuple[PlacedUse, ...]:
    return tuple(one for one in uses if one.use.term == term.id)


def _overlap(one: Use, other: Use) -> bool:
    return one.term != other.term and one.start < other.end and other.start < one.end

"""What `visavis import` says: what stands face to face, what is doubtful, what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from visavis.checks import are_exchanged, is_foreign
from visavis.cli.opening import counted
from visavis.cli.visible import visible
from visavis.imports import (
    BECAME,
    SURE,
    Discrepancy,
    Fault,
    Import,
    Losses,
    Reading,
    Row,
    body_of,
    find_twice,
)
from visavis.pairs import Pairing
from visavis.settings import Project
from visavis.side import Side
from visavis.text import Block, Kind, name_language

_NAMES = {Side.SOURCE: "original", Side.TARGET: "translation"}
_PARAGRAPHS = 100
_SHOWN = 3
_SHORT = 60
_LONG = 88
_IN_BULK = frozenset(
    [
        "navigation",
        "code of another program",
        "page header",
        "page footer",
        "form",
        "page number",
        "frame of Project Gutenberg",
        "table of contents",
        "text for browsers without scripts",
    ]
)
"""What is not quoted when it is left out: how much it is says enough."""


def report(done: Import) -> Iterator[str]:
    """The lines that are said after an import, or after a dry run."""
    yield _summary(done)
    for reading in done.readings:
        yield from losses(reading)
    yield from _passed(done)
    for address in done.chapter.links.values():
        yield f"link on one side only, now in a note: {printable(address)}"
    for misfit in done.chapter.misfits:
        source, target = (_start(blocks[0]) for blocks in (misfit.source, misfit.target))
        kinds = f"{misfit.source[0].kind} and {misfit.target[0].kind}"
        yield f"not in one row, since their shapes differ ({kinds}): {source} | {target}"
    for old, new in done.chapter.moved.items():
        yield f"{old} is part of {new} now"
    yield from _unanswered(done)
    yield from _doubts(done)
    for finding in done.findings:
        place = f"{finding.path}:{finding.line}"
        yield f"{place}: {finding.rule}: {printable(finding.message)}"


def tell_languages(
    project: Project, texts: Sequence[Reading], *, written: bool = True
) -> Iterator[str]:
    """Say of texts that read as if they belonged to the other side that they do.

    What was `written` is undone first: imported otherwise, chapters may have other names.
    """
    sides = {project[side].language: side for side in Side}
    others = {language: project[side.other].language for language, side in sides.items()}
    samples = [_sample(text) for text in texts]
    strange = [
        text
        for text, sample in zip(texts, samples, strict=True)
        if is_foreign(sample, text.language, others[text.language])
    ]
    if len(texts) == 2 and are_exchanged(
        (samples[0], samples[1]), (texts[0].language, texts[1].language)
    ):
        strange = [*texts]
    for text in strange:
        name = _NAMES[sides[text.language]]
        like, unlike = name_language(others[text.language]), name_language(text.language)
        yield f"{text.name}: the {name} reads like {like}, not like {unlike}"
    if len(strange) > 1:
        before = "run `visavis undo`, then " if written else ""
        of_one = len({text.name for text in texts}) == 1
        how = "with the languages at the head of the file" if of_one else "the other way round"
        yield f"The two seem exchanged: {before}import them {how}."
    elif strange:
        yield "See whether it belongs to the other side of the edition."


def tell_twice(brought: Sequence[Import]) -> Iterator[str]:
    """Say of chapters that were written that the edition had their texts already."""
    twice = find_twice(brought)
    for name, other in [*twice.items()][:1]:
        said = f"{name} has the texts of {other}, which the edition had already"
        if len(twice) > 1:
            said = f"{counted(len(twice), 'chapter')} have texts that the edition had: {said}"
        yield f"{said}; `visavis undo` takes the import back."


def table(done: Import) -> Iterator[str]:
    """The whole alignment of a chapter, a row a line under its name."""
    yield done.pairing.name
    for row in done.chapter.rows:
        shape = f"{len(row.source)}:{len(row.target)}"
        sides = " | ".join(_words(row[side], _SHORT).ljust(_SHORT) for side in Side)
        yield f"{row.id or '':>7} {shape:>4} {row.score:4.2f} {sides}".rstrip()


def printable(text: str) -> str:
    """Words from a file, which must not steer the terminal."""
    return visible(" ".join(text.split()))


def _sample(text: Reading) -> str:
    """Paragraphs from everywhere in a text, enough to know its language by."""
    blocks = body_of(text.document)
    return "\n".join(block.plain for block in blocks[:: len(blocks) // _PARAGRAPHS + 1])


def _summary(done: Import) -> str:
    shapes = Counter(_shape(row) for row in done.chapter.rows)
    parts = [f"{number} {shape}" for shape, number in shapes.most_common()]
    return f"{done.pairing.name}: {counted(len(done.chapter.rows), 'row')}: {', '.join(parts)}"


def _shape(row: Row) -> str:
    for side in Side:
        if not row[side.other]:
            return f"only in the {_NAMES[side]}"
    return f"{len(row.source)}:{len(row.target)}"


def losses(reading: Reading) -> Iterator[str]:
    """What a text has that could not be taken over, a kind a line."""
    by_kind: dict[str, Losses] = {}
    for (kind, what), number in reading.lost.items():
        by_kind.setdefault(kind, Counter())[kind, what] = number
    for kind, found in by_kind.items():
        shown = [printable(what)[:_SHORT] for _, what in list(found)[:_SHOWN] if what]
        more = "…" if len(found) > _SHOWN else ""
        said = f" ({', '.join(shown)}{', ' if more else ''}{more})" if shown else ""
        became = f"{kind}, {BECAME[kind]}" if kind in BECAME else ""
        said = f"{found.total()} × {became or kind}{said}"
        yield f"{reading.name}: {'' if became else 'left out: '}{said}"


def ledger(text: Reading, found: Sequence[Discrepancy]) -> Iterator[str]:
    """What became of the words of a file that did not come as they were given, a line each."""
    for fault in Fault:
        groups: dict[tuple[str, bool], list[Discrepancy]] = {}
        for one in found:
            if one.fault is fault:
                is_whole = one.is_whole or one.kind in _IN_BULK
                groups.setdefault((one.kind, is_whole), []).append(one)
        said = "; ".join(_group(*key, ones) for key, ones in groups.items())
        if said:
            yield f"{text.name}: {fault}: {said}"


def _group(kind: str, is_whole: bool, found: Sequence[Discrepancy]) -> str:
    words = counted(sum(one.number for one in found), "word")
    if kind in _IN_BULK:
        return f"{kind}, {words}"
    if not kind:
        said = words
    elif is_whole:
        said = counted(len(found), kind)
    else:
        said = f"{words} of {'a' if len(found) == 1 else 'some'} {kind}{'s' * (len(found) > 1)}"
    shown = ", ".join(map(_quoted, found[:_SHOWN]))
    return f"{said} {shown}{', …' * (len(found) > _SHOWN)}"


def _quoted(one: Discrepancy) -> str:
    words = printable(one.text)
    words = words if len(words) <= _SHORT else words[:_SHORT].rsplit(" ", 1)[0] + " …"
    return f"“{words}”{f' ({one.place})' if one.place else ''}"


def _passed(done: Import) -> Iterator[str]:
    """The headings at which no chapter begins, though it should perhaps."""
    for side, words in done.passed:
        document = done.pairing[side]
        line = next((b.place.line for b in document.blocks if b.plain == words), 1)
        yield (
            f"{document.path}:{line}: no chapter begins at this heading, since no heading of the "
            f"{_NAMES[side.other]} answers it: {printable(words)[:_SHORT]}"
        )


def _unanswered(done: Import) -> Iterator[str]:
    places = _Places(done.pairing)
    for row in done.chapter.rows:
        if row.one_sided and not row.settled:
            words = _words(row.source or row.target, _LONG)
            yield f"{places.of(row)}: {row.id} has no answer, marked .{places.mark(row)}: {words}"


def _doubts(done: Import) -> Iterator[str]:
    rows = done.chapter.rows
    doubtful = [i for i, row in enumerate(rows) if row.is_unsure]
    if doubtful:
        yield f"{counted(len(doubtful), 'row')} to look at (less sure than {SURE}):"
    near = sorted({i for at in doubtful for i in (at - 1, at, at + 1) if 0 <= i < len(rows)})
    places = _Places(done.pairing)
    last = -2
    for index in near:
        row, doubt = rows[index], index in doubtful
        if index != last + 1:
            yield ""
        said = f"  {row.score:.2f}  {places.of(row)}" if doubt else ""
        yield f"{'>' if doubt else ' '} {row.id}{said}"
        for side in Side:
            yield f"      {done.pairing[side].language}  {_words(row[side], _LONG) or '–'}"
        last = index


class _Places:
    """Finds where rows stand in the new files."""

    def __init__(self, pairing: Pairing) -> None:
        self._pairs = {pair.id: pair for pair in pairing.pairs}

    def of(self, row: Row) -> str:
        """The places of both sides, the original's first."""
        pair = self._pairs.get(row.id)
        return " and ".join(str(pair[side][0].place) for side in Side if pair and pair[side])

    def mark(self, row: Row) -> str:
        """How a row with one side is marked."""
        pair = self._pairs.get(row.id)
        return "untranslated" if pair and pair.blocks[0].untranslated else "alone"


def _words(blocks: Sequence[Block], length: int) -> str:
    words = printable(" ¶ ".join(block.plain or _unsaid(block) for block in blocks))
    return words if len(words) <= length else words[: length - 1] + "…"


def _unsaid(block: Block) -> str:
    return f"[{block.kind}]" if block.kind is Kind.FIGURE else ""


def _start(block: Block) -> str:
    return _words((block,), _SHORT)


def say_next(project: Project, pages: Sequence[str]) -> Iterator[str]:
    """What to do next; first the pages are named that no reader would find.

    A nav, where there is one, lists all that do.
    """
    hidden = [page for page in pages if project.nav and page not in project.nav]
    if not hidden:
        yield "Next: `visavis check`."
        return
    this, it = ("this", "it") if len(hidden) == 1 else ("these", "them")
    yield f"The nav of mkdocs.yml does not name {this}; add {it} there, then `visavis check`:"
    for page in hidden:
        yield f"  - {page}"

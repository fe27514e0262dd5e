"""The ledger of words: what a file gave, against what came out of it.

The law: every word of the file is in the edition, or is named. Words are compared in their order,
passage by passage where these are alike, word by word between them; what stands elsewhere than it
was given (a note at the end) is found again as a whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import accumulate, groupby, pairwise

from visavis.imports.patience import Span, match
from visavis.imports.words import SPARE, PlacedText, words_of

_REPLACED = frozenset(["call", "backlink", "note label", "list number"])
"""What the edition writes in its own way: figures of calls and of lists, ways back from a note."""
_ASIDE = frozenset(["call", "page number"])
"""What stands among the words of a sentence, and is none of them."""
_NO_TEXT = frozenset(
    [
        "comment",
        "page title",
        "code of another program",
        "page number",
        "heading of the notes",
        "table of contents",
        "running head",
        "frame of Project Gutenberg",
        "producer’s note",
        "column title",
        "unused cell",
    ]
)
"""What is named, but is no loss of text."""
_FEW = 4


class Fault(str, Enum):
    """What became of words."""

    LEFT_OUT = "left out"
    GLUED = "glued"
    PARTED = "parted"
    INSERTED = "inserted"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Words that did not come out as they were given."""

    fault: Fault
    kind: str
    """What they are, or stand in: `note`, `navigation`."""
    place: str
    """Where they stand in the file."""
    text: str
    """The words themselves."""
    number: int
    """How many they are."""
    is_whole: bool
    """Whether they are the whole of it: a note, not three words of one."""

    @property
    def is_loss(self) -> bool:
        """Whether the text is another for it."""
        return self.kind not in _NO_TEXT


def left_out(passage: PlacedText) -> Discrepancy:
    """The entry of a passage that a reader has left out as a whole."""
    words = " ".join(passage.words)
    size = len(passage.words)
    return Discrepancy(Fault.LEFT_OUT, passage.kind, passage.place, words, size, True)


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of one passage that stand together and have no answer."""

    passage: PlacedText
    number: int
    """Which of the passages it is."""
    start: int
    stop: int

    @property
    def words(self) -> tuple[str, ...]:
        return self.passage.words[self.start : self.stop]

    def called(self, fault: Fault, kind: str) -> Discrepancy:
        words = self.words
        is_whole = len(words) == len(self.passage.words)
        text = " ".join(self.passage.text.split() if is_whole else words)
        return Discrepancy(fault, kind, self.passage.place, text, len(words), is_whole)


def balance_words(
    given: Sequence[PlacedText], came: Sequence[PlacedText], named: Iterable[tuple[str, str]] = ()
) -> list[Discrepancy]:
    """What was given and did not come, or came otherwise than it was given; in the order given.

    `named` is what a reader has left out by intention: what it is, and its words.
    """
    entries: list[tuple[int, Discrepancy]] = []
    missing: list[_Run] = []
    added: list[_Run] = []
    for ours, theirs in _gaps(given, came):
        whole = _Stretch(given, *ours), _Stretch(came, *theirs)
        found = _sound(match(whole[0].words, whole[1].words), whole)
        for one, other in _open(found, whole):
            runs, others = list(whole[0].runs(*one)), list(whole[1].runs(*other))
            fault = _joined(runs, others)
            if fault is None:
                words = [run for run in runs if run.passage.kind not in _ASIDE]
                fault = _joined(words, others)
                if fault:
                    missing += [run for run in runs if run not in words]
                    runs = words
            if fault is None:
                missing += runs
                added += others
            elif fault is not Fault.GLUED or not _is_initial(runs):
                kind, place = runs[0].passage.kind, runs[0].passage.place
                text = " ".join(_words(others))
                one_place = Discrepancy(fault, kind, place, text, len(runs), is_whole=False)
                entries.append((runs[0].number, one_place))
    missing, added = _elsewhere(missing, added)
    entries += _left(missing, named)
    for run in added:
        if run.passage.kind != SPARE:
            entries.append((len(given), run.called(Fault.INSERTED, "")))
    return [entry for _, entry in sorted(entries, key=lambda one: one[0])]


def _words(runs: Iterable[_Run]) -> list[str]:
    return [word for run in runs for word in run.words]


class _Stretch:
    """Some passages that follow each other, as one row of words."""

    def __init__(self, passages: Sequence[PlacedText], start: int, stop: int) -> None:
        self._passages, self._start = passages, start
        each = [passage.words for passage in passages[start:stop]]
        self.words = [word for words in each for word in words]
        self._ends = list(accumulate(map(len, each)))

    def number(self, word: int) -> int:
        """Which of the passages a word stands in."""
        return bisect_right(self._ends, word)

    def size(self, number: int) -> int:
        """How many words a passage has."""
        return self._ends[number] - (self._ends[number - 1] if number else 0)

    def runs(self, start: int, stop: int) -> Iterator[_Run]:
        """The runs of the words from `start` to `stop`, each in one passage."""
        while start < stop:
            number = self.number(start)
            first = self._ends[number - 1] if number else 0
            end = min(stop, self._ends[number])
            at = self._start + number
            yield _Run(self._passages[at], at, start - first, end - first)
            start = end


def _gaps(given: Sequence[PlacedText], came: Sequence[PlacedText]) -> Iterator[tuple[Span, Span]]:
    """The stretches of passages between those that came as they were given."""
    ours, theirs = ([p.words or (None, n) for n, p in enumerate(s)] for s in (given, came))
    found = [(-1, -1), *match(ours, theirs), (len(given), len(came))]
    for (i, j), (i_end, j_end) in pairwise(found):
        if i + 1 < i_end or j + 1 < j_end:
            yield (i + 1, i_end), (j + 1, j_end)


def _open(found: Sequence[Span], whole: tuple[_Stretch, _Stretch]) -> Iterator[tuple[Span, Span]]:
    """The stretches of words between those that answer each other."""
    ends = [(-1, -1), *found, (len(whole[0].words), len(whole[1].words))]
    for (i, j), (i_end, j_end) in pairwise(ends):
        if i + 1 < i_end or j + 1 < j_end:
            yield (i + 1, i_end), (j + 1, j_end)


def _sound(found: Sequence[Span], whole: tuple[_Stretch, _Stretch]) -> list[Span]:
    """The pairs of passages that share more than half of the shorter one’s words.

    Two sentences that share no more than a `the` do not answer each other, nor do a sentence and
    a title of two words.
    """
    places = [(whole[0].number(i), whole[1].number(j)) for i, j in found]
    shared = Counter(places)
    sizes = {(p, q): min(whole[0].size(p), whole[1].size(q)) for p, q in shared}
    return [pair for pair, at in zip(found, places, strict=True) if shared[at] * 2 > sizes[at]]


def _joined(runs: Sequence[_Run], others: Sequence[_Run]) -> Fault | None:
    """Whether the same letters stand there with other gaps between the words."""
    ours, theirs = _words(runs), _words(others)
    if not ours or not theirs:
        return None
    one, other = "".join(ours), "".join(theirs)
    if one == other:
        return Fault.GLUED if len(theirs) < len(ours) else Fault.PARTED
    has_grown = len(ours) == len(theirs) == 1 and (other.startswith(one) or other.endswith(one))
    return Fault.GLUED if has_grown else None


def _is_initial(runs: Sequence[_Run]) -> bool:
    """Whether the first word is a letter by itself, which was painted, or set apart."""
    first = runs[0]
    return len(runs) == 2 and first.passage.words == first.words and len(first.words[0]) == 1


def _elsewhere(missing: Iterable[_Run], added: Sequence[_Run]) -> tuple[list[_Run], list[_Run]]:
    """Both without the runs that stand elsewhere than they were given, as a whole or as a part."""
    spare: dict[tuple[str, ...], list[_Run]] = {}
    for run in added:
        spare.setdefault(run.words, []).append(run)
    left = []
    for run in missing:
        there = spare.get(run.words) if run.passage.kind != "page number" else None
        if there:
            there.pop(0)  # what is spare comes last
        else:
            left.append(run)
    unasked = {id(run) for runs in spare.values() for run in runs}
    ours = _Shelf([run for run in added if id(run) in unasked])
    theirs = _Shelf([run for run in left if not ours.take(run)])
    rest = [run for run in ours.rest() if not theirs.take(run)]
    return list(theirs.rest()), rest


class _Shelf:
    """Runs out of which others are taken."""

    def __init__(self, runs: Sequence[_Run]) -> None:
        self._runs = runs
        self._free = [[True] * len(run.words) for run in runs]
        self._starts: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for number, run in enumerate(runs):
            for start, two in enumerate(pairwise(run.words)):
                self._starts.setdefault(two, []).append((number, start))

    def take(self, wanted: _Run) -> bool:
        """Take the words of a run, of two at least or all of it, out of one that has them."""
        words = wanted.words
        alone = len(words) == 1 and len(wanted.passage.words) == 1
        for number, start in self._places(words[0]) if alone else self._starts.get(words[:2], ()):
            stop = start + len(words)
            free = self._free[number]
            if self._runs[number].words[start:stop] == words and all(free[start:stop]):
                free[start:stop] = [False] * len(words)
                return True
        return False

    def _places(self, word: str) -> Iterator[tuple[int, int]]:
        """Where a word stands in a run of few."""
        for number, run in enumerate(self._runs):
            if word in run.words[:_FEW]:
                yield number, run.words.index(word)

    def rest(self) -> Iterator[_Run]:
        """What is left of the runs."""
        for run, free in zip(self._runs, self._free, strict=True):
            at = run.start
            for is_free, group in groupby(free):
                size = len(list(group))
                if is_free:
                    yield replace(run, start=at, stop=at + size)
                at += size


def _left(
    missing: Sequence[_Run], named: Iterable[tuple[str, str]]
) -> Iterator[tuple[int, Discrepancy]]:
    """The entries of what is missing, each under the name that the reader gave it, if any."""
    exact: dict[tuple[str, ...], list[str]] = {}
    said: list[tuple[str, str]] = []
    for kind, texts in groupby(named, lambda one: one[0]):
        each = [words_of(text) for _, text in texts]
        for words in each:
            exact.setdefault(words, []).append(kind)
        if kind not in _REPLACED:
            said.append((kind, f" {' '.join(word for words in each for word in words)} "))
    for run in missing:
        names = exact.get(run.words)
        name = names.pop(0) if names else ""
        if name in _REPLACED or run.passage.kind == "list number":
            continue
        kind = name or _kind(run, said)
        yield run.number, run.called(Fault.LEFT_OUT, kind)


def _kind(run: _Run, said: Sequence[tuple[str, str]]) -> str:
    wanted = f" {' '.join(run.words)} "
    return next((kind for kind, text in said if wanted in text), run.passage.kind)

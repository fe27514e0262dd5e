"""Rules about links and images: none lost, none pointing elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from visavis.align import Pairing
from visavis.checks.finding import Severity
from visavis.checks.rule import Problem, at_block, at_inline, rule
from visavis.text import Block, Inline, InlineKind

_NAMES = {InlineKind.LINK: "link", InlineKind.IMAGE: "image"}


@rule("link.lost", Severity.ERROR)
def link_lost(chapter: Pairing) -> Iterator[Problem]:
    """Both sides of a row have as many links and as many images.

    The ones that have no answer are named on the side that has them.
    """
    for pair in chapter.pairs:
        if pair.one_sided:
            continue
        for kind, name in _NAMES.items():
            ours, theirs = _of(pair.target, kind), _of(pair.source, kind)
            if len(ours) == len(theirs):
                continue
            more, less = (ours, theirs) if len(ours) > len(theirs) else (theirs, ours)
            document, other = chapter.documents if more is ours else chapter.documents[::-1]
            answers = pair.source if more is ours else pair.target
            for block, inline in _unanswered(more, less, chapter):
                yield at_inline(
                    document,
                    block,
                    inline,
                    f"the {name} to {inline.target or 'nowhere'} has none to answer it in "
                    f"{answers[0].place}",
                    f"set it in {other.path} too",
                    pair,
                )


@rule("link.elsewhere", Severity.WARNING)
def link_elsewhere(chapter: Pairing) -> Iterator[Problem]:
    """Links and images of a row point to the same place.

    Addresses that differ only in the language (`fr.wikipedia.org` and `en.wikipedia.org`, `/fr/` and
    `/en/`) count as the same. A page that exists in one language only is a known false alarm.
    """
    for pair in chapter.pairs:
        if pair.one_sided:
            continue
        for kind, name in _NAMES.items():
            ours, theirs = _of(pair.target, kind), _of(pair.source, kind)
            if len(ours) != len(theirs):
                continue  # `link.lost` says it
            missing = _targets(theirs, chapter) - _targets(ours, chapter)
            for block, inline in _unanswered(ours, theirs, chapter):
                expected = next(iter(missing), "")
                yield at_inline(
                    chapter.target,
                    block,
                    inline,
                    f"the {name} points to {inline.target}, in {pair.source[0].place} to {expected}",
                    "let both point to the same place",
                    pair,
                )


@rule("link.empty", Severity.ERROR)
def link_empty(chapter: Pairing) -> Iterator[Problem]:
    """A link and an image point somewhere."""
    for document in chapter.documents:
        for block in document.blocks:
            for kind, name in _NAMES.items():
                for inline in block.of_kind(kind):
                    if not inline.target.strip():
                        yield at_block(
                            document, block, f"the {name} “{inline.text}” points nowhere",
                            "write its address between the brackets",
                        )


def _of(blocks: tuple[Block, ...], kind: InlineKind) -> list[tuple[Block, Inline]]:
    return [(block, inline) for block in blocks for inline in block.of_kind(kind)]


def _targets(found: list[tuple[Block, Inline]], chapter: Pairing) -> Counter[str]:
    return Counter(_neutral(inline.target, chapter) for _, inline in found)


def _unanswered(
    found: list[tuple[Block, Inline]], others: list[tuple[Block, Inline]], chapter: Pairing
) -> Iterator[tuple[Block, Inline]]:
    left = _targets(others, chapter)
    for block, inline in found:
        target = _neutral(inline.target, chapter)
        if left[target]:
            left[target] -= 1
        else:
            yield block, inline


def _neutral(target: str, chapter: Pairing) -> str:
    """The address with every language of the edition written as one."""
    tags = {tag for d in chapter.documents for tag in (d.language, d.language.partition("-")[0])}
    names = "|".join(sorted(map(re.escape, tags), key=len, reverse=True))
    return re.sub(rf"(?<![\w-])(?:{names})(?![\w-])", "*", target)



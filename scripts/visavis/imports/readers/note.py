"""Notes that pages know only as links: what calls them, and what belongs to them.

A call is told by what it says it is (`noteref`), or by being a figure or a sign that leads to a
note; a note by what it says, or what is said of the list that it stands in, by its link back to the
call, or by its beginning with the very sign that calls it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from visavis.imports.readers.page import (
    BLOCKS,
    CALL,
    HEADINGS,
    NOTE,
    Element,
    HtmlPage,
    ancestors,
    drop,
    said,
    text_of,
)

_CALLS = frozenset(
    "noteref fnanchor footnote-ref footnoteref fnref footnote-anchor footnote-reference "
    "footnotereference endnote-ref note-ref".split()
)
_ONE = frozenset("footnote endnote rearnote note footnote-body footnotetext fn".split())
_MANY = frozenset(
    "footnotes endnotes rearnotes notes footnote-list references footnote-section".split()
)
_BACK = frozenset("backlink footnote-backref footnote-back footnote-return reversefootnote".split())
_MARK = r"\d{1,4}|[ivxlc]{1,6}|[^\W\d_]|[*†‡§¶‖#]{1,4}"
_LABEL = re.compile(rf"\s*[\[({{]?\s*(?P<sign>{_MARK})\s*[\])}}.:]*\s*", re.IGNORECASE)
_EMPTY_LABEL = re.compile(r"^\s*[\[({]?\s*[\])}.:]\s*")
_ARROW = re.compile(r"[\s\[(]*[↩↑←⏎^↖⮌⤴\u2191\ufe0e\ufe0f]+[\s\])]*")
_LABELS = frozenset("sup span a b strong dt td".split())
_LONGEST_CALL = 12
"""Characters of a call that is a word: `note 12`."""
_HOLDERS = frozenset("li aside dd tr".split())


@dataclass(slots=True)
class FoundNotes:
    """The notes of a text, by number."""

    elements: list[list[Element]] = field(default_factory=list)
    """What belongs to each."""
    calls: list[int] = field(default_factory=list)
    """How often each is called."""
    named: list[tuple[str, str]] = field(default_factory=list)
    """Words that are left out, since the edition writes them in its own way."""


def find_notes(pages: Sequence[HtmlPage]) -> FoundNotes:
    """Find all notes; mark what belongs to them and what calls them, take out what leads back."""
    by_path = {page.path: page for page in pages}
    called = [
        (page, link, place, target)
        for page in pages
        for link in page.body.iter("a")
        if (place := page.target(link))
        and (target := _target(by_path, place)) is not None
        and _is_call(link, target)
    ]
    places = {place for _, _, place, _ in called}
    notes = FoundNotes()
    numbers: dict[tuple[str, str], int] = {}
    for page, link, place, target in called:
        if any(one.get(NOTE) is not None for one in ancestors(link)):
            continue  # of two that lead to each other, the first calls the other
        if place not in numbers:
            held = _held(target, places, by_path[place[0]], alone=place[0] != page.path)
            if not held or any(one.get(NOTE) is not None for one in held) or _holds(held, link):
                continue
            numbers[place] = len(notes.elements)
            for one in held:
                one.set(NOTE, str(numbers[place]))
            notes.elements.append(held)
            notes.calls.append(0)
            _without_ways_back(held, _ids(link), notes)
            _without_label(held, _sign(text_of(link)), notes)
        _mark(link, numbers[place], notes)
    _without_headings(pages, notes)
    return notes


def _target(by_path: Mapping[str, HtmlPage], place: tuple[str, str]) -> Element | None:
    page = by_path.get(place[0])
    return page.ids.get(place[1]) if page and place[1] else None


def _is_call(link: Element, target: Element) -> bool:
    if any(one.tag in HEADINGS for one in ancestors(target)) or said(link) & _BACK:
        return False
    text = text_of(link)
    says = said(link) & _CALLS or (link.getparent() is not None and said(link.getparent()) & _CALLS)
    if says:
        return True
    if len(text.strip()) > _LONGEST_CALL or _in_note(link):
        return False
    if _leads_back(link, target):
        return True
    is_sign = bool(_sign(text))
    return is_sign and (_in_note(target) or _begins(target, _sign(text)))


def _in_note(element: Element) -> bool:
    """Whether an element says that it is a note, or stands among notes."""
    return any(said(one) & (_ONE | _MANY) for one in ancestors(element) if one.tag != "body")


def _leads_back(link: Element, target: Element) -> bool:
    block = _block(target)
    if block is None or any(one is link for one in block.iter("a")):
        return False
    ids = _ids(link)
    back = [one for one in block.iter("a") if one.get("href", "").rpartition("#")[2] in ids]
    return bool(back) and len("".join(map(text_of, back)).strip()) < len(text_of(block).strip())


def _begins(target: Element, sign: str) -> bool:
    """Whether the id stands at the head of a paragraph that begins with a sign."""
    block = _block(target)
    if block is None or not sign or block.tag not in ("p", "li", "dd", "div"):
        return False
    found = _LABEL.match(text_of(block))
    return found is not None and found["sign"] == sign


def _ids(link: Element) -> frozenset[str]:
    """The ids by which one can come back to a call: its own, and those close around it."""
    near = [link, *link.iter("*")]
    for one in ancestors(link):
        if one.tag in BLOCKS:
            near.append(one)
            break
        before = one.itersiblings(preceding=True)
        near += [one, *(empty for empty in before if not text_of(empty))]
    return frozenset(name for one in near for name in (one.get("id"), one.get("name")) if name)


def _block(element: Element) -> Element | None:
    return next((one for one in ancestors(element) if one.tag in BLOCKS), None)


def _held(
    target: Element, places: set[tuple[str, str]], page: HtmlPage, *, alone: bool
) -> list[Element]:
    """What belongs to a note: what says so, or the paragraph and those that continue it.

    `alone` says that notes stand in a file of their own, where nothing else follows them.
    """
    for one in ancestors(target):
        if one.tag in _HOLDERS or (said(one) & _ONE and not said(one) & _MANY):
            block = one if one.tag in BLOCKS else _block(one)
            return [block] if block is not None else []
        if one.tag in ("body", "section", "table", "ol", "ul") or said(one) & _MANY:
            break
    block = _block(target)
    if block is None or block.tag in ("body", "section", "article", "main"):
        return []
    if block.tag == "dt":
        return _until(block, lambda one: one.tag == "dt")
    if not (alone or _in_note(block)):
        return [block]
    names = {name for path, name in places if path == page.path}
    return _until(block, lambda one: one.tag in (*HEADINGS, "hr") or _has_id(one, names))


def _until(first: Element, ends: Callable[[Element], bool]) -> list[Element]:
    return [first, *takewhile(lambda one: not ends(one), first.itersiblings("*"))]


def _has_id(element: Element, names: set[str]) -> bool:
    return any((one.get("id") or one.get("name")) in names for one in element.iter("*"))


def _holds(held: Sequence[Element], link: Element) -> bool:
    around = list(ancestors(link))
    return any(one is other for one in held for other in around)


def _without_ways_back(held: Sequence[Element], ids: frozenset[str], notes: FoundNotes) -> None:
    for link in [link for block in held for link in block.iter("a")]:
        _, mark, name = link.get("href", "").rpartition("#")
        is_arrow = bool(link.get("href")) and _ARROW.fullmatch(text_of(link))
        if (mark and name in ids) or said(link) & _BACK or is_arrow:
            notes.named.append(("backlink", text_of(link)))
            link.set(NOTE, "")  # it is a part of the note, and calls none
            drop(link)


def _without_label(held: list[Element], sign: str, notes: FoundNotes) -> None:
    """Take the figure of a note away from its beginning, where it is the one that calls it."""
    if sign and len(held) > 1 and _sign(text_of(held[0])) == sign:
        notes.named.append(("note label", text_of(held.pop(0))))
        return
    for element in held[0].iter("*"):
        text = text_of(element)
        is_label = element.tag in _LABELS and element is not held[0] and not element.get("href")
        if sign and is_label and text.strip() and _sign(text) == sign:
            notes.named.append(("note label", text))
            drop(element)
            return
        for place in ("text", "tail") if element is not held[0] else ("text",):
            words = getattr(element, place) or ""
            if words.strip():
                found = _LABEL.match(words) if sign else None
                is_set_off = found and found[0].strip() + " " == found[0].lstrip()
                if found and found["sign"] == sign and is_set_off:
                    notes.named.append(("note label", found[0]))
                    words = words[found.end() :]
                # A way back stood between these.
                setattr(element, place, _EMPTY_LABEL.sub("", words))
                return


def _sign(text: str) -> str:
    found = _LABEL.fullmatch(text)
    return found["sign"] if found else ""


def _mark(link: Element, number: int, notes: FoundNotes) -> None:
    notes.calls[number] += 1
    notes.named.append(("call", text_of(link)))
    link.set(CALL, str(number))


def _without_headings(pages: Sequence[HtmlPage], notes: FoundNotes) -> None:
    """Take out the headings and rules after which nothing is left but notes: they go elsewhere."""
    for page in pages:
        tags = (*HEADINGS, "hr")
        for heading in [one for one in page.body.iter(*tags) if one.get(NOTE) is None]:
            following = list(_following(heading, page.body))
            has_note = any(inner.get(NOTE) is not None for one in following for inner in one.iter())
            if has_note and not any(map(_has_words, following)):
                if heading.tag != "hr":
                    notes.named.append(("heading of the notes", text_of(heading)))
                drop(heading)


def _following(heading: Element, body: Element) -> Iterator[Element]:
    """What follows a heading up to the next one, outermost elements only."""
    one = heading
    while one is not None and one is not body:
        if one is not heading and (one.tag in ("section", "aside") or said(one) & _MANY):
            return
        for sibling in one.itersiblings("*"):
            if next(sibling.iter(*HEADINGS), None) is not None:
                yield from _before_heading(sibling)
                return
            yield sibling
        one = one.getparent()


def _before_heading(element: Element) -> Iterator[Element]:
    for child in element.iterchildren("*"):
        if child.tag in HEADINGS:
            return
        if next(child.iter(*HEADINGS), None) is not None:
            yield from _before_heading(child)
            return
        yield child


def _has_words(element: Element) -> bool:
    """Whether there is anything to read in it beside notes."""
    if element.get(NOTE) is not None:
        return bool((element.tail or "").strip())
    own = (element.text or "").strip() or (element.tail or "").strip()
    return bool(own) or any(_has_words(child) for child in element.iterchildren("*"))

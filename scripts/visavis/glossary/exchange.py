"""TBX and CSV → terms: what other programs and spreadsheets know of a glossary.

Nothing is written here. What a file lacks for a term of this edition is said, entry by entry.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from visavis.errors import VisavisError
from visavis.glossary.morphology import bare
from visavis.glossary.term import UNTOLD, Forbidden, Source, Term, TermEntry
from visavis.input import Element, decode, parse_xml, read_delimited
from visavis.text import is_tag, is_valid_id, named_language
from visavis.unicode import primary

SUFFIXES = (".tbx", ".xml", ".csv", ".tsv", ".txt", ".utf8", ".tab")
_PARTS_OF_SPEECH = {"properNoun": "proper noun", "other": "phrase"}
_KNOWN = ("noun", "proper noun", "adjective", "verb", "adverb", "phrase")
_GENDERS = {"other": "common"}
_OF_DCT = frozenset(
    "administrativeStatus partOfSpeech grammaticalGender grammaticalNumber definition source "
    "crossReference externalCrossReference subjectField context termType termLocation "
    "geographicalUsage customerSubset projectSubset normativeAuthorization processStatus".split()
)
"""The data categories that style DCT has as elements of their own name."""
_GROUPS = frozenset("descripGrp adminGrp termNoteGrp termGrp".split())
_STATUSES = (
    "administrativeStatus",
    "normativeAuthorization",
    "usageStatus",
    "status",
    "termStatus",
)
_FORBIDDEN = (
    "deprecated superseded forbidden prohibited obsolete notrecommended donotuse rejected".split()
)
_COLUMNS = ("definition", "variants", "forbidden", "usage")
_LINK = re.compile(r"https?://\S+")
_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file gives."""

    terms: tuple[Term, ...] = ()
    doubts: tuple[str, ...] = ()
    """What was left out, or has to be looked at, a line each."""


@dataclass(slots=True)
class _Draft:
    """A term while it is read."""

    name: str
    line: int
    entries: dict[str, TermEntry] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    part_of_speech: str = ""


def read_terms(data: bytes, name: str, languages: Sequence[str]) -> Brought:
    """The terms of a file, for an edition in these languages; the first is the original's.

    `name` tells by its suffix what it is. Raises VisavisError for a file that cannot be read.
    """
    suffix = "." + name.rpartition(".")[2].lower()
    if suffix not in SUFFIXES:
        raise VisavisError(
            "no format of glossaries that can be imported",
            place=name,
            hint=f"there are {', '.join(SUFFIXES)}",
        )
    tabular = suffix not in (".tbx", ".xml")
    drafts = list(_read_table(data, name, languages) if tabular else _read_tbx(data, name))
    return _finish(drafts, name, languages)


def _read_tbx(data: bytes, name: str) -> Iterator[_Draft]:
    root = next(parse_xml(data, name).children(), None)
    if root is None or root.name not in ("tbx", "martif"):
        raise VisavisError("no TBX file: its root is not <tbx>", place=f"{name}:1")
    # TBX of 2008 calls concepts, languages and terms by other names.
    for concept in root.find_all("conceptEntry", "termEntry"):
        draft = _Draft(concept.attributes.get("id", ""), concept.line)
        for group in (*concept.children("adminGrp"), concept):
            draft.sources += _sources(group)
        refs = [r for r in _categories(concept, "ref") if _category(r) == "crossReference"]
        draft.related = [ref.attributes.get("target") or _text(ref) for ref in refs]
        for section in concept.children("langSec", "langSet"):
            _read_language(section, draft)
        _share_definition(concept, draft, root.attributes.get("xml:lang", ""))
        yield draft


def _categories(element: Element, *holders: str) -> Iterator[Element]:
    """The data categories of an element: `<termNote type="x">` (DCA), or `<min:x>` (DCT).

    `holders` are what DCA calls them; those in a group of their own are found too.
    """
    for child in element.children():
        if child.name in holders or child.name in _OF_DCT:
            yield child
        elif child.name in _GROUPS:
            yield from _categories(child, *holders)


def _category(element: Element) -> str:
    """The name of a data category, in either style."""
    return element.name if element.name in _OF_DCT else element.attributes.get("type", "")


def _definitions(element: Element) -> list[str]:
    found = _categories(element, "descrip")
    return [text for one in found if _category(one) == "definition" and (text := _text(one))]


def _share_definition(concept: Element, draft: _Draft, language: str) -> None:
    """Give the definition of a concept to its language, or to those that have none of their own."""
    definition = "\n\n".join(_definitions(concept))
    if not definition:
        return
    without = [tag for tag, entry in draft.entries.items() if entry.definition == UNTOLD]
    own = [tag for tag in without if primary(tag) == primary(language)]
    for tag in own or without:
        draft.entries[tag] = replace(draft.entries[tag], definition=definition)


def _sources(group: Element) -> Iterator[Source]:
    for admin in group.children("admin", "source"):
        if _category(admin) == "source" and _text(admin):
            links = [x.attributes.get("target", "") for x in group.children("xref")]
            link = next((target for target in links if _LINK.fullmatch(target)), "")
            notes = [_text(note) for note in group.children("note")]
            unverified = group.name == "adminGrp" and "unverified" in notes
            yield Source(_text(admin), link=link, unverified=unverified)


def _read_language(section: Element, draft: _Draft) -> None:
    tag = section.attributes.get("xml:lang", "")
    described = _definitions(section)
    forms: list[tuple[int, str]] = []
    forbidden: list[Forbidden] = []
    gender = ""
    for place in section.children("termSec", "tig", "ntig"):
        told = {_category(note): _text(note) for note in _categories(place, "termNote", "descrip")}
        words = [_text(term) for term in place.find_all("term") if _text(term)]
        if not words:
            continue
        if _is_forbidden(told):
            forbidden.append(Forbidden(words[0], _reasons(place, tag)))
            continue
        status = told.get("administrativeStatus", "").lower()
        forms.append((0 if status.startswith("preferred") else 1, words[0]))
        part = told.get("partOfSpeech", "")
        part = _PARTS_OF_SPEECH.get(part, part)
        draft.part_of_speech = draft.part_of_speech or (part if part in _KNOWN else "")
        gender = gender or told.get("grammaticalGender", "")
        described += [] if described else [told["definition"]] if "definition" in told else []
    if tag and forms:
        names = list(dict.fromkeys(form for _, form in sorted(forms, key=lambda f: f[0])))
        draft.entries[tag] = TermEntry(
            term=names[0],
            definition="\n\n".join(filter(None, described)) or UNTOLD,
            variants=tuple(names[1:]),
            gender=_known_gender(gender),
            forbidden=tuple(forbidden),
            usage="\n\n".join(filter(None, map(_text, section.children("note")))),
        )


def _is_forbidden(told: Mapping[str, str]) -> bool:
    """Whether a term may not be used, as whichever program says so."""
    said = (told.get(name, "").lower().replace(" ", "") for name in _STATUSES)
    return any(status.startswith(tuple(_FORBIDDEN)) for status in said)


def _known_gender(name: str) -> str:
    name = _GENDERS.get(name, name)
    return name if name in ("masculine", "feminine", "neuter", "common") else ""


def _reasons(place: Element, language: str) -> dict[str, str]:
    found = {}
    for note in place.children("note"):
        tag = note.attributes.get("xml:lang", language)
        if _text(note):
            found[tag if is_tag(tag) else language] = _text(note)
    return found or {language: UNTOLD}


def _text(element: Element) -> str:
    """The words of an element, and of those inside it."""
    pieces = (node if isinstance(node, str) else _text(node) for node in element.inside)
    return "".join(pieces).strip()


def _read_table(data: bytes, name: str, languages: Sequence[str]) -> Iterator[_Draft]:
    """The rows of a table whose first row says what its columns are.

    `id`, a language for the term in it (`fr`, `fr_FR`, `French`, `Target`), `TAG definition`,
    `TAG variants`, `TAG forbidden` and `TAG usage`; several variants are parted by `|`. Columns of
    other names are passed over. A file without such a row is one of OmegaT: original, tabulator,
    translation, and perhaps a remark.
    """
    text = decode(data, name)
    first = text.partition("\n")[0]
    delimiter = max("\t;,", key=first.count)
    rows = read_delimited(text, delimiter)
    head = [_column(cell, languages) for cell in rows[0].cells] if rows else []
    missing = [tag for tag in languages if tag not in head]
    if len(missing) == len(languages) and delimiter == "\t" and all(len(r.cells) > 1 for r in rows):
        head, missing = [*languages, f"{languages[0]} usage"], []
    else:
        rows = rows[1:]
    if missing:
        raise VisavisError(
            f"no column {' or '.join(missing)} in the first row",
            place=f"{name}:1",
            hint=f"the first row names the columns: id, {', '.join(languages)}, "
            f"{languages[0]} definition, {languages[0]} variants…",
        )
    for row in rows:
        cells = {column: cell.strip() for column, cell in zip(head, row.cells, strict=False)}
        if any(cells.values()) and not row.cells[0].startswith("#"):
            yield _draft_of(cells, row.number, languages)


def _column(cell: str, languages: Sequence[str]) -> str:
    """What the head of a column says, with the tag of the edition for a language."""
    name = cell.strip()
    if name in languages:
        return name
    word, _, rest = name.partition(" ")
    tag = named_language(word, (languages[0], languages[1]))
    return f"{tag}{f' {rest}' if rest else ''}" if tag and (not rest or rest in _COLUMNS) else name


def _draft_of(cells: Mapping[str, str], number: int, languages: Sequence[str]) -> _Draft:
    draft = _Draft(cells.get("id", ""), number)
    for tag in languages:
        if not cells.get(tag):
            continue
        definition, variants, forbidden, usage = (
            cells.get(f"{tag} {column}", "") for column in _COLUMNS
        )
        draft.entries[tag] = TermEntry(
            term=cells[tag],
            definition=definition or UNTOLD,
            variants=_several(variants),
            forbidden=tuple(Forbidden(form, {tag: UNTOLD}) for form in _several(forbidden)),
            usage=usage,
        )
    return draft


def _several(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(piece.strip() for piece in cell.split("|") if piece.strip()))


def _finish(drafts: Sequence[_Draft], name: str, languages: Sequence[str]) -> Brought:
    """Terms with ids of their own and both languages; the rest is said."""
    doubts: list[str] = []
    taken: set[str] = set()
    chosen: list[tuple[str, _Draft, dict[str, TermEntry]]] = []
    for draft in drafts:
        entries = {tag: entry for tag in languages if (entry := _of_language(draft, tag))}
        lacking = [tag for tag in languages if tag not in entries]
        if lacking:
            shown = draft.name or "an entry"
            lost = f"{shown} has no term in {' or '.join(lacking)}, and was left out"
            doubts.append(f"{name}:{draft.line}: {lost}")
            continue
        identifier = draft.name
        if identifier in taken or not is_valid_id(identifier):
            identifier = name_term(entries[languages[0]].term, taken)
        taken.add(identifier)
        for tag, entry in entries.items():
            if entry.definition == UNTOLD:
                doubts.append(f"{name}:{draft.line}: {identifier} has no definition in {tag}")
        chosen.append((identifier, draft, entries))
    known = {draft.name: identifier for identifier, draft, _ in chosen if draft.name}
    return Brought(tuple(_term(*one, known) for one in chosen), tuple(doubts))


def _term(
    identifier: str, draft: _Draft, entries: Mapping[str, TermEntry], known: Mapping[str, str]
) -> Term:
    related = dict.fromkeys(known[other] for other in draft.related if other in known)
    return Term(
        id=identifier,
        entries=entries,
        sources=tuple(draft.sources),
        part_of_speech=draft.part_of_speech,
        related=tuple(other for other in related if other != identifier),
    )


def _of_language(draft: _Draft, tag: str) -> TermEntry | None:
    """The entry of a language, or of one of its varieties (`fr-FR` for `fr`)."""
    if tag in draft.entries:
        return draft.entries[tag]
    near = (e for t, e in draft.entries.items() if primary(t) == primary(tag))
    return next(near, None)


def keep_rest(new: Term, old: Term) -> Term:
    """A term that takes the place of another, with what neither format can say of that one."""
    entries = {}
    for tag, entry in new.entries.items():
        kept = old.entries.get(tag, entry)
        entries[tag] = replace(
            entry, gap=kept.gap, number=kept.number, look_alikes=kept.look_alikes
        )
    return replace(
        new,
        entries=entries,
        untranslated=old.untranslated,
        enforced=old.enforced,
        exceptions=old.exceptions,
    )


def name_term(form: str, taken: Collection[str]) -> str:
    """An id made of a form, which is not among those taken."""
    name = _NAME.sub("-", bare(form).lower()).strip("-")
    name = name if is_valid_id(name) else f"term-{name}".rstrip("-")
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)

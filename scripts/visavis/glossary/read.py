"""`glossary/*.yml` → `Glossary`; every mistake is named with its file, line and field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from visavis.errors import GatheredError, VisavisError
from visavis.glossary.place import Places, Way, write_way
from visavis.glossary.schema import find_faults
from visavis.glossary.term import Exemption, Forbidden, Glossary, Source, Term, TermEntry
from visavis.store import Cache, check_inside, content_key, list_files, name_code, read_text
from visavis.text import is_valid_id, load_yaml

_IS_TERM = re.compile(r"[^/]+\.ya?ml")


def read_glossary(root: Path, folder: str, languages: tuple[str, ...]) -> Glossary:
    """Read the terms of an edition; without the folder there are none.

    `languages` are the tags that every term needs an entry for. Raises GatheredError with all the
    mistakes of all the files.
    """
    check_inside(root, folder)
    if not (root / folder).is_dir():
        return Glossary()
    files = [name for name in list_files(root, folder) if _IS_TERM.fullmatch(name)]
    texts: dict[str, str] = {}
    errors: list[VisavisError] = []
    cache = Cache(root, "glossary", name_code())
    for name in files:
        try:
            texts[f"{folder}/{name}"] = read_text(root, f"{folder}/{name}")
        except VisavisError as error:
            errors.append(error)
    try:
        return parse_glossary(texts, languages, errors, cache)
    finally:
        cache.save()


def parse_glossary(
    texts: Mapping[str, str],
    languages: tuple[str, ...],
    errors: Sequence[VisavisError] = (),
    cache: Cache | None = None,
) -> Glossary:
    """Make a glossary of the texts of its files, by their paths.

    `cache` remembers which texts follow the schema. Raises GatheredError, those given among them.
    """
    found = list(errors)
    terms: dict[str, Term] = {}
    places: dict[str, Places] = {}
    for path, text in texts.items():
        try:
            data = load_yaml(text, path)
        except VisavisError as error:
            found.append(error)
            continue
        places[path] = Places(text)
        faults = sorted(
            (places[path].line(way), write_way(way), message)
            for way, message in _faults(data, path, languages, places[path], _schema(cache, text))
        )
        found += [_error(path, *fault) for fault in faults]
        if not faults:
            term = _term(data, path, places[path])
            terms[term.id] = term
    if not found:
        found = list(_lost_relations(terms, places))
    if found:
        raise GatheredError(found)
    return Glossary(tuple(terms.values()))


_Schema = Callable[[Any], Iterable[tuple[Way, str]]]
"""Says in what a term's fields depart from the schema."""


def _schema(cache: Cache | None, text: str) -> _Schema:
    """The schema, which is not asked again about a text that followed it."""
    key = content_key(text)

    def find(data: Any) -> list[tuple[Way, str]]:
        if cache and cache.get(key):
            return []
        faults = list(find_faults(data))
        if cache and not faults:
            cache.put(key, True)
        return faults

    return find


def _faults(
    data: Any, path: str, languages: tuple[str, ...], places: Places, schema: _Schema
) -> Iterator[tuple[Way, str]]:
    if not isinstance(data, dict):
        yield (), "not a map of a term's fields"
        return
    yield from ((way, "stands twice in its map") for way in places.twice)
    name = PurePosixPath(path).stem
    if not is_valid_id(name) or data.get("id", name) != name:
        yield ("id",), f"{data.get('id', name)!r} is not the name of the file in [a-z][a-z0-9-]*"
    yield from (fault for fault in schema(data) if fault[0] != ("id",))
    spoken = data.get("languages")
    if isinstance(spoken, dict):
        yield from (
            (("languages",), f"there is no {tag}") for tag in languages if tag not in spoken
        )


def _error(path: str, line: int, field: str, message: str) -> VisavisError:
    return VisavisError(f"{field}: {message}" if field else message, place=f"{path}:{line}")


def _lost_relations(
    terms: Mapping[str, Term], places: Mapping[str, Places]
) -> Iterator[VisavisError]:
    for term in terms.values():
        for index, other in enumerate(term.related):
            if other not in terms or other == term.id:
                way = ("related", index)
                message = f"there is no other term {other}"
                yield _error(term.path, places[term.path].line(way), write_way(way), message)


def _term(fields: Mapping[str, Any], path: str, places: Places) -> Term:
    """Make a term of fields that follow the schema."""
    return Term(
        id=PurePosixPath(path).stem,
        entries={tag: _entry(entry, tag, places) for tag, entry in fields["languages"].items()},
        sources=tuple(_source(source) for source in fields.get("sources", ())),
        untranslated=fields.get("untranslated", False),
        enforced=fields.get("enforced", True),
        part_of_speech=fields.get("part_of_speech", ""),
        related=tuple(fields.get("related", ())),
        exceptions=tuple(
            Exemption(
                chapter=one["chapter"].strip(),
                pair=one["pair"].strip(),
                why=_stripped(one["why"]),
                line=places.line(("exceptions", index)),
            )
            for index, one in enumerate(fields.get("exceptions", ()))
        ),
        path=path,
    )


def _entry(fields: Mapping[str, Any], tag: str, places: Places) -> TermEntry:
    return TermEntry(
        term=fields["term"].strip(),
        definition=fields["definition"].strip(),
        variants=tuple(form.strip() for form in fields.get("variants", ())),
        gap=fields.get("gap", 0),
        gender=fields.get("gender", ""),
        number=fields.get("number", ""),
        look_alikes=tuple(form.strip() for form in fields.get("look_alikes", ())),
        forbidden=tuple(
            Forbidden(one["term"].strip(), _stripped(one["why"]))
            for one in fields.get("forbidden", ())
        ),
        usage=fields.get("usage", "").strip(),
        lines={
            name: places.line(("languages", tag, name))
            for name in ("definition", "usage")
            if name in fields
        },
    )


def _source(fields: Mapping[str, Any]) -> Source:
    return Source(
        work=fields["work"].strip(),
        author=fields.get("author", "").strip(),
        year=fields.get("year"),
        link=fields.get("link", ""),
        language=fields.get("language", ""),
        unverified=fields.get("unverified", False),
    )


def _stripped(words: Mapping[str, str]) -> dict[str, str]:
    return {language: text.strip() for language, text in words.items()}

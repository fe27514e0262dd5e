"""`glossary/*.yml` → `Glossary`; every mistake is named with file and field."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from visavis.errors import VisavisError
from visavis.glossary.term import Entry, Glossary, Source, Term
from visavis.text import check_inside, is_valid_id, load_yaml, read_text


def read_glossary(root: Path, folder: str, languages: tuple[str, ...]) -> Glossary:
    """Read the terms of an edition; without the folder there are none.

    `languages` are the tags that every term needs an entry for. Raises VisavisError.
    """
    here = root / folder
    check_inside(root, folder)
    if not here.is_dir():
        return Glossary()
    files = sorted(p for p in here.iterdir() if p.suffix in (".yml", ".yaml"))
    terms = [_read_term(root, f"{folder}/{file.name}", languages) for file in files]
    return Glossary(tuple(terms), {term.id: term for term in terms})


def _read_term(root: Path, path: str, languages: tuple[str, ...]) -> Term:
    data = load_yaml(read_text(root, path), path)
    if not isinstance(data, dict):
        raise VisavisError("not a map of a term's fields", place=f"{path}:1")
    fields: Mapping[str, Any] = data
    _known(fields, {"id", "languages", "sources", "untranslated", "related", "notes"}, path)
    name = Path(path).stem
    if not is_valid_id(name) or fields.get("id", name) != name:
        raise VisavisError(
            f"id: {fields.get('id', name)!r} is not the name of the file in [a-z][a-z0-9-]*",
            place=path,
        )
    spoken = _map(fields.get("languages"), path, "languages")
    missing = [tag for tag in languages if tag not in spoken]
    if missing:
        raise VisavisError(f"languages: there is no {missing[0]}", place=path)
    entries = {str(tag): _entry(value, path, f"languages.{tag}") for tag, value in spoken.items()}
    sources = tuple(
        _source(value, path, f"sources[{index}]")
        for index, value in enumerate(_list(fields.get("sources"), path, "sources"))
    )
    return Term(name, entries, sources, fields.get("untranslated") is True)


def _entry(value: Any, path: str, where: str) -> Entry:
    fields = _map(value, path, where)
    _known(fields, {"term", "variants", "definition"}, path, where)
    variants = _list(fields.get("variants"), path, f"{where}.variants")
    return Entry(
        term=_text(fields.get("term"), path, f"{where}.term"),
        definition=_text(fields.get("definition"), path, f"{where}.definition"),
        variants=tuple(_text(form, path, f"{where}.variants") for form in variants),
    )


def _source(value: Any, path: str, where: str) -> Source:
    fields = _map(value, path, where)
    _known(fields, {"author", "work", "year", "link", "unverified"}, path, where)
    year = fields.get("year")
    if year is not None and not isinstance(year, int):
        raise VisavisError(f"{where}.year: {year!r} is not a year", place=path)
    return Source(
        work=_text(fields.get("work"), path, f"{where}.work"),
        author=str(fields.get("author", "")),
        year=year,
        link=str(fields.get("link", "")),
        unverified=fields.get("unverified") is True,
    )


def _known(fields: Mapping[str, Any], names: set[str], path: str, where: str = "") -> None:
    unknown = [name for name in fields if name not in names]
    if unknown:
        prefix = f"{where}." if where else ""
        raise VisavisError(
            f"{prefix}{unknown[0]}: no such field",
            place=path,
            hint=f"there are {', '.join(sorted(names))}",
        )


def _map(value: Any, path: str, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise VisavisError(f"{where}: a map is needed here", place=path)
    return value


def _list(value: Any, path: str, where: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise VisavisError(f"{where}: a list is needed here", place=path)
    return value


def _text(value: Any, path: str, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise VisavisError(f"{where}: text is needed here", place=path)
    return value.strip()

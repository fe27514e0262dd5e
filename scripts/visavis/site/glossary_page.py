"""The glossary as a page of each interface."""

from __future__ import annotations

from typing import Any

import yaml

from visavis.edition import Edition, Side
from visavis.glossary import Entry, Source, Term
from visavis.render import read_words


def compose_glossary(edition: Edition, interface: Side) -> str:
    """The page: every term in both languages, the interface's definition first."""
    words = read_words(interface.language)
    meta: dict[str, Any] = {"title": words["glossary"], "description": words["glossary_about"]}
    head = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=1000)
    terms = sorted(
        edition.glossary.terms, key=lambda term: term.entries[interface.language].term.casefold()
    )
    parts = [f"---\n{head}---", f"# {words['glossary']}", words["glossary_about"]]
    for term in terms:
        parts += _term(term, edition, interface)
    return "\n\n".join(parts) + "\n"


def _term(term: Term, edition: Edition, interface: Side) -> list[str]:
    words = read_words(interface.language)
    project = edition.project
    sides = project.sides if interface is project.target else project.sides[::-1]
    first, second = (term.entries[side.language] for side in sides)
    tag = sides[1].language
    title = first.term if first.term == second.term else f"{first.term} · {second.term}"
    parts = [f"## {title}\n{{: #{term.id} .vv-entry }}", first.definition]
    parts.append(f"{second.definition}\n{{: .vv-other-definition lang=\"{tag}\" }}")
    if term.untranslated:
        parts.append(f"{words['term_untranslated']}\n{{: .vv-quiet }}")
    forms = [f"{side.name} : {_forms(term.entries[side.language])}" for side in sides]
    parts.append(f"{words['term_forms']} {' – '.join(forms)}\n{{: .vv-quiet }}")
    if term.sources:
        cited = "; ".join(_cited(source, words["unverified"]) for source in term.sources)
        parts.append(f"{words['term_sources']} {cited}.\n{{: .vv-quiet }}")
    return parts


def _forms(entry: Entry) -> str:
    return ", ".join(f"*{form}*" for form in entry.forms)


def _cited(source: Source, unverified: str) -> str:
    work = f"[*{source.work}*]({source.link})" if source.link else f"*{source.work}*"
    pieces = [source.author, work, str(source.year or "")]
    return ", ".join(filter(None, pieces)) + (f" ({unverified})" if source.unverified else "")

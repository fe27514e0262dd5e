"""The glossary as a page of each interface."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import quote

import yaml

from visavis.checks import is_safe
from visavis.edition import Edition, Side
from visavis.glossary import Entry, Source, Term
from visavis.render import FENCE, read_words
from visavis.site.markdown import plain
from visavis.text import parse_document

_ADDRESS = ":/?#[]@!$&'()*+,;=%~"


def compose_glossary(edition: Edition, interface: Side) -> str:
    """The page: every term in both languages, the interface's definition first."""
    words = read_words(interface.language)
    meta: dict[str, Any] = {"title": words["glossary"], "description": words["glossary_about"]}
    head = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=1000)
    terms = sorted(
        edition.glossary.terms, key=lambda term: term.entries[interface.language].term.casefold()
    )
    parts = [f"---\n{head}---", f"# {words['glossary']}"]
    parts += [f'{FENCE} {{: .vv-glossary lang="{interface.language}" }}', words["glossary_about"]]
    for term in terms:
        parts += _term(term, edition, interface)
    return "\n\n".join([*parts, FENCE]) + "\n"


def _term(term: Term, edition: Edition, interface: Side) -> list[str]:
    words = read_words(interface.language)
    project = edition.project
    sides = project.sides if interface is project.target else project.sides[::-1]
    names = dict.fromkeys(term.entries[side.language].term for side in sides)
    heading = " · ".join(map(plain, names))
    parts = [f"## {heading}\n{{: #{term.id} }}", f"{FENCE} {{: .vv-definitions }}"]
    for side in sides:
        entry = term.entries[side.language]
        parts += [
            f'{FENCE} {{: lang="{side.language}" dir="{side.direction}" }}',
            compose_definition(entry, side),
            f"{read_words(side.language)['term_forms']} {_forms(entry, side)}\n{{: .vv-small }}",
            FENCE,
        ]
    parts.append(FENCE)
    remarks = [words["term_untranslated"]] if term.untranslated else []
    if term.sources:
        cited = "; ".join(_cited(source, words["unverified"]) for source in term.sources)
        remarks.append(f"{words['term_sources']} {cited}.")
    return parts + [f"{remark}\n{{: .vv-small }}" for remark in remarks]


def compose_definition(entry: Entry, side: Side) -> str:
    """A definition, which is Markdown; one that would run something is shown as it is written."""
    text = "\n" + entry.definition  # a definition has no front matter
    if is_safe(parse_document(text, path="", language=side.language)):
        return entry.definition
    return f"<p>{escape(entry.definition)}</p>"


def _forms(entry: Entry, side: Side) -> str:
    return ", ".join(f'<i lang="{side.language}">{plain(form)}</i>' for form in entry.forms)


def _cited(source: Source, unverified: str) -> str:
    work = f"*{plain(source.work)}*"
    if source.link.startswith(("https://", "http://")):
        work = f"[{work}](<{quote(source.link, safe=_ADDRESS)}>)"
    pieces = [plain(source.author), work, str(source.year or "")]
    return ", ".join(filter(None, pieces)) + (f" ({unverified})" if source.unverified else "")

"""The glossary as a page of each interface, in the order of either language. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

import yaml
from markdown import Markdown

from visavis.checks import is_safe
from visavis.edition import Edition
from visavis.glossary import (
    GLOSSARY,
    REVERSE,
    Forbidden,
    Source,
    Term,
    TermEntry,
    bare,
    said_in,
    term_page,
)
from visavis.render import DIALECT, FENCE, VisavisExtension, read_words, typeset
from visavis.settings import TextSettings
from visavis.site.address import Addresses
from visavis.site.markdown import plain
from visavis.text import name_language, parse_document

_ADDRESS = ":/?#[]@!$&'()*+,;=%~"


def compose_glossary(
    edition: Edition, interface: TextSettings, addresses: Addresses, counts: Mapping[str, int]
) -> str:
    """The page: an index of each language, then every term, in the interface's order.

    `counts` says in how many rows each term stands.
    """
    words = read_words(interface.language)
    terms = _sorted(edition.glossary.terms, interface)
    way = f"[{namedictionary_order(edition, interface, reverse=True)}]({REVERSE}.md)"
    parts = [*_head(words["glossary"], interface), f"{way}\n{{: .vv-small }}"]
    parts += _index(edition, interface, addresses)
    for term in terms:
        parts += compose_entry(term, edition, interface, addresses)
        how = words["term_see"].replace("{n}", str(counts.get(term.id, 0)))
        parts.append(f"[{how}]({term_page(term.id)}.md)\n{{: .vv-small }}")
    return "\n\n".join([*parts, FENCE]) + "\n"


def compose_reverse(edition: Edition, interface: TextSettings, addresses: Addresses) -> str:
    """The same terms in the order of the other language, which stands first."""
    words = read_words(interface.language)
    other = next(side for side in edition.project.sides if side is not interface)
    way = f"[{namedictionary_order(edition, interface)}]({GLOSSARY}.md)"
    title = namedictionary_order(edition, interface, reverse=True)
    parts = [*_head(title, interface), f"{way}\n{{: .vv-small }}"]
    for term in _sorted(edition.glossary.terms, other):
        parts += compose_entry(term, edition, interface, addresses, first=other)
        parts.append(f"[{words['term_how']}]({term_page(term.id)}.md)\n{{: .vv-small }}")
    return "\n\n".join([*parts, FENCE]) + "\n"


def namedictionary_order(
    edition: Edition, interface: TextSettings, *, reverse: bool = False
) -> str:
    """What the glossary in one order is called: `Glossaire français–anglais`."""
    tags = [side.language for side in _sides(edition, interface)]
    names = [name_language(tag, interface.language) for tag in (tags[::-1] if reverse else tags)]
    pattern = read_words(interface.language)["glossary_order"]
    said = pattern.replace("{from}", names[0]).replace("{to}", names[1])
    return said[:1].upper() + said[1:]


def name_term(term: Term, edition: Edition, interface: TextSettings) -> str:
    """A term in both languages, said once where they are the same."""
    names = (term.entries[side.language].term for side in _sides(edition, interface))
    return " · ".join(dict.fromkeys(names))


def compose_entry(
    term: Term,
    edition: Edition,
    interface: TextSettings,
    addresses: Addresses,
    *,
    level: int = 2,
    first: TextSettings | None = None,
) -> list[str]:
    """Everything that the glossary says of a term, as blocks of Markdown.

    A heading, both definitions with what belongs to each language, then what holds for both. The
    language of the interface stands first, or `first`. The first level is that of the term's own
    page, where the heading needs no address.
    """
    words = read_words(interface.language)
    sides = _sides(edition, first or interface)
    identity = f"\n{{: #{term.id} }}" if level > 1 else ""
    parts = [f"{'#' * level} {_names(term, sides, edition.project.source)}{identity}"]
    if level == 1:
        parts.append(f'{FENCE} {{: .vv-glossary lang="{interface.language}" }}')
    parts.append(f"{FENCE} {{: .vv-definitions }}")
    for side in sides:
        parts += _language(term, side)
    parts.append(FENCE)
    here = term_page(term.id) if level == 1 else GLOSSARY
    remarks = list(_remarks(term, edition, interface, here))
    parts += [f"{remark}\n{{: .vv-small }}" for remark in remarks]
    if level == 1:
        up = "../" * here.count("/")
        parts += [f"[{words['term_more']}]({up}{GLOSSARY}.md#{term.id})\n{{: .vv-small }}", FENCE]
    return parts


def render_inline(text: str, side: TextSettings) -> str:
    """A sentence of the glossary as HTML inside a paragraph."""
    html = Markdown(extensions=[*DIALECT, VisavisExtension()]).convert(_inline(text, side))
    return typeset(html.removeprefix("<p>").removesuffix("</p>"), side.language)


def compose_definition(entry: TermEntry, side: TextSettings) -> str:
    """A definition, which is Markdown; one that would run something is shown as it is written."""
    return _markdown(entry.definition, side)


def _head(title: str, interface: TextSettings) -> list[str]:
    words = read_words(interface.language)
    meta: dict[str, Any] = {"title": title, "description": words["glossary_about"]}
    meta["glossary"] = True
    head = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=1000)
    opening = f'{FENCE} {{: .vv-glossary lang="{interface.language}" }}'
    return [f"---\n{head}---", f"# {title}", opening, words["glossary_about"]]


def _index(edition: Edition, interface: TextSettings, addresses: Addresses) -> Iterator[str]:
    """Every form of each language in its order, with the way to its term."""
    here = addresses.page(GLOSSARY, interface.language)
    yield f"{FENCE} {{: .vv-index }}"
    for side in _sides(edition, interface):
        forms = sorted(
            {
                (form, term.id)
                for term in edition.glossary.terms
                for form in term.entries[side.language].forms
            },
            key=lambda item: (dictionary_order(item[0]), item[1]),
        )
        items = " ".join(
            f'<li><a href="{addresses.between(here, _page(identifier, interface, addresses))}"'
            f' lang="{side.language}">{escape(form)}</a></li>'
            for form, identifier in forms
        )
        name = name_language(side.language, interface.language)
        name = escape(name[:1].upper() + name[1:])
        yield f'<nav aria-label="{name}"><p class="vv-small">{name}</p><ul>{items}</ul></nav>'
    yield FENCE


def _page(identifier: str, interface: TextSettings, addresses: Addresses) -> str:
    return addresses.page(term_page(identifier), interface.language)


def _names(term: Term, sides: Sequence[TextSettings], source: TextSettings) -> str:
    names: dict[str, str] = {}
    for side in (source, *sides) if term.untranslated else sides:
        names.setdefault(term.entries[side.language].term, side.language)
    told = (f'<span lang="{language}">{plain(name)}</span>' for name, language in names.items())
    return " · ".join(told)


def _language(term: Term, side: TextSettings) -> Iterator[str]:
    entry = term.entries[side.language]
    words = read_words(side.language)
    yield f'{FENCE} {{: lang="{side.language}" dir="{side.direction}" }}'
    yield compose_definition(entry, side)
    lines = [f"{words['term_forms']} {', '.join(_foreign(form, side) for form in entry.forms)}"]
    grammar = [term.part_of_speech, entry.gender, entry.number]
    if any(grammar[1:]):
        lines[0] += f" ({', '.join(words[f'is_{name}'] for name in grammar[1:] if name)})"
    for one in entry.forbidden:
        lines.append(f"{words['term_avoid']} {_forbidden(one, side)}")
    if entry.usage:
        lines.append(f"{words['term_usage']} {_inline(entry.usage, side)}")
    yield from (f"{line}\n{{: .vv-small }}" for line in lines)
    yield FENCE


def _forbidden(one: Forbidden, side: TextSettings) -> str:
    why = said_in(one.why, side.language)
    return f"{_foreign(one.form, side)} – {_inline(why, side)}"


def _remarks(term: Term, edition: Edition, interface: TextSettings, here: str) -> Iterator[str]:
    words = read_words(interface.language)
    if term.untranslated:
        yield words["term_untranslated"]
    if term.sources:
        cited = words["between_sources"].join(
            _cited(source, words["unverified"]) for source in term.sources
        )
        yield f"{words['term_sources']} {cited}."
    if term.related:
        up = "../" * here.count("/")
        named = (
            f"[{plain(name_term(edition.glossary.by_id[other], edition, interface))}]"
            f"({up}{term_page(other)}.md)"
            for other in term.related
        )
        yield f"{words['term_related']} {', '.join(named)}."


def _sides(edition: Edition, first: TextSettings) -> Sequence[TextSettings]:
    sides = edition.project.sides
    return sides if first is edition.project.target else sides[::-1]


def _sorted(terms: Sequence[Term], side: TextSettings) -> list[Term]:
    return sorted(terms, key=lambda term: dictionary_order(term.entries[side.language].term))


def dictionary_order(words: str) -> tuple[str, str]:
    """As a dictionary sorts: accents and capitals count only between words that are else equal."""
    return bare(words).casefold(), words


def _markdown(text: str, side: TextSettings) -> str:
    return text if _is_safe(text, side) else f"<p>{escape(text)}</p>"


def _inline(text: str, side: TextSettings) -> str:
    """The same inside a paragraph."""
    return text if _is_safe(text, side) else plain(text)


def _is_safe(text: str, side: TextSettings) -> bool:
    # It has no front matter, whatever it begins with.
    return is_safe(parse_document("\n" + text, path="", language=side.language))


def _foreign(form: str, side: TextSettings) -> str:
    return f'<i lang="{side.language}">{plain(form)}</i>'


def _cited(source: Source, unverified: str) -> str:
    work = f"*{plain(source.work)}*"
    if source.link.startswith(("https://", "http://")):
        work = f"[{work}](<{quote(source.link, safe=_ADDRESS)}>)"
    pieces = [plain(source.author), work, str(source.year or "")]
    return ", ".join(filter(None, pieces)) + (f" ({unverified})" if source.unverified else "")

"""The composed pages that are no chapters, and what the chapters' pages say of the record. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from visavis.annotation import Annotation
from visavis.edition import Edition
from visavis.glossary import GLOSSARY, REVERSE, Term, term_page
from visavis.render import Addition, Additions
from visavis.settings import TextSettings
from visavis.site.address import Addresses
from visavis.site.alignment_page import Survey, compose_alignment, page_name, render_alignment
from visavis.site.changes import render_changes
from visavis.site.glossary_page import compose_glossary, compose_reverse
from visavis.site.index_page import compose_index, index_name, render_index
from visavis.site.notes_page import compose_notes, notes_name, render_notes
from visavis.site.old_address import (
    OldAddresses,
    compose_gone,
    find_gone_chapters,
    render_old_addresses,
)
from visavis.site.rules_page import compose_rules, rules_name
from visavis.site.status import ChapterStatus
from visavis.site.term_page import TermUses, compose_term, render_uses


@dataclass(frozen=True, slots=True)
class ExtraPage:
    """How a page is made, when it is asked for."""

    compose: Callable[[], str]
    """Gives its Markdown."""
    render: Callable[[], str] | None = None
    """Gives the HTML that follows what the Markdown has become."""
    in_nav: bool = False
    """Whether it is listed where `mkdocs.yml` names no pages."""


def list_extra_pages(
    edition: Edition,
    survey: Survey,
    old: OldAddresses,
    annotations: Sequence[Annotation],
    addresses: Addresses,
    uses: TermUses,
) -> dict[str, ExtraPage]:
    """By file: the glossary, its terms, the other composed pages, chapters that are gone."""
    return {
        addresses.file(name, side.language): page
        for side in edition.project.sides
        for name, page in (
            *_pages(edition, side, survey, old, addresses),
            *_apparatus(annotations, edition, side, addresses),
            *list_term_pages(edition, side, addresses, uses),
        )
    }


def list_term_pages(
    edition: Edition, side: TextSettings, addresses: Addresses, uses: TermUses
) -> Iterator[tuple[str, ExtraPage]]:
    """The glossary in both orders, and a page for each of its terms, by name."""
    terms = edition.glossary.terms
    if not terms:
        return

    def compose() -> str:
        counts = {term.id: len(uses.of(term)) for term in terms}
        return compose_glossary(edition, side, addresses, counts)

    yield GLOSSARY, ExtraPage(compose, in_nav=True)
    yield REVERSE, ExtraPage(partial(compose_reverse, edition, side, addresses))
    for term in terms:
        yield (
            term_page(term.id),
            ExtraPage(
                partial(compose_term, term, edition, side, addresses),
                partial(_render_uses, term, uses, edition, side, addresses),
            ),
        )


def _render_uses(
    term: Term, uses: TermUses, edition: Edition, side: TextSettings, addresses: Addresses
) -> str:
    return render_uses(term, uses.of(term), edition, side, addresses)


def make_additions(
    edition: Edition, statuses: Sequence[ChapterStatus], old: OldAddresses, addresses: Addresses
) -> Additions:
    """What the chapters' pages say besides their texts; chapters without any are left out."""
    made = {}
    for status in statuses:
        name = status.chapter.name
        changed = [pair for pair in status.pairs if pair.drifts and not pair.pair.one_sided]
        if not changed and name not in old:
            continue
        for side in edition.project.sides:
            rows = {pair.id: render_changes(pair, edition.project, side) for pair in changed}
            end = render_old_addresses(name, old.get(name, ()), edition, side, addresses)
            made[name, side.language] = Addition(rows, end)
    return made


def _pages(
    edition: Edition, side: TextSettings, survey: Survey, old: OldAddresses, addresses: Addresses
) -> Iterator[tuple[str, ExtraPage]]:
    for name in find_gone_chapters(edition, old):
        yield name, ExtraPage(partial(compose_gone, name, old[name], edition, side, addresses))
    yield (
        page_name(edition),
        ExtraPage(
            partial(compose_alignment, side),
            partial(render_alignment, survey, edition, side, addresses),
        ),
    )
    yield (
        index_name(edition),
        ExtraPage(
            partial(compose_index, side),
            partial(render_index, [s.chapter for s in survey.statuses], edition, side, addresses),
        ),
    )


def _apparatus(
    annotations: Sequence[Annotation], edition: Edition, side: TextSettings, addresses: Addresses
) -> Iterator[tuple[str, ExtraPage]]:
    yield rules_name(edition), ExtraPage(partial(compose_rules, side))
    name = notes_name(edition)
    if name:
        yield (
            name,
            ExtraPage(
                partial(compose_notes, annotations, edition, side),
                partial(render_notes, edition, side, addresses),
            ),
        )

"""`Publication`: what every page and every medium says of an edition, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from visavis.checks import Finding, check
from visavis.edition import HOME, Edition, PageNames
from visavis.glossary import Concordance, Occurrence, Term
from visavis.pairs import Pair, Pairing
from visavis.publication.annotation import Annotation, find_annotations
from visavis.publication.glossary_text import GlossaryText
from visavis.publication.old_address import OldAddresses, find_old_addresses
from visavis.publication.ratio import find_ratio
from visavis.publication.sentences import SentenceMarks, Sentences
from visavis.publication.status import ChapterStatus, find_statuses, place_findings
from visavis.publication.texts import RenderedTexts
from visavis.record import Records
from visavis.render import Dialect
from visavis.side import Side
from visavis.text import guess_language


@dataclass(frozen=True)
class Publication:
    """An edition with everything that follows from it."""

    edition: Edition
    records: Records
    """As the texts are now."""
    findings: tuple[Finding, ...]
    statuses: tuple[ChapterStatus, ...]
    """Every chapter with its pairs, in the order of reading."""
    old: OldAddresses
    concordance: Concordance
    texts: RenderedTexts
    glossary_texts: Mapping[Side, GlossaryText]
    """The glossary's definitions and remarks, by their language."""
    linked: Mapping[str, SentenceMarks] | None = None
    """`sentences`, where these are known already."""

    @cached_property
    def names(self) -> PageNames:
        """What the pages are called that are no chapters."""
        return PageNames.of(self.edition)

    @cached_property
    def chapters(self) -> Mapping[str, Pairing]:
        """By name, in the order of reading."""
        return {status.chapter.name: status.chapter for status in self.statuses}

    @cached_property
    def sentences(self) -> Mapping[str, SentenceMarks]:
        """By chapter: which sentences answer each other."""
        return Sentences(self.edition) if self.linked is None else self.linked

    @cached_property
    def annotations(self) -> tuple[Annotation, ...]:
        """Every note with what it is about."""
        finders = self.concordance.finders
        by_side = {side: finders[self.edition.project[side].language] for side in Side}
        chapters = self.chapters.values()
        return tuple(one for chapter in chapters for one in find_annotations(chapter, by_side))

    @cached_property
    def ratios(self) -> tuple[tuple[float, Pairing, Pair], ...]:
        """Length of the translation to that of the original, by pair, the smallest first."""
        ratios = (
            (ratio, status.chapter, pair.pair)
            for status in self.statuses
            for pair in status.pairs
            if (ratio := find_ratio(pair.pair)) is not None
        )
        return tuple(sorted(ratios, key=lambda item: item[0]))

    @cached_property
    def remarks(self) -> tuple[tuple[Pairing, Pair | None, Finding], ...]:
        """The findings with the chapter, and the pair where they speak of one."""
        return tuple(place_findings(self.edition, self.findings))

    def title_language(self, title: str) -> str | None:
        """Which language of the edition a title surely is in.

        A guess is kept, since the dictionaries that it takes load longer than a page is made.
        """
        project, cache = self.edition.project, self.concordance.cache
        name = f"title {' '.join(project.languages)} {title}"
        known: str | None = cache.lemmas.get(name) if cache else None
        if known is None:
            known = guess_language(title, project.languages) or ""
            if cache:
                cache.lemmas.put(name, known)
        return known or None

    def uses(self, term: Term) -> Sequence[tuple[Pairing, Occurrence]]:
        """Every occurrence of a term, in the order of reading."""
        return self._uses.get(term.id, ())

    @cached_property
    def _uses(self) -> Mapping[str, Sequence[tuple[Pairing, Occurrence]]]:
        found: dict[str, list[tuple[Pairing, Occurrence]]] = {}
        for chapter in self.chapters.values():
            for one in self.concordance.read(chapter):
                found.setdefault(one.term.id, []).append((chapter, one))
        return found

    def work_ahead(self) -> None:
        """Let other processes begin what the pages of a large edition will ask for."""
        if isinstance(self.sentences, Sentences):
            self.sentences.work_ahead()
        self.texts.render_apart(self.chapters.values(), tuple(Side))

    def refresh(self, edition: Edition) -> Publication:
        """What can be said at once of an edition whose texts were edited since, see `reread_texts`.

        What was found in them, and which of their sentences answer each other, stays as it was.
        """
        statuses = []
        for status in self.statuses:
            chapter = edition[status.chapter.name]
            if chapter is not status.chapter:
                alone = replace(edition, chapters=(chapter,))
                (status,) = find_statuses(alone, self.records, self.findings)
            statuses.append(status)
        return replace(self, edition=edition, statuses=tuple(statuses), linked=self.sentences)

    def save(self) -> None:
        """Keep what was looked up for the next time."""
        if self.concordance.cache:
            self.concordance.cache.lemmas.save()


def publish(
    edition: Edition,
    *,
    dialect: Dialect | None = None,
    findings: Iterable[Finding] | None = None,
) -> Publication:
    """Work out what is to be published of an edition.

    The chapters come in the order of `nav`, then the others as pages do that no `nav` names.
    `dialect` is the Markdown in which `mkdocs.yml` has them written. `findings` are those of the
    edition, where they are known.
    """
    records, terms, settings = edition.followed, edition.concordance, edition.project
    findings = check(edition) if findings is None else list(findings)
    place = {name.removesuffix(".md"): number for number, name in enumerate(settings.nav)}
    statuses = sorted(
        find_statuses(edition, records, findings),
        key=lambda status: (
            place.get(status.chapter.name, len(place)),
            usual_place(status.chapter.name),
        ),
    )
    return Publication(
        edition=edition,
        records=records,
        findings=tuple(findings),
        statuses=tuple(statuses),
        old=find_old_addresses(records),
        concordance=terms,
        texts=RenderedTexts(edition, dialect or Dialect(), terms),
        glossary_texts={side: GlossaryText(settings[side].language) for side in Side},
    )


def usual_place(name: str) -> tuple[Sequence[str], bool, str]:
    """What pages are sorted by that no `nav` names: a folder's own first, its home before all."""
    *folders, page = name.split("/")
    return folders, page != HOME, page

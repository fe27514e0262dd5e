"""`Site`: where an edition is published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from visavis.publication.address import Addresses
from visavis.settings import Project
from visavis.side import Side


@dataclass(frozen=True, slots=True)
class Site:
    """Where an edition is published, as plain values."""

    page: Callable[[str, str], str]
    """The address of a chapter in the interface of a language, from the root of the site."""
    languages: Mapping[Side, str]
    """Tags of the texts."""
    language: str
    """Of the interface at the root."""
    base: str = ""
    """The address of the site with a final slash; empty for addresses relative to its root."""
    title: str = ""
    """What the edition is called."""
    titles: Mapping[Side, str] = field(default_factory=dict)
    """The same in the language of each side, as far as it is told."""

    @classmethod
    def of(
        cls,
        project: Project,
        addresses: Addresses,
        base: str,
        title: str,
        titles: Mapping[Side, str],
    ) -> Site:
        """The site of an edition."""
        languages = {side: project[side].language for side in Side}
        return cls(addresses.page, languages, project.target.language, base, title, titles)

    def address(self, chapter: str, side: Side, anchor: str) -> str:
        """The address of a row, or of a note."""
        return f"{self.base}{self.page(chapter, self.languages[side])}#{anchor}"

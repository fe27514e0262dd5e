"""`Interface`: the publication as one of its two languages shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from visavis.edition import PageNames
from visavis.pairs import NOTE_PREFIX, Pair, Pairing, is_note_id
from visavis.publication.address import Addresses
from visavis.publication.naming import quote_anchor, row_number
from visavis.render import mark_html, note_address, read_words, spoken_language, typeset
from visavis.settings import Project, TextSettings
from visavis.side import Side
from visavis.text import name_language

if TYPE_CHECKING:
    from visavis.publication.publication import Publication


@dataclass(frozen=True, slots=True)
class Interface:
    """One of the two ways to read the edition: its language's words, its text first."""

    publication: Publication
    side: Side
    """The text whose language it speaks, and which stands first."""
    addresses: Addresses

    @property
    def settings(self) -> Project:
        """The edition's."""
        return self.publication.edition.project

    @property
    def text(self) -> TextSettings:
        """What is said of its own text."""
        return self.settings[self.side]

    @property
    def language(self) -> str:
        """Tag of its language."""
        return self.text.language

    @property
    def names(self) -> PageNames:
        """What the pages are called that are no chapters."""
        return self.publication.names

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both texts in the order in which it shows them."""
        return self.side, self.side.other

    @property
    def texts(self) -> tuple[TextSettings, TextSettings]:
        """What is said of them, in that order."""
        return self.settings[self.side], self.settings[self.side.other]

    @property
    def words(self) -> Mapping[str, str]:
        """What it says, by key."""
        return read_words(self.language)

    @property
    def mark(self) -> Markup:
        """The attributes of what holds its words, where they are not in its own language."""
        return Markup(mark_html(self.language))

    @property
    def called(self) -> Mapping[str, str]:
        """Both languages by their tags, as its words call them at the beginning of a line."""
        return {text.language: as_line(self.call_language(text)) for text in self.texts}

    def call_language(self, text: TextSettings) -> str:
        """A text's language as its words call it within a line."""
        name = name_language(text.language, spoken_language(self.language))
        return text.name if name == text.language and text.name else name

    def typeset(self, text: str) -> str:
        """A text in its language with the spaces that this wants."""
        return typeset(text, self.language)

    def say(self, key: str, **values: object) -> str:
        """One of its sentences, with values put in for `{name}`."""
        said = self.words[key]
        for name, value in values.items():
            said = said.replace(f"{{{name}}}", str(value))
        return self.typeset(said)

    def name(self, identifier: str) -> str:
        """A pair as its row shows it: `p7` as 7; a note with its label."""
        if is_note_id(identifier):
            return f"{self.words['note']} {identifier.removeprefix(NOTE_PREFIX)}"
        return row_number(identifier)

    def anchor(self, pair: Pair) -> str:
        """The fragment of a pair on its page: that of its row, or of a note in the first text."""
        identifier = pair.id or ""
        if not is_note_id(identifier):
            return f"#{identifier}"
        side = self.side if pair[self.side] else self.side.other
        address = note_address(identifier.removeprefix(NOTE_PREFIX), self.settings[side].language)
        return quote_anchor(address)

    def address(self, name: str) -> str:
        """The address of a page from the root of the site."""
        return self.addresses.page(name, self.language)

    def address_at_home(self, name: str) -> str:
        """The same from the root of this interface."""
        return self.address(name).removeprefix(self.addresses.home(self.language))

    def between(self, here: str, there: str) -> str:
        """The relative address of one page from another, by their names."""
        return self.addresses.between(self.address(here), self.address(there))

    def twin(self, name: str) -> str:
        """The relative address of a page in the other interface."""
        there = self.addresses.page(name, self.settings[self.side.other].language)
        return self.addresses.between(self.address(name), there)

    def ids(self, chapter: Pairing) -> Mapping[str, str]:
        """What a text calls by its own ids, by the ids that these are on the page."""
        found: dict[str, str] = {}
        for side in self.sides[::-1]:
            ids = self.publication.texts.ids(chapter, side)
            found |= {own: f"{self.settings[side].language}:{own}" for own in ids}
        return found


def as_line(words: str) -> str:
    """Words that begin a line."""
    return words[:1].upper() + words[1:]

"""What a term's mark shows where it stands: both terms, and the interface's definition. Pure."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from html import escape

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from visavis.edition import Edition
from visavis.glossary import Term
from visavis.render import DIALECT, FENCE, Cards, VisavisExtension, mark_html, read_words
from visavis.settings import TextSettings
from visavis.site.glossary_page import compose_definition


def render_cards(edition: Edition) -> Cards:
    """The cards of every term, in each interface."""
    reader = Markdown(extensions=[*DIALECT, VisavisExtension()])
    reader.treeprocessors.register(_LinkProcessor(reader), "visavis_card_links", 0)
    return {
        side.language: {
            term.id: _render_card(term, edition, side, reader) for term in edition.glossary.terms
        }
        for side in edition.project.sides
    }


class _LinkProcessor(Treeprocessor):
    """A definition's links are written for the glossary: only whole addresses hold elsewhere."""

    def run(self, root: etree.Element) -> None:
        """Turn the other links into plain words."""
        for link in root.iter("a"):
            if not link.get("href", "").startswith(("https://", "http://")):
                link.tag = "span"
                link.attrib.clear()


def _render_card(term: Term, edition: Edition, interface: TextSettings, reader: Markdown) -> str:
    project = edition.project
    sides = project.sides if interface is project.target else project.sides[::-1]
    names = " · ".join(_name(term, side, project.source) for side in sides)
    definition = compose_definition(term.entries[interface.language], interface)
    opening = f'{FENCE} {{: lang="{interface.language}" dir="{interface.direction}" }}'
    html = reader.reset().convert(f"{opening}\n\n{definition}\n\n{FENCE}")
    more = escape(read_words(interface.language)["term_more"])
    mark = mark_html(interface.language)
    return f'<p>{names}</p>\n{html}\n<span class="vv-more-link"{mark}>{more}</span>'


def _name(term: Term, side: TextSettings, source: TextSettings) -> str:
    """What a term is called in a language, marked with that in which it is spoken."""
    name = term.entries[side.language].term
    kept = term.untranslated and name == term.entries[source.language].term
    spoken = source if kept else side
    return f'<b lang="{spoken.language}" dir="{spoken.direction}">{escape(name)}</b>'

"""The page *Rules*: the manual of every rule, at an address of its own."""

from __future__ import annotations

from functools import partial

from visavis.checks import RULES, manual_language, read_manual
from visavis.publication import Interface
from visavis.render import MarkdownRenderer
from visavis.site.page import Body, Heading, Page, render


def rules_page(interface: Interface) -> Page:
    """The page."""
    words = interface.words
    make = partial(_make, interface)
    return Page(
        interface.names.rules,
        words["rules"],
        make,
        description=words["rules_about"],
        made_of=lambda: interface.language,  # The code alone says what else it is made of.
    )


def _make(interface: Interface) -> Body:
    languages = {rule.name: manual_language(rule, interface.language) for rule in RULES}
    renderers = {language: MarkdownRenderer(language) for language in {*languages.values()}}
    rules = [
        {
            "name": rule.name,
            "severity": rule.severity,
            "language": languages[rule.name],
            "manual": renderers[languages[rule.name]]
            .convert(read_manual(rule, interface.language))
            .on_page(str),
        }
        for rule in RULES
    ]
    headings = tuple(Heading(2, rule.name, rule.name) for rule in RULES)
    return Body(render("rules.html", interface, rules=rules), headings)

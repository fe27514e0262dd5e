"""The page *Rules*: the manual of every rule, at an address of its own. Pure."""

from __future__ import annotations

from html import escape
from typing import Any

import yaml

from visavis.checks import RULES, Rule, manual_language, read_manual
from visavis.edition import Edition
from visavis.render import FENCE, read_words
from visavis.settings import TextSettings
from visavis.site.address import Addresses, free_name

NAME = "rules"
"""The name of the page; the first free one that begins so is taken."""


def rules_name(edition: Edition) -> str:
    """What the page is called."""
    return free_name(NAME, edition)


def link_rule(
    name: str, here: str, edition: Edition, interface: TextSettings, addresses: Addresses
) -> str:
    """The name of a rule as HTML, with a link to its manual; `here` is the page's address."""
    page = addresses.between(here, addresses.page(rules_name(edition), interface.language))
    return f'<a href="{escape(page)}#{name}"><code>{name}</code></a>'


def compose_rules(interface: TextSettings) -> str:
    """The page as Markdown, the rules in the order of reading."""
    words = read_words(interface.language)
    meta: dict[str, Any] = {
        "title": words["rules"],
        "description": words["rules_about"],
        "search": {"exclude": True},
    }
    head = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=1000)
    parts = [f"---\n{head}---", f"# {words['rules']}"]
    parts += [f'{FENCE} {{: .vv-all-rules lang="{interface.language}" }}', words["rules_about"]]
    for rule in RULES:
        parts += _entry(rule, interface)
    return "\n\n".join([*parts, FENCE]) + "\n"


def _entry(rule: Rule, interface: TextSettings) -> list[str]:
    language = manual_language(rule, interface.language)
    severity = read_words(interface.language)[f"rule_{rule.severity}"]
    return [
        f"{FENCE} {{: .vv-entry }}",
        f"## `{rule.name}`\n{{: #{rule.name} }}",
        f"{severity}\n{{: .vv-small }}",
        f'{FENCE} {{: lang="{language}" }}',
        read_manual(rule, interface.language),
        FENCE,
        FENCE,
    ]

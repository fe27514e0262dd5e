"""Every setting under `plugins: visavis:` in `mkdocs.yml`, with what it says: the manual's list.

The reader (`project.py`, `credits.py`) refuses what is not named here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, in words and Markdown."""

    form: str
    """What is written there, such as `true or false`."""
    says: str
    """What it does, in a sentence."""
    default: str = ""
    """What holds where it is left out, as it would be written; empty where nothing does."""
    inside: Mapping[str, Setting] = field(default_factory=dict)
    """Where it is a map: the settings in it."""


DOWNLOADS = ("epub", "epub-reveal", "pdf", "pdf-columns")
"""The books that a site may offer."""
_STATEMENT = "text, or a map of language to text"

OF_A_SIDE = {
    "language": Setting("tag", "Its language, as BCP 47 writes it: `fr`, `pt-BR`, `grc`."),
    "folder": Setting("folder", "Where its Markdown files stand; of the translation, `docs_dir`."),
    "name": Setting("text", "What the language calls itself: `Français`.", "the tag"),
    "notice": Setting(
        "map of language to text",
        "What every reader of this text must know: whole on the title page, and told below the "
        "title of each chapter to those who ask.",
    ),
    "font": Setting(
        "file or folder",
        "An open font beside `mkdocs.yml` in which the book (`visavis export pdf`) sets this text; "
        "it is needed for scripts other than Latin, Greek and Cyrillic.",
        "Libertinus Serif",
    ),
}
OF_A_TEXT = {
    "title": Setting("text", "Of the whole work in this language, as its publisher calls it."),
    "translators": Setting("list of names", "Who translated it; names as under `authors`."),
    "contributors": Setting("list of names", "Who is named besides them."),
    "publisher": Setting("text", "Who published this text."),
    "date": Setting("date", "When it was published."),
    "series": Setting("text", "What it is a part of; the title page says so."),
    "number": Setting("text", "Which part, of the series or else of the work itself."),
    "licence": Setting(_STATEMENT, "Its terms, as they are stated."),
}
OF_A_CITATION = {
    "authors": Setting(
        "list of names",
        'Of the original: `["Verne, Jules"]`. A name without a comma is taken whole.',
    ),
    "version": Setting("text", "Of the edition."),
    "date": Setting("date", "Of that version: a day (`2026-11-23`), a month or a year."),
    "publisher": Setting("text", "Who publishes the edition, at the foot of its title page."),
    "licence": Setting(
        _STATEMENT, "Of what the edition adds of its own, the blocks marked `{: .edition }`."
    ),
    "source": Setting("map", "What is to be said of the original.", inside=OF_A_TEXT),
    "target": Setting("map", "What is to be said of the translation.", inside=OF_A_TEXT),
}
SETTINGS = {
    "source": Setting("map", "The original.", "English in `docs_en`", OF_A_SIDE),
    "target": Setting(
        "map", "The translation, whose interface stands at `/`.", "French", OF_A_SIDE
    ),
    "glossary": Setting("folder", "Where the terms stand, a file each.", "glossary"),
    "record": Setting("folder", "Where the record of every id stands.", "alignment"),
    "citation": Setting(
        "map",
        "Whose the texts are, for citations, search engines and shared links. Nothing is guessed "
        "in the place of what is left out.",
        inside=OF_A_CITATION,
    ),
    "review": Setting(
        "map",
        "How rows are signed off.",
        inside={
            "second": Setting(
                "true or false",
                "Whether a pair that only those have signed off who had changed it waits for "
                "somebody else.",
                "false",
            )
        },
    ),
    "typography": Setting(
        "true or false",
        "Whether quotation marks and spaces are judged and may be repaired.",
        "true",
    ),
    "csp": Setting(
        "true or false",
        "Whether each page states a Content-Security-Policy; `false` for who adds something from "
        "elsewhere.",
        "true",
    ),
    "downloads": Setting(
        f"list of {', '.join(f'`{name}`' for name in DOWNLOADS)}",
        "Which books are made with the site and offered on its title page, in this order; what "
        "wants an extra that is not installed is left out, and `visavis build` says so.",
    ),
    "font": Setting(
        "`serif` or `system`",
        "Whether the texts are set in Source Serif, cut down to the edition's letters, or in what "
        "the reader's system has.",
        "serif",
    ),
    "suggest": Setting(
        "`edit`, `issue`, `github`, `gitlab`, `gitea`, `forgejo` or an address for mail",
        "What *suggest* at a row opens: its file at the line, a new issue that is filled in, or a "
        "mail. `issue` finds the kind of forge by the address of the repository. Without the "
        "setting there is no such link.",
    ),
    "search": Setting("true or false", "Whether the site has a search.", "true"),
    "pieces_from": Setting(
        "number", "From so many pairs on the search's index is written in pieces.", "1000"
    ),
}
"""By name; those of the two sides first."""

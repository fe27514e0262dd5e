"""`visavis new`."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import yaml

from visavis import __version__
from visavis.cli.opening import counted
from visavis.edition import HOME
from visavis.errors import VisavisError, say_reason
from visavis.glossary import SCHEMA_NAME, schema_text
from visavis.pairs import pair_documents
from visavis.record import Record, new_entry, write_record
from visavis.store import is_vacant, write_files
from visavis.text import find_country, is_tag, name_language, parse_document, shorten_tag

_BEGINNING = Path(__file__).with_name("beginning")
"""What an edition begins with, as files; `{names}` in some are filled in."""
_FILLED = {
    "mkdocs.yml": "mkdocs.yml",
    "README.md": "README.md",
    "LICENSE-TEXTS.md": "LICENSE-TEXTS.md",
    "requirements.txt": "requirements.txt",
    "pre-commit-config.yaml": ".pre-commit-config.yaml",
}
_AS_THEY_STAND = {
    "gitignore": ".gitignore",
    "github-publish.yml": ".github/workflows/publish.yml",
    "gitlab-ci.yml": ".gitlab-ci.yml",
}
_OF_I18N = re.compile(r"[a-z]{2}(?:-[A-Za-z]{4})?(?:-[A-Z]{2})?")
"""The tags that static-i18n takes for interfaces; for others there is a plugin that takes any."""
_CHAPTER = "---\ntitle: {quoted}\n---\n\n# {title}\n{{: #p1 }}\n"


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--source", required=True, metavar="TAG", help="Language of the original, as `de`.")
@click.option("--target", required=True, metavar="TAG", help="Language of the translation.")
@click.option(
    "--title",
    default="",
    metavar="TEXT",
    help="Of the translation, and of the site; without it, the folder's name.",
)
@click.option("--original-title", default="", metavar="TEXT", help="Of the original.")
@click.option(
    "--author", "authors", multiple=True, metavar="'FAMILY, GIVEN'", help="Of the original."
)
@click.option(
    "--translator",
    "translators",
    multiple=True,
    metavar="'FAMILY, GIVEN'",
    help="Repeat for several.",
)
def command(
    folder: Path,
    source: str,
    target: str,
    title: str,
    original_title: str,
    authors: tuple[str, ...],
    translators: tuple[str, ...],
) -> None:
    """Begin an edition in FOLDER, which is made or must be empty.

    It gets all that is needed to write it and to publish it: its settings, a first page in both
    languages, the schema of the glossary, from which editors complete, a README, terms of the texts
    to fill in, workflows for GitHub and GitLab Pages, and a check before each commit. Then `visavis
    import` brings texts in, `visavis serve` shows them while they are written, and `git push`
    publishes them.
    """
    if not is_vacant(folder):
        raise VisavisError("the folder is not empty", place=str(folder), hint="name a new one")
    for option, tag in (("--source", source), ("--target", target)):
        _hold_tag(option, tag)
    if source == target:
        raise VisavisError(f"both sides are {source}", hint="an edition has two languages")
    title = title or original_title or folder.absolute().name
    titles = {source: original_title or title, target: title}
    values = _values(source, target, titles, authors, translators)
    files = {
        **{to: _read(name).format_map(values) for name, to in _FILLED.items()},
        **{to: _read(name) for name, to in _AS_THEY_STAND.items()},
        **_first_page(source, target, titles),
        f"glossary/{SCHEMA_NAME}": schema_text(),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = f"cannot be made: {say_reason(error)}"
        raise VisavisError(said, place=str(folder)) from None
    write_files(folder, files)
    made = counted(len(files), "file")
    click.echo(f"{folder}: {made}; next: visavis -C {shlex.quote(str(folder))} serve")


def _hold_tag(option: str, tag: str) -> None:
    """Raise VisavisError for the tag of a language that has another."""
    if shorten_tag(tag) != tag:
        hint = f"say {option} {shorten_tag(tag)}"
        raise VisavisError(f"the tag of {name_language(tag)} is not {tag}", hint=hint)
    if found := find_country(tag):
        country, spoken = found
        hint = f"say {option} {spoken}, if {name_language(spoken)} is meant"
        raise VisavisError(
            f"{tag} is the code of a country, {country}, and no language’s", hint=hint
        )


def _read(name: str) -> str:
    return (_BEGINNING / name).read_text("utf-8")


def _first_page(source: str, target: str, titles: dict[str, str]) -> dict[str, str]:
    """The first page in both languages, each under its own title, and its record."""
    pages = {
        tag: _CHAPTER.format(quoted=_quoted(title), title=title) for tag, title in titles.items()
    }
    ours, theirs = (parse_document(pages[tag], path="", language=tag) for tag in (source, target))
    record = Record().with_entries(map(new_entry, pair_documents(HOME, ours, theirs).pairs))
    return {
        "docs/index.md": pages[target],
        f"docs_{source}/index.md": pages[source],
        "alignment/index.jsonl": write_record(record),
    }


def _values(
    source: str,
    target: str,
    titles: dict[str, str],
    authors: tuple[str, ...],
    translators: tuple[str, ...],
) -> dict[str, str]:
    """What is filled in. Raises VisavisError for a tag that is none."""
    from visavis.site.frame import speaks

    plain = all(map(_OF_I18N.fullmatch, (source, target)))
    return {
        "title": _quoted(titles[target]),
        "original_title": _quoted(titles[source]),
        "plain_title": titles[target],
        "source": _scalar(source),
        "target": _scalar(target),
        "folder": f"docs_{source}",
        "source_name": _own_name(source),
        "target_name": _own_name(target),
        "source_english": name_language(source),
        "target_english": name_language(target),
        "authors": _listed(authors),
        "translators": _listed(translators),
        "author_line": "; ".join(authors) or "…",
        "translator_line": "; ".join(translators) or "…",
        "interfaces": "i18n" if plain else "visavis-i18n",
        "words": target if speaks(target) else "en",
        "version": __version__,
    }


def _listed(names: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_quoted, names))}]"


def _own_name(tag: str) -> str:
    """What speakers of a language call it; where nothing is known of them, its English name.

    Raises VisavisError for a tag that is none.
    """
    if not is_tag(tag):
        raise VisavisError(f"{tag} is not a language tag", hint="write it as in `fr` or `pt-BR`")
    name = name_language(tag, tag)
    name = name if name != tag else name_language(tag)
    return _quoted(name[:1].upper() + name[1:])


def _scalar(tag: str) -> str:
    """A tag as YAML reads it as one: `no` alone would be a refusal."""
    return tag if yaml.safe_load(tag) == tag else _quoted(tag)


def _quoted(text: str) -> str:
    """A text as a YAML scalar that nothing in it can break."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

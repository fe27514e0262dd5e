"""`visavis new`."""

from __future__ import annotations

import re
from pathlib import Path

import click
import yaml

from visavis.cli.opening import counted
from visavis.errors import VisavisError
from visavis.glossary import SCHEMA_NAME, schema_text
from visavis.pairs import pair_documents
from visavis.record import Record, new_entry, write_record
from visavis.store import is_vacant, write_files
from visavis.text import is_tag, name_language, parse_document

_CONFIG = """\
# An edition made with Vis-à-vis. What stands under `visavis` is read by every command of `visavis`,
# the rest by MkDocs.
site_name: {title}
docs_dir: docs

plugins:
  - search
  - visavis:
      source: {{language: {source}, folder: {folder}, name: {source_name}}}
      target: {{language: {target}, folder: docs, name: {target_name}}}
  - {interfaces}:
      docs_structure: suffix
      languages:
        - {{locale: {target}, name: {target_name}, default: true}}
        - {{locale: {source}, name: {source_name}}}

# Without a `nav`, MkDocs lists the chapters by name, and the glossary with them.

theme:
  name: material
  language: {words}
  font: false
  features: [navigation.footer, navigation.top, toc.integrate]
  palette:
    - media: "(prefers-color-scheme)"
    - {{media: "(prefers-color-scheme: light)", scheme: default}}
    - {{media: "(prefers-color-scheme: dark)", scheme: slate}}

markdown_extensions: [toc]

extra:
  generator: false
"""
_OF_I18N = re.compile(r"[a-z]{2}(?:-[A-Za-z]{4})?(?:-[A-Z]{2})?")
"""The tags that static-i18n takes for interfaces; for others there is a plugin that takes any."""
_CHAPTER = "---\ntitle: {quoted}\n---\n\n# {title}\n{{: #p1 }}\n"


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--source", required=True, metavar="TAG", help="Language of the original, as `de`.")
@click.option("--target", required=True, metavar="TAG", help="Language of the translation.")
@click.option("--title", default="", help="Name of the site; without it, the folder's.")
def command(folder: Path, source: str, target: str, title: str) -> None:
    """Begin an edition in FOLDER, which is made or must be empty.

    It gets its settings, a first page in both languages and the schema of the glossary, from which
    editors complete. Then `visavis serve` shows it while it is written, `visavis stamp` gives ids
    to what is new, and `visavis import` brings texts in.
    """
    if not is_vacant(folder):
        raise VisavisError("the folder is not empty", place=str(folder), hint="name a new one")
    if source == target:
        raise VisavisError(f"both sides are {source}", hint="an edition has two languages")
    title = title or folder.absolute().name
    settings = _settings(source, target, title)
    page = _CHAPTER.format(quoted=_quoted(title), title=title)
    ours, theirs = (parse_document(page, path="", language=tag) for tag in (source, target))
    record = Record().with_entries(map(new_entry, pair_documents("index", ours, theirs).pairs))
    files = {
        "mkdocs.yml": _CONFIG.format_map(settings),
        "docs/index.md": page,
        f"docs_{source}/index.md": page,
        "alignment/index.jsonl": write_record(record),
        f"glossary/{SCHEMA_NAME}": schema_text(),
        ".gitignore": "/site/\n/site-offline/\n/site-offline.zip\n",
    }
    folder.mkdir(parents=True, exist_ok=True)
    write_files(folder, files)
    click.echo(f"{folder}: {counted(len(files), 'file')}; next: visavis -C {folder} serve")


def _settings(source: str, target: str, title: str) -> dict[str, str]:
    """What stands in `mkdocs.yml`. Raises VisavisError for a tag that is none."""
    from visavis.site.frame import speaks

    plain = all(map(_OF_I18N.fullmatch, (source, target)))
    return {
        "title": _quoted(title),
        "source": _scalar(source),
        "target": _scalar(target),
        "folder": f"docs_{source}",
        "source_name": _own_name(source),
        "target_name": _own_name(target),
        "interfaces": "i18n" if plain else "visavis-i18n",
        "words": target if speaks(target) else "en",
    }


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

"""The pages of the manual that are made from the code; `manual.yml` names this as a hook."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from visavis.checks import RULES
from visavis.cli.main import cli
from visavis.glossary import schema_text
from visavis.settings import SETTINGS, Setting

_DECISIONS = Path(__file__).parent.parent / "manual" / "decisions"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what does not stand in `manual/`."""
    for name, text in make_pages().items():
        files.append(File.generated(config, name, content=text))
    return files


def make_pages() -> dict[str, str]:
    """The Markdown of each, by its path in the manual."""
    return {
        "reference/commands.md": "\n".join(write_commands()),
        "reference/settings.md": "\n".join(write_settings()),
        "reference/rules.md": "\n".join(write_rules()),
        "reference/terms.md": "\n".join(write_terms(json.loads(schema_text()))),
        "decisions/index.md": "\n".join(list_decisions()),
    }


def write_commands() -> Iterator[str]:
    """Every command with its arguments and options, as `--help` tells them."""
    yield "# Commands\n"
    yield "`visavis [-C DIR] COMMAND …` works on the edition around the current folder, or in"
    yield "`DIR`. `check` ends with 1 where it finds an error, every command with 2 where the"
    yield "set-up is broken, after one line that says what is.\n"
    yield from _write_command(cli, click.Context(cli, info_name="visavis"))


def _write_command(command: click.Command, context: click.Context) -> Iterator[str]:
    if context.parent:
        depth = len(context.command_path.split())
        yield f"{'#' * depth} {context.command_path}\n"
        yield f"`{' '.join(command.get_usage(context).removeprefix('Usage:').split())}`\n"
        yield inspect.cleandoc(command.help or "") + "\n"
    options = [
        record for o in command.get_params(context) if (record := o.get_help_record(context))
    ]
    if len(options) > 1:  # besides --help
        yield "| option | |\n|---|---|"
        yield from (f"| `{_cell(names)}` | {_cell(says)} |" for names, says in options[:-1])
        yield ""
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if below := command.get_command(context, name):
                yield from _write_command(below, click.Context(below, context, name))


def write_settings() -> Iterator[str]:
    """Every setting, as `mkdocs.yml` has them."""
    yield "# Settings\n"
    yield "They stand in `mkdocs.yml`, under `plugins: visavis:`. One that is not named here is"
    yield "refused with its line. The rest of the file is MkDocs’s and Material’s own.\n"
    yield "| setting | is | without it | |\n|---|---|---|---|"
    yield from _write_settings(SETTINGS, "")
    yield "\nWhere the site is published, [three variables](../how-to/publish.md) say the rest."


def _write_settings(settings: Mapping[str, Setting], above: str) -> Iterator[str]:
    for name, setting in settings.items():
        default = f"`{setting.default}`" if setting.default else "–"
        told = (f"`{above}{name}`", setting.form, default, _cell(setting.says))
        yield f"| {' | '.join(told)} |"
        yield from _write_settings(setting.inside, f"{above}{name}: ")


def write_rules() -> Iterator[str]:
    """The manual of every rule."""
    yield "# Rules\n"
    yield "`visavis rules NAME` tells one of these; the site has them all, in the languages of its"
    yield "interfaces.\n"
    for rule in RULES:
        waived = "" if rule.waivable else " A finding cannot be waived."
        yield f"## {rule.name}\n\n*{rule.severity}.*{waived}\n\n{rule.manual}\n"


def write_terms(schema: Mapping[str, Any]) -> Iterator[str]:
    """Every field of a term's file, from the schema."""
    yield "# Files of terms\n"
    yield "A term is a file, `glossary/ID.yml`. Editors that know JSON Schema complete these fields"
    yield "from `glossary/term.schema.json`.\n"
    yield "| field | |\n|---|---|"
    parts = schema["$defs"]
    for name, field in schema["properties"].items():
        yield _field(name, field)
        below: Mapping[str, Any] = field.get("items") or next(
            iter(field.get("patternProperties", {}).values()), {}
        )
        part = parts.get(below.get("$ref", "").rpartition("/")[2], {})
        for inner, told in part.get("properties", {}).items():
            yield _field(f"{name}: {inner}", told)


def _field(name: str, field: Mapping[str, Any]) -> str:
    choice = f" One of {', '.join(field['enum'])}." if "enum" in field else ""
    return f"| `{name}` | {_cell(field.get('description', '') + choice)} |"


def list_decisions() -> Iterator[str]:
    """The decisions by their titles."""
    yield "# Decisions\n"
    yield "Why things are as they are. Who decides otherwise rewrites the page.\n"
    for page in sorted(_DECISIONS.glob("*.md")):
        title = page.read_text("utf-8").partition("\n")[0].lstrip("# ")
        yield f"- [{title}]({page.name})"


def _cell(text: str) -> str:
    """A text in a cell of a table."""
    return re.sub(r"\s+", " ", text).strip().replace("|", "\\|")

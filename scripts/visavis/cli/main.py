"""The command line: what is said on the terminal and how it ends. The work is done below.

A command's module is imported when it is called: `visavis check` has no need of MkDocs.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from visavis import __version__
from visavis.cli.lazy import LazyGroup
from visavis.cli.visible import visible
from visavis.errors import VisavisError

COMMANDS = {
    "new": "Begin an edition of your own.",
    "check": "Check that the two texts answer each other.",
    "import": "Bring two texts in, aligned and stamped.",
    "align": "Align two text files and print the links.",
    "stamp": "Give ids to the paragraphs that have none.",
    "split": "Part a row into two.",
    "join": "Make one row of two.",
    "shift": "Let one side of some rows answer their neighbours.",
    "move": "Carry rows to another chapter.",
    "write": "Put other words on one side of a row.",
    "insert": "Put a new row behind another.",
    "mark": "Say why a row has one side only.",
    "undo": "Undo what was done last today.",
    "redo": "Do again what was undone last.",
    "format": "Repair typography where there is no doubt.",
    "review": "Show what is new, has changed or is doubtful, and sign it off.",
    "desk": "Align, correct and sign off in the browser.",
    "build": "Make the site.",
    "serve": "Preview the site and follow every change.",
    "compose": "Write the site as plain pages, for any generator.",
    "export": "Print the edition in a format of others.",
    "glossary": "List the terms, propose new ones, exchange them with other programs.",
    "rules": "List the rules, or print the manual of one.",
}
"""Every command with its one line; `visavis.cli.NAME` holds it as `command`, if nothing is said."""
_ROWS = ("split", "join", "shift", "move", "write", "insert", "mark", "undo", "redo")
_PLACES = {
    "import": "import_:command",
    **{name: f"rows:{name}" for name in _ROWS},
}
"""Where commands stand that have no module of their own name."""


class _Commands(LazyGroup):
    """Looks a command's module up only when it is called."""

    def main(self, *args: Any, **settings: Any) -> Any:
        """Run a command; the texts are UTF-8 whatever the terminal says."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="replace")
        # Parsing makes millions of small objects that live on or die at once; looking for circles
        # among them after every 700, as is usual, costs a tenth of the time of a large edition.
        gc.set_threshold(50_000)
        return super().main(*args, **{"prog_name": "visavis", **settings})

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = _PLACES.get(cmd_name, f"{cmd_name}:command").partition(":")
        command: click.Command = getattr(import_module(f"visavis.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except VisavisError as error:
            for one in error.errors:
                click.echo(f"visavis: {visible(str(one))}", err=True)
            ctx.exit(2)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Every command works on the edition around the current folder.",
)
@click.version_option(__version__, prog_name="visavis")
@click.option(
    "-C",
    "folder",
    type=click.Path(path_type=Path),
    help="The edition's root; without it, the nearest folder upward with an mkdocs.yml.",
)
@click.pass_context
def cli(context: click.Context, folder: Path | None) -> None:
    """Publish a text and its translation face to face."""
    context.obj = folder

"""`visavis align`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

from visavis.aligner import Unit, align
from visavis.cli.progress import progress
from visavis.input import decode, read_bytes

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


@click.command("align")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--unit",
    type=click.Choice(["paragraph", "sentence"]),
    default="paragraph",
    help="What is aligned: paragraphs between blank lines, or sentences, one on each line.",
)
@click.option(
    "--format", "form", type=click.Choice(["jsonl"]), default="jsonl", help="Form of the links."
)
@click.option("--encoding", metavar="NAME", default="", help="Of both: windows-1252, koi8-r…")
def command(source: Path, target: Path, unit: str, form: str, encoding: str) -> None:
    """Align two plain text files and print one link a line.

    SOURCE is the original, TARGET the translation, both in UTF-8 or in the encoding that is named.
    A link gives the units of both sides, counted from 0 (blank lines do not count), and how likely
    it is right, from 0 to 1. Every unit of both sides is in exactly one link, in order; an empty
    list means that nothing answers.
    """
    with progress() as step:
        step("Aligning", 100)
        units = [_units(path, unit, encoding) for path in (source, target)]
        links = align(*units, unit="sentence" if unit == "sentence" else "paragraph")
    for link in links:
        score = round(link.score, 4)
        line = {"source": list(link.source), "target": list(link.target), "score": score}
        click.echo(json.dumps(line))


def _units(path: Path, unit: str, encoding: str) -> list[Unit]:
    text = decode(read_bytes(path, may_be_empty=True), str(path), encoding=encoding)
    pieces = text.split("\n") if unit == "sentence" else _BLANK.split(text)
    return [Unit(" ".join(piece.split()), "") for piece in pieces if piece.strip()]

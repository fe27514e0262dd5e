"""How long a whole book takes to come in: `python benchmarks/importing.py [--paragraphs 5000]`.

Writes a book of so many paragraphs a side in two languages, as DOCX and as Markdown, and prints the
time and memory of `visavis import` with and without `--chapters`, beside pandoc alone reading the
same two files, which is the least that any import can take.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

import pypandoc

from generated import write_book
from scale import VISAVIS, measure

PANDOC = str(pypandoc.get_pandoc_path())
_WANTED = 60
"""Seconds by the clock, for 5,000 paragraphs a side."""


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--paragraphs", type=int, default=5000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        edition = folder / "edition"
        for docs in ("docs", "docs_en"):
            (edition / docs).mkdir(parents=True)
        (edition / "mkdocs.yml").write_text("site_name: An edition\n", encoding="utf-8")
        sides = write_book(folder, options.paragraphs)
        print(f"{options.paragraphs:,} paragraphs a side, processor time and, for ours, the clock")
        for suffix in (".md", ".docx"):
            files = [str(convert(side, suffix)) for side in sides]
            read = [
                measure([PANDOC, file, "-t", "json", "-o", "/dev/null"], folder) for file in files
            ]
            print(
                f"pandoc alone, both {suffix} files {sum(cost.processor for cost in read):8.2f} s"
            )
            for label, more in (("one chapter", []), ("--chapters", ["--chapters"])):
                ours = [*VISAVIS, "import", *files, "--as", f"book{suffix[1:]}{len(more)}", *more]
                cost = measure(ours, edition)
                print(
                    f"visavis import, {label:12}    {cost.processor:8.2f} s {cost.memory:5.0f} MB, "
                    f"{cost.wall:.0f} s by the clock (wanted: under {_WANTED})"
                )


def convert(file: Path, suffix: str) -> Path:
    """The same text in another format."""
    if file.suffix == suffix:
        return file
    other = file.with_suffix(suffix)
    subprocess.run([PANDOC, str(file), "-o", str(other)], check=True)
    return other


if __name__ == "__main__":
    main()

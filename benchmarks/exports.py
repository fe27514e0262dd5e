"""The books beside others' of the same text: `python benchmarks/exports.py [--epub N] [--pdf N…]`.

Prints, for a generated edition of so many rows, the time, the memory and the size of `visavis
export epub` beside pandoc, where that is installed, and of `visavis export pdf` beside plain Typst.
The peers get the two bare texts, one after the other: they know of no rows, nothing is level, no
term is linked. Ours is shown cold, with nothing kept from before, and warm. Times are those of the
processor, whose ratios stand also on a machine that does other things, and those of the clock.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

from generated import write_bare, write_edition
from scale import VISAVIS, Cost, measure

ROWS = 50
"""In a chapter."""
WANTED_SECONDS, WANTED_MEMORY, WANTED_TIMES = 10, 1000, 3
"""An EPUB of 5,000 rows, cold; a PDF of 1,000 rows, in MB and in times plain Typst's."""
_TYPST = (
    "import sys, typst;"
    "typst.compile(sys.argv[1], output=sys.argv[2], ignore_system_fonts=True,"
    " pdf_standards=['1.7', 'ua-1'])"
)
_HEAD = """\
#set document(title: "The bare texts")
#set page(paper: "a5")
#set text(font: "Libertinus Serif", size: 10pt, hyphenate: true)
#set par(justify: true, first-line-indent: 1em)
"""
_MARKUP = re.compile(r"[\\#$*_`<>@\[\]~=+/-]")


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--epub", type=int, default=5000, metavar="ROWS", help="0 for none")
    parser.add_argument(
        "--pdf", type=int, default=[1000], nargs="*", metavar="ROWS", help="several, or none"
    )
    options = parser.parse_args()
    if options.epub:
        compare_epub(options.epub)
    for rows in options.pdf:
        compare_pdf(rows)


def compare_epub(rows: int) -> None:
    """Print what an EPUB takes, and what pandoc's does."""
    with tempfile.TemporaryDirectory() as name:
        edition, bare = write_texts(Path(name), rows)
        say_head(rows)
        cold = export("epub", edition)
        print(f"{'':28} of the clock {cold.wall:.1f} s, wanted {WANTED_SECONDS} for 5,000 rows")
        if not shutil.which("pandoc"):
            print("pandoc is not installed")
            return
        file = edition / "pandoc.epub"
        texts = map(str, [*list_texts(bare, "en"), *list_texts(bare, "fr")])
        command = ["pandoc", "--metadata", "title=The bare texts", "-o", str(file), *texts]
        say("pandoc, the two bare texts", measure(command, edition), file)


def compare_pdf(rows: int) -> None:
    """Print what a PDF takes, and what Typst's does that knows of no rows."""
    with tempfile.TemporaryDirectory() as name:
        edition, bare = write_texts(Path(name), rows)
        say_head(rows)
        ours = export("pdf", edition)
        source, file = edition / "plain.typ", edition / "plain.pdf"
        write_typst(source, bare)
        theirs = measure([sys.executable, "-c", _TYPST, str(source), str(file)], edition)
        say("plain Typst, the bare texts", theirs, file)
        ratio = ours.processor / theirs.processor
        print(f"{'':28} ours is {ratio:.1f} times that (wanted {WANTED_TIMES}),", end=" ")
        print(f"{ours.memory:.0f} MB (wanted {WANTED_MEMORY}, of any number of rows)")


def write_texts(folder: Path, rows: int) -> tuple[Path, Path]:
    """An edition, and its two texts for those who know nothing of editions."""
    edition, bare = folder / "edition", folder / "bare"
    write_edition(edition, max(1, rows // ROWS), ROWS)
    write_bare(bare, edition)
    return edition, bare


def list_texts(bare: Path, language: str) -> list[Path]:
    """The files of one text, in their order."""
    files = sorted((bare / "docs").glob("*.md"))
    return [file for file in files if (".en." in file.name) == (language == "en")]


def write_typst(file: Path, bare: Path) -> None:
    """Write the two texts as Typst's markup, one after the other."""
    made = [_HEAD]
    for language in ("en", "fr"):
        made.append(f'#set text(lang: "{language}")\n')
        for text in list_texts(bare, language):
            for line in text.read_text("utf-8").rpartition("\n---\n")[2].splitlines():
                level = len(line) - len(line.lstrip("#"))
                words = _MARKUP.sub(r"\\\g<0>", line[level:].strip())
                made.append(f"{'=' * level} {words}\n" if level else f"{words}\n")
    file.write_text("".join(made), "utf-8")


def export(form: str, edition: Path) -> Cost:
    """Print what a book takes cold and then warm; gives the first."""
    file = edition / f"book.{form}"
    command = [*VISAVIS, "export", form, "-o", str(file)]
    shutil.rmtree(edition / ".cache", ignore_errors=True)
    cold = measure(command, edition)
    say(f"visavis export {form}, cold", cold, file)
    say(f"visavis export {form}, warm", measure(command, edition), file)
    return cold


def say_head(rows: int) -> None:
    """Print what stands in the columns."""
    print(f"\n{rows:,} rows\n{'':28} processor      wall    memory      size")


def say(what: str, cost: Cost, file: Path) -> None:
    """Print a line."""
    print(f"{what:28} {cost} {file.stat().st_size / 1e6:6.2f} MB")


if __name__ == "__main__":
    main()

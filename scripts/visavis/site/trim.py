"""Our own style sheets and scripts as they are published: without comments and indentation.

A quarter of what a first visit loads would be explanations; of a style sheet the spaces go too that
part nothing. Nothing else is changed, so that what is read in a browser is still what was written.
The previews serve the files as they are.
"""

from __future__ import annotations

import re
from pathlib import Path

_FOLDER = "assets/visavis"
NOTE_ROWS = "note-rows.css"
_SHEET_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SHEET_SPACE = re.compile(r"""("[^"\n]*"|'[^'\n]*')|[ ]*([{};,])[ ]*|(:)[ ]+""")
"""Strings, which stay as they are; and spaces around what parts words without them."""
_SHEETS = (
    "colours",
    "accent",
    "interface",
    "text",
    "typeface",
    "rows",
    "views",
    "sentences",
    "popup",
    "say",
)
"""In the order in which they rule."""
_LAYER = "@layer theme{"
_SCRIPT_COMMENT = re.compile(r"^[ \t]*//[^\n]*$|/\*\*.*?\*/[ \t]*", re.MULTILINE | re.DOTALL)
"""Explanations, which have their lines to themselves, and types."""
_MODULES = ("words", "rank", "whole", "pieces", "box", "hits")
"""The modules of the search, each after those that it takes from."""
_IMPORT = re.compile(r'^import \{\s*([^}]+?),?\s*\} from "\./search-(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|class) (\w+))", re.MULTILINE)


def trim_assets(site: Path, theme: Path) -> None:
    """Trim what a built site has from the folder `theme`; files of the publisher's own stay."""
    for own in sorted((theme / _FOLDER).iterdir()):
        built = site / _FOLDER / own.name
        if built.is_file() and built.read_bytes() == own.read_bytes():
            built.write_text(trim(own.read_text("utf-8"), own.suffix), "utf-8", newline="\n")


def layer_sheets(site: Path) -> None:
    """Make the theme's own sheets the lowest layer, so that ours and a publisher's rule over them.

    Otherwise a rule of ours would have to be more specific than the theme's to count.
    """
    for sheet in sorted((site / "assets" / "stylesheets").glob("*.css")):
        text = sheet.read_text("utf-8").removeprefix('@charset "UTF-8";')
        if not text.startswith(_LAYER):
            sheet.write_text(f"{_LAYER}{text}}}\n", "utf-8", newline="\n")


def join_sheets(site: Path) -> None:
    """Make one style sheet of those that every page needs, and take them away.

    A browser paints nothing before it has every sheet: each one more is a journey to the server.
    """
    parts = [site / _FOLDER / f"{name}.css" for name in _SHEETS]
    joined = "".join(part.read_text("utf-8") for part in parts)
    (site / _FOLDER / "page.css").write_text(joined, "utf-8", newline="\n")
    for part in parts:
        part.unlink()


def bundle_search(site: Path) -> None:
    """Make one plain script of the modules of the search, for pages that may import none.

    Each module becomes a function that is called at once, in the order of `_MODULES`.
    """
    parts = []
    for name in _MODULES:
        text = trim((site / _FOLDER / f"search-{name}.js").read_text("utf-8"), ".js")
        given = ", ".join(_EXPORT.findall(text))
        body = _IMPORT.sub(r"const { \1 } = modules.\2;", _EXPORT.sub("", text))
        parts.append(f"modules.{name} = (() => {{\n{body}return {{ {given} }};\n}})();\n")
    joined = "".join(['"use strict";\n(({ modules }) => {\n', *parts, "})(vvSearch);\n"])
    (site / _FOLDER / "search-bundle.js").write_text(joined, "utf-8", newline="\n")


def write_note_rows(site: Path, most: int) -> None:
    """Write the sheet that puts notes which answer each other into one row, for so many of them.

    A rule a row: the policy against foreign scripts allows no `style` at the notes themselves.
    """
    rows = "".join(
        f".vv-of-{n}{{--vv-many:{n + 1}}}\n.vv-note-{n}{{--vv-row:{n + 1}}}\n"
        for n in range(1, most + 1)
    )
    path = site / _FOLDER / NOTE_ROWS
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(rows, "utf-8", newline="\n")


def trim(text: str, suffix: str) -> str:
    """A `.css` or `.js` of ours without comments, indentation and empty lines.

    A comment in a script has its lines to itself, and no string or template goes over several.
    """
    comment = {".css": _SHEET_COMMENT, ".js": _SCRIPT_COMMENT}.get(suffix)
    if comment is None:
        return text
    lines = (line.strip() for line in comment.sub("", text).splitlines())
    if suffix == ".css":
        lines = (_SHEET_SPACE.sub(_tighten, line) for line in lines)
    return "".join(f"{line}\n" for line in lines if line)


def _tighten(found: re.Match[str]) -> str:
    return found[1] or found[2] or found[3]

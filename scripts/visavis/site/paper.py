"""What stands at the foot of every printed page: a style sheet of its own for each.

The policy of the site lets no style stand in a page, and the foot of a sheet is CSS's affair.
"""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from visavis.site.taken import write_or_take
from visavis.store import content_key

_SPECIAL = re.compile(r'["\\<>&\x00-\x1f\x7f]')


def write_paper(page: Page, config: MkDocsConfig, old: Path | None) -> str:
    """Write the sheet of a page. Returns its path in the site; `old` is the site as it was."""
    site_name = config.site_name
    title = Markup(page.meta.get("title") or page.title or "").striptags()
    reference = f"{title} – {site_name}" if title and title != site_name else site_name
    permalink = page.canonical_url
    told = f"--vv-reference:{quote_css(reference)}"
    told += f";--vv-permalink:{quote_css(permalink)}" if permalink else ""
    sheet = f":root{{{told}}}\n"
    name = f"assets/visavis/paper/{content_key(sheet)[:12]}.css"
    path = Path(config.site_dir, name)
    if not path.exists():  # as where another page has the same title
        path.parent.mkdir(parents=True, exist_ok=True)
        write_or_take(path, sheet, old and old / name)
    return name


def quote_css(text: str) -> str:
    """A text as a string of CSS, safe also inside `<style>` and an attribute.

    Quotation marks, backslashes, control characters and what HTML would read are escaped by their
    code points (CSS Syntax, 4.3.7).
    """
    return '"' + _SPECIAL.sub(lambda found: f"\\{ord(found[0]) or 0xFFFD:x} ", text) + '"'

"""The composed pages as a plain Markdown tree, for any generator with Python-Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from visavis.annotation import list_annotations
from visavis.checks import check
from visavis.edition import Edition
from visavis.render import DIALECT
from visavis.settings import list_nav, read_config
from visavis.site.address import Addresses
from visavis.site.alignment_page import (
    compose_alignment,
    make_survey,
    page_name,
    render_alignment,
)
from visavis.site.compose import Layout, compose_pages
from visavis.site.extra_page import list_term_pages, make_additions
from visavis.site.notes_page import compose_notes, notes_name
from visavis.site.old_address import compose_gone, find_gone_chapters, find_old_addresses
from visavis.site.status import count_all, find_statuses
from visavis.site.summary import BADGE, JSON, draw_badge, summarize
from visavis.site.term_page import TermUses

_STYLES = ("colours", "text", "rows", "terms", "alignment")
_THEME = Path(__file__).parent / "theme"


def compose_tree(edition: Edition) -> dict[str, str]:
    """Every file of the tree, by path: `docs/…`, the glossary's terms, the styles, `mkdocs.yml`."""
    project = edition.project
    addresses = Addresses(project.target.language)
    records = edition.followed
    old = find_old_addresses(records)
    terms = edition.concordance
    findings = check(edition)
    statuses = find_statuses(edition, records, findings)
    additions = make_additions(edition, statuses, old, addresses)
    layout = Layout(addresses, additions=additions, rows_indexed=False)
    files = {f"docs/{name}": text for name, text in compose_pages(edition, layout).items()}
    for name in find_gone_chapters(edition, old):
        for side in project.sides:
            text = compose_gone(name, old[name], edition, side, addresses)
            files[f"docs/{addresses.file(name, side.language)}"] = text
    nav = list_nav(read_config(project.root).get("nav"))
    survey = make_survey(edition, statuses, findings, nav)
    for side in project.sides:
        page = compose_alignment(side) + f"\n{render_alignment(survey, edition, side, addresses)}\n"
        files[f"docs/{addresses.file(page_name(edition), side.language)}"] = page
    files[f"docs/{JSON}"] = summarize(edition, statuses, addresses)
    files[f"docs/{BADGE}"] = draw_badge(count_all(statuses))
    uses = TermUses(terms, edition.chapters)
    for side in project.sides:
        for name, extra in list_term_pages(edition, side, addresses, uses):
            text = extra.compose() + (f"\n{extra.render()}\n" if extra.render else "")
            files[f"docs/{addresses.file(name, side.language)}"] = text
    if edition.glossary.terms:
        for file in sorted((project.root / project.glossary).glob("*.y*ml")):
            files[f"glossary/{file.name}"] = file.read_text("utf-8")
    notes = notes_name(edition)
    if notes:
        found = tuple(list_annotations(edition.chapters, edition.glossary, project.languages))
        for side in project.sides:
            page = addresses.file(notes, side.language)
            files[f"docs/{page}"] = compose_notes(found, edition, side)
    for style in _STYLES:
        sheet = _THEME / "assets" / "visavis" / f"{style}.css"
        files[f"docs/assets/visavis/{style}.css"] = sheet.read_text("utf-8")
    files["mkdocs.yml"] = _config(edition)
    return files


def _config(edition: Edition) -> str:
    """The edition's own `mkdocs.yml`, without the plugin that the tree has no need of."""
    config = dict(read_config(edition.project.root))
    config["docs_dir"] = "docs"
    config["plugins"] = [p for p in _listed(config.get("plugins")) if "visavis" not in p]
    config["extra_css"] = [f"assets/visavis/{style}.css" for style in _STYLES]
    extensions = _listed(config.get("markdown_extensions"))
    named = {name for extension in extensions for name in extension}
    extensions += [{name: {}} for name in DIALECT if name not in named]
    languages = list(edition.project.languages[::-1])
    extensions.append({"visavis": {"glossary": "glossary", "languages": languages}})
    config["markdown_extensions"] = extensions
    text = yaml.safe_dump(
        {key: value for key, value in config.items() if value is not None},
        allow_unicode=True,
        sort_keys=False,
    )
    return text.replace("glossary: glossary\n", "glossary: !relative $config_dir/glossary\n", 1)


def _listed(value: Any) -> list[dict[str, Any]]:
    """Plugins or extensions in one form, however they were written."""
    if isinstance(value, Mapping):
        return [{str(name): settings or {}} for name, settings in value.items()]
    return [
        {str(k): v or {} for k, v in item.items()} if isinstance(item, Mapping) else {str(item): {}}
        for item in value or []
    ]

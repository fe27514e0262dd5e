"""The whole site as a plain tree: pages whose bodies are HTML already, for any generator.

Nothing of it needs this package or a plugin: the rows, the notes, the apparatus and the links are
finished, the search is a script beside them. A generator puts its frame around.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from visavis.edition import HOME, Edition
from visavis.publication import Addresses, Interface, publish
from visavis.settings import list_parts, list_titles, read_config
from visavis.site.edition_site import THEME, EditionSite
from visavis.site.page import Page, render
from visavis.site.search import PIECES, in_pieces

_ASSETS = "assets/visavis"
_SHEETS = (
    *"colours accent text typeface rows views start sentences popup say terms".split(),
    *("alignment", "apparatus", "search", "note-rows"),
)


def compose_tree(edition: Edition) -> dict[str, str | bytes]:
    """Every file of the tree by its path: `docs/…`, `mkdocs.yml`."""
    config = read_config(edition.project.root)
    title = str(config.get("site_name") or "")
    addresses = Addresses(edition.project.target.language)
    publication = publish(edition)
    site = EditionSite(
        publication,
        addresses,
        edit={},
        title=title,
        name=lambda: title,
        titles=list_titles(config, edition.project),
        parts=list_parts(config, edition.project),
    )
    docs: dict[str, str | bytes] = dict(edition.published.read())
    for language, interface in site.interfaces.items():
        pages = (page for name, page in site.pages.items() if site.language_of(name) == language)
        docs |= {_file(interface, page.name): _markdown(page, interface) for page in pages}
    docs |= _made_files(site)
    files = {f"docs/{name}": content for name, content in docs.items()}
    return {**files, "mkdocs.yml": _config(edition, config)}


def _made_files(site: EditionSite) -> dict[str, bytes]:
    """The scripts, the styles, and what is made of the whole edition."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for own in sorted((THEME / _ASSETS).iterdir()):
            path = folder / _ASSETS / own.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(own.read_bytes())
        site.write_files(folder, search=True)
        found = sorted(path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _file(interface: Interface, name: str) -> str:
    """The Markdown file that a generator publishes at the address of a page.

    It stands in the folder that becomes the page, so that a relative address holds in both.
    """
    return f"{interface.address(name)}index.md"


def _markdown(page: Page, interface: Interface) -> str:
    """A page as a file: front matter, then one element of HTML, which Markdown leaves as it is."""
    meta: dict[str, Any] = {"title": page.title}
    if page.description:
        meta["description"] = page.description
    head = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{head}---\n\n{_render(page, interface).strip()}\n"


def _render(page: Page, interface: Interface) -> str:
    publication, names, words = interface.publication, interface.names, interface.words
    here, other = interface.address(page.name), interface.texts[1]

    def lead(address: str) -> str:
        return interface.addresses.between(here, address)

    about = [(names.alignment, words["alignment"]), (names.rules, words["rules"])]
    ways = [(names.notes, words["notes"])] if names.notes else []
    return render(
        "tree.html",
        interface,
        body=page.make().html,
        twin={
            "href": interface.twin(page.name),
            "language": other.language,
            "name": other.name,
        },
        ways=[{"href": lead(interface.address(name)), "name": said} for name, said in ways],
        about=[{"href": lead(interface.address(name)), "name": said} for name, said in about],
        search_page=lead(interface.address(names.index)),
        search_home=lead(interface.addresses.home(interface.language) + "search/"),
        pieces=lead(PIECES) if in_pieces(publication.edition) else "",
        languages=[{"tag": text.language, "dir": text.direction} for text in interface.texts],
        names=interface.called,
        root=lead(""),
        assets=lead(f"{_ASSETS}/"),
    )


def _config(edition: Edition, config: Mapping[str, Any]) -> str:
    """The edition's own `mkdocs.yml` without the plugins that the tree has no need of."""
    told = {
        "site_name": config.get("site_name"),
        "site_description": config.get("site_description"),
        "site_url": config.get("site_url"),
        "docs_dir": "docs",
        "nav": _nav(config.get("nav")),
        "theme": {
            "name": "material",
            "language": edition.project.target.language,
            "font": False,
        },
        "extra_css": [f"{_ASSETS}/{sheet}.css" for sheet in _SHEETS],
    }
    kept = {key: value for key, value in told.items() if value}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False)


def _nav(nav: Any) -> Any:
    """The order of the pages as `mkdocs.yml` gives it, with their files in the tree."""
    if isinstance(nav, str):
        name = nav.removesuffix(".md")
        index = name.rpartition("/")[2] == HOME
        return nav if index or name == nav else f"{name}/index.md"
    if isinstance(nav, Mapping):
        return {title: _nav(item) for title, item in nav.items()}
    return [_nav(item) for item in nav] if isinstance(nav, list) else nav

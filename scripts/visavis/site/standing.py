"""The pages of the last build that this one would make again as they are: they are taken from it.

What stands in the file of a page follows from its body, from what its frame is told of the page,
and from what every frame shows: the theme, the settings, the names of all pages. Whatever else a
frame is told of has to be named here, or in `EditionSite.frame`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page as HostPage

from visavis.site.edition_site import EditionSite
from visavis.site.host import make_toc
from visavis.site.page import Body, Page
from visavis.site.taken import take
from visavis.store import content_key


class StandingPages:
    """The pages of a built site by their files, each with the name of what it was made of."""

    def __init__(
        self,
        site: Path,
        settings: str,
        known: Mapping[str, Any],
        files: Mapping[str, Sequence[int]],
    ) -> None:
        """Take the folder of the site and what is remembered of it.

        `settings` names what the build is told; with none no page is taken. `files` has size and
        time of every file: one that somebody has touched does not stand.
        """
        self.site, self._settings = site if settings else None, settings
        """The folder of the site, if anything may be taken from it."""
        self._known, self._files = known, files
        self.made: dict[str, Any] = {}
        """The pages of the new site, to be remembered."""

    def make(self, host: HostPage, page: Page, site: EditionSite, about: str) -> Body | None:
        """The body of a page; None where the page stands, which then is in its place already.

        `about` is what the site is, in a sentence.
        """
        body = None if page.made_of else page.make()
        key = content_key(
            self._settings,
            site.frame,
            content_key(body.html, repr(body.headings)) if body else _name(page),
            repr((host.title, host.canonical_url, host.meta)),
            repr(site.describe_head(host.file.src_uri, about)),
        )
        if self._take(host, key, site):
            return None
        body = body or page.make()
        self.made[host.file.dest_uri] = [key, site.kept.contents_of(body.asked)]
        return body

    def _take(self, host: HostPage, key: str, site: EditionSite) -> bool:
        """Put a page into the new site if the old one has it."""
        name = host.file.dest_uri
        known, contents = self._known.get(name) or ("", {})
        if self.site is None or known != key or not site.kept.stands(contents):
            return False
        new = Path(host.file.abs_dest_path)
        try:
            new.parent.mkdir(parents=True, exist_ok=True)
            take(self.site / name, new)
            about = new.stat()
        except OSError:
            return False
        if [about.st_size, about.st_mtime_ns] != self._files.get(name):
            new.unlink()
            return False
        self.made[name] = [known, contents]
        return True


def fill_page(
    host: HostPage, site: EditionSite, standing: StandingPages | None, config: MkDocsConfig
) -> str:
    """The body of a page, whose table of contents is set; empty of a page that is none of ours.

    It is empty, too, where the page stands. `meta.stands` tells the theme, which renders nothing
    then, and MkDocs writes no empty file.
    """
    page = site.pages.get(host.file.src_uri)
    if page is None:
        return ""
    about = config.site_description or ""
    body = standing.make(host, page, site, about) if standing else page.make()
    if body is None:
        host.meta["stands"] = True
        return ""
    host.toc = make_toc(page, body.headings)
    return body.html


def old_site(standing: StandingPages | None) -> Path | None:
    """The site as it was, if anything may be taken from it."""
    return standing.site if standing else None


def _name(page: Page) -> str:
    return page.made_of() if page.made_of else ""

"""Where the pages stand: addresses of chapters and the glossary in both interfaces."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from visavis.edition import HOME


def served_address(url: str) -> str:
    """The address that a page of files (`name.html`) has where it is served from folders."""
    folder, _, last = url.rpartition("/")
    name = last.removesuffix(".html")
    before = f"{folder}/" if folder else ""
    return before if name == HOME else before + (f"{name}/" if last != name else last)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Makes addresses from the settings of the site."""

    default: str
    """Language tag of the interface at the root of the site."""
    directories: bool = True
    """Whether pages are `name/` rather than `name.html`."""

    def page(self, name: str, language: str) -> str:
        """The address of a page from the root of the site, as MkDocs gives it."""
        name = quote(name)
        prefix = self.home(language)
        folder, _, last = name.rpartition("/")
        if last == HOME:
            end = f"{folder}/" if folder else ""
            return prefix + (end if self.directories else f"{end}index.html")
        return prefix + (f"{name}/" if self.directories else f"{name}.html")

    def home(self, language: str) -> str:
        """The folder of an interface, from the root of the site: empty for the default one."""
        return "" if language == self.default else f"{language}/"

    def file(self, name: str, language: str) -> str:
        """The Markdown file of a page, as static-i18n names it."""
        return f"{name}.md" if language == self.default else f"{name}.{language}.md"

    def between(self, here: str, there: str) -> str:
        """The relative address of one page from another, both given from the root of the site."""
        return _between(here, there)


@lru_cache(maxsize=4_096)
def _between(here: str, there: str) -> str:
    """A page leads to the same places again and again."""
    folder = here if here.endswith("/") or not here else posixpath.dirname(here)
    path = posixpath.relpath("/" + there, "/" + folder)
    return path + "/" if there.endswith("/") or not there else path

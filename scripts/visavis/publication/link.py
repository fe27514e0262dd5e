"""Where a text's links lead on a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote

from visavis.asset import find_path
from visavis.glossary import GLOSSARY
from visavis.publication.interface import Interface


@dataclass(frozen=True, slots=True)
class Resolver:
    """Gives the addresses that hold on the page of this name."""

    interface: Interface
    name: str
    """Of the page that links."""
    text: str = ""
    """Of the chapter whose text it is; the glossary's texts stand at the root, and have none."""
    asked: set[str] = field(default_factory=set, compare=False)
    """The pages whose own ids were looked up."""

    def __call__(self, target: str) -> str:
        """The address for what a text names: a file of Markdown, another file, a part of a page.

        A file is named from where the text stands, with `/` before it from the texts' folder.
        """
        path, _, fragment = target.partition("#")
        if target.startswith("?"):  # a note, on the page that tells of all notes
            return f"#{note_entry(self.text, target[1:])}"
        if not path:
            own = self.text or GLOSSARY
            return self._within(own, fragment, same=own == self.name)
        path, query = path.partition("?")[::2]
        path = find_path(self.text, path)
        if path.endswith(".md"):
            return self._within(unquote(path.removesuffix(".md")), fragment, same=False)
        here = self.interface.address(self.name)
        address = self.interface.addresses.between(here, path)
        return address + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")

    def _within(self, name: str, fragment: str, *, same: bool) -> str:
        page = "" if same else self.interface.between(self.name, name)
        if not fragment:
            return page
        self.asked.add(name)
        chapter = self.interface.publication.chapters.get(name)
        known = self.interface.ids(chapter) if chapter else {}
        return f"{page}#{known.get(unquote(fragment), fragment)}"


def note_entry(chapter: str, label: str) -> str:
    """The id of a note on the page of all notes."""
    return f"{chapter.replace('/', '-')}--{label}"

"""Where a reader's correction of a row goes: the file at its line, a form of the forge, a mail."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from visavis.errors import VisavisError
from visavis.pairs import Pair, Pairing
from visavis.publication import Interface, chapter_title
from visavis.side import Side

_ROOM = 2_000
"""Characters of an address that every forge and every mail program takes."""
_SHORTEST = 40
"""So much of each text stays in it."""
_GITLAB, _GITEA, _GITHUB = "gitlab", "gitea", "github"
_FORMS = {
    _GITHUB: "{repo}/issues/new?title={title}&body={body}",
    _GITEA: "{repo}/issues/new?title={title}&body={body}",
    _GITLAB: "{repo}/-/issues/new?issue[title]={title}&issue[description]={body}",
}
"""The form for a new issue of each kind of forge, as the manuals of these say it can be filled in:
GitHub, *Creating an issue from a URL query*; GitLab, *Create issues*, *Using a URL with prefilled
values*; Gitea and Forgejo take the same as GitHub."""
_HOSTS = ((_GITHUB, r"github"), (_GITLAB, r"gitlab|framagit"), (_GITEA, r"codeberg|gitea|forgejo"))


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Makes the address under which a correction of a row is suggested."""

    edit: Mapping[Side, str]
    """Where the files of a side are edited, with a final slash; all that is needed for `edit`."""
    form: str = ""
    """The address of a form, with places for a title and a body; empty for the file itself."""
    base: str = ""
    """The address of the site with a final slash, where it is known."""

    def address(self, chapter: Pairing, pair: Pair, interface: Interface) -> str:
        """For a row of a page; empty where nothing can be done with it."""
        sides = [side for side in interface.sides if pair[side]]
        if self.form:
            return self._fill(chapter, pair, sides, interface)
        side = next((side for side in sides if self.edit.get(side)), None)
        if side is None:
            return ""
        path = chapter[side].path.removeprefix(f"{interface.settings[side].folder}/")
        return f"{self.edit[side]}{quote(path)}#L{pair[side][0].place.line}"

    def _fill(self, chapter: Pairing, pair: Pair, sides: list[Side], interface: Interface) -> str:
        number = interface.name(pair.id or "")
        title = chapter_title(chapter, interface.side)
        subject = interface.say("suggest_subject", title=title, n=number)
        page = self.base + interface.address(chapter.name)
        head = f"{chapter.name}#{pair.id}\n{page}{interface.anchor(pair)}"
        ask = interface.say("suggest_ask")
        texts = {
            interface.called[interface.settings[side].language]: " ".join(
                block.plain for block in pair[side]
            )
            for side in sides
        }
        room = max(map(len, texts.values()), default=0)
        while True:
            told = "\n\n".join(f"{name}\n> {_cut(text, room)}" for name, text in texts.items())
            address = self._encode(subject, f"{head}\n\n{told}\n\n{ask}\n")
            if len(address) <= _ROOM or room <= _SHORTEST:
                return address
            # Letters of other alphabets take up to nine characters each.
            room = max(_SHORTEST, min(room - 1, room * _ROOM // len(address)))

    def _encode(self, title: str, body: str) -> str:
        if self.form.startswith("mailto:"):
            body = body.replace("\n", "\r\n")  # RFC 6068
        filled = self.form.replace("{title}", quote(title, safe=""))
        return filled.replace("{body}", quote(body, safe=""))


def _cut(text: str, room: int) -> str:
    """A text, or as many of its words as have room."""
    if len(text) <= room:
        return text
    return f"{text[:room].rpartition(' ')[0] or text[:room]} …"


def find_suggestions(
    suggest: str, repo_url: str, edit: Mapping[Side, str], base: str
) -> Suggestions | None:
    """What the setting `suggest` asks for; None where it cannot be done without a repository.

    Raises VisavisError where nobody can tell what kind of forge stands there.
    """
    if "@" in suggest:
        return Suggestions(edit, f"mailto:{suggest}?subject={{title}}&body={{body}}", base)
    if not suggest or not repo_url:
        return None
    if suggest == "edit":
        return Suggestions(edit)
    kind = _find_forge(repo_url, edit) if suggest == "issue" else suggest
    form = _FORMS[_GITEA if kind == "forgejo" else kind]
    return Suggestions(edit, form.replace("{repo}", repo_url.rstrip("/")), base)


def _find_forge(repo_url: str, edit: Mapping[Side, str]) -> str:
    host = urlsplit(repo_url).hostname or ""
    for kind, pattern in _HOSTS:
        if re.search(pattern, host):
            return kind
    ways = " ".join(edit.values())
    for kind, way in ((_GITLAB, "/-/edit/"), (_GITEA, "/_edit/"), (_GITHUB, "/edit/")):
        if way in ways:
            return kind
    raise VisavisError(
        f"suggest: issue: nobody can tell what kind of forge {host} is",
        place="mkdocs.yml",
        hint="write `suggest: github`, gitlab, gitea or forgejo",
    )

"""Where *suggest* at a row leads: what a reader's correction is filled in with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from chapters import chapter
from pages import ENGLISH, FRENCH, by_class, edition, find_page, interface, parse
from visavis.errors import VisavisError
from visavis.settings import make_project
from visavis.side import Side
from visavis.site.edition_site import find_edit_addresses
from visavis.site.pages import ChapterPages
from visavis.site.suggestion import find_suggestions

FR = "# Un\n{: #p1 }\n\nUn mot & « deux » ?\n{: #p2 }\n\nSeul.\n{: #p3 .alone }\n"
EN = "# One\n{: #p1 }\n\nA word & “two”?\n{: #p2 }\n"
HUB, LAB = "https://github.com/us/ed", "https://gitlab.com/us/ed"
BASE = "https://us.example/ed/"


def edit_addresses(repo: str, way: str = "edit/main/docs/") -> Mapping[Side, str]:
    """As the workflows say them."""
    return find_edit_addresses(edition(), repo, way)


def links(
    suggest: str, repo: str = HUB, side: Side = FRENCH, fr: str = FR, way: str = "edit/main/docs/"
) -> list[str]:
    """Where the links of a chapter's rows lead."""
    suggestions = find_suggestions(suggest, repo, edit_addresses(repo, way), BASE)
    pages = ChapterPages({}, lambda: "Une édition", suggestions=suggestions)
    made = find_page("chapter", interface(edition(chapter(fr, EN)), side), pages).make()
    return [link.get("href", "") for link in by_class(parse(made.html), "vv-suggest")]


def filled(address: str) -> dict[str, str]:
    """What a form is filled in with."""
    values = parse_qs(urlsplit(address).query)
    return {
        name: one.replace("\u202f", " ").replace("\xa0", " ") for name, (one,) in values.items()
    }


def test_nothing_is_suggested_when_nothing_is_set() -> None:
    assert links("") == []
    assert links("edit", repo="") == []
    assert links("issue", repo="") == []


def test_the_file_opens_at_the_line_of_the_text_that_is_read() -> None:
    assert links("edit")[1] == f"{HUB}/edit/main/docs/chapter.md#L4"
    assert links("edit", side=ENGLISH)[1] == f"{HUB}/edit/main/docs_en/chapter.md#L4"
    # What only the other side has is corrected there.
    assert links("edit", side=ENGLISH)[2] == f"{HUB}/edit/main/docs/chapter.md#L7"


@pytest.mark.parametrize(
    ("suggest", "repo", "way", "form"),
    [
        ("issue", HUB, "edit/main/docs/", f"{HUB}/issues/new?title="),
        ("issue", LAB, "-/edit/main/docs/", f"{LAB}/-/issues/new?issue[title]="),
        ("issue", "https://codeberg.org/u/e", "", "https://codeberg.org/u/e/issues/new?title="),
        ("issue", "https://git.us/u/e", "-/edit/m/docs/", "https://git.us/u/e/-/issues/new?issue"),
        ("issue", "https://git.us/u/e", "_edit/m/docs/", "https://git.us/u/e/issues/new?title="),
        ("gitlab", "https://git.us/u/e/", "", "https://git.us/u/e/-/issues/new?issue[title]="),
        ("forgejo", "https://git.us/u/e", "", "https://git.us/u/e/issues/new?title="),
    ],
)
def test_every_kind_of_forge_has_its_form(suggest: str, repo: str, way: str, form: str) -> None:
    for link in links(suggest, repo, way=way):
        assert link.startswith(form)


def test_an_issue_names_the_row_both_texts_and_where_they_stand() -> None:
    told = filled(links("github")[1])
    assert told["title"] == "Correction : Un, paragraphe 2"
    assert told["body"].split("\n") == [
        "chapter#p2",
        f"{BASE}chapter/#p2",
        "",
        "Français",
        "> Un mot & « deux » ?",
        "",
        "Anglais",
        "> A word & “two”?",
        "",
        "Que faudrait-il lire, et pourquoi ?",
        "",
    ]
    lab = filled(links("gitlab", LAB)[1])
    assert lab["issue[description]"] == told["body"]
    assert filled(links("github", side=ENGLISH)[1])["title"] == "Correction: One, paragraph 2"


def test_a_mail_is_filled_in_likewise() -> None:
    link = links("corrections@us.example", repo="")[1]
    assert link.startswith("mailto:corrections@us.example?subject=")
    assert "chapter#p2\r\nhttps://us.example/ed/chapter/#p2\r\n\r\nFrançais\r\n" in unquote(link)


@pytest.mark.parametrize("letter", ["a", "ж", "語"])
def test_an_address_is_never_longer_than_programs_take(letter: str) -> None:
    words = " ".join([letter * 7] * 900)
    (link,) = links("issue", fr=f"{words}\n{{: #p1 }}\n")[:1]
    assert len(link) <= 2_000
    assert letter * 7 in unquote(link)
    assert "> One" in unquote(link)


def test_a_forge_that_nobody_knows_is_asked_for() -> None:
    with pytest.raises(VisavisError, match=r"what kind of forge git\.us is.*gitea or forgejo"):
        links("issue", "https://git.us/u/e", way="")


@pytest.mark.parametrize("said", ["issues", "me at us.example", "https://us.example", "@", "a@b"])
def test_what_can_be_no_way_for_a_correction_is_refused(said: str, tmp_path: Path) -> None:
    with pytest.raises(VisavisError, match="corrections cannot go there"):
        make_project(tmp_path, {"suggest": said})
    assert make_project(tmp_path, {"suggest": "edit"}).suggest == "edit"

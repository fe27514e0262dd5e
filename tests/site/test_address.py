"""Addresses of pages, with and without folders."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.publication import Addresses

NAMES = ["index", "partner-state", "part/index", "part/one", "part/deep/two"]


@pytest.mark.parametrize(
    ("name", "folders", "files"),
    [
        ("index", "", "index.html"),
        ("partner-state", "partner-state/", "partner-state.html"),
        ("part/index", "part/", "part/index.html"),
        ("part/one", "part/one/", "part/one.html"),
        ("un état", "un%20%C3%A9tat/", "un%20%C3%A9tat.html"),
    ],
)
def test_a_page_stands_where_mkdocs_puts_it(name: str, folders: str, files: str) -> None:
    for directories, address in ((True, folders), (False, files)):
        addresses = Addresses("fr", directories)
        assert addresses.page(name, "fr") == address
        assert addresses.page(name, "en") == f"en/{address}"


def test_a_file_is_named_as_static_i18n_wants_it() -> None:
    addresses = Addresses("fr")

    assert addresses.file("part/one", "fr") == "part/one.md"
    assert addresses.file("part/one", "en") == "part/one.en.md"


@pytest.mark.parametrize(
    ("here", "there", "way"),
    [
        ("", "en/", "en/"),
        ("en/", "", "../"),
        ("partner-state/", "en/partner-state/", "../en/partner-state/"),
        ("en/part/one/", "part/one/", "../../../part/one/"),
        ("index.html", "en/index.html", "en/index.html"),
        ("en/part/one.html", "glossary.html", "../../glossary.html"),
    ],
)
def test_the_way_from_page_to_page(here: str, there: str, way: str) -> None:
    assert Addresses("fr").between(here, there) == way


@given(
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
    st.sampled_from(["fr", "en"]),
    st.sampled_from(["fr", "en"]),
    st.booleans(),
)
def test_a_browser_follows_the_way(
    one: str, other: str, from_language: str, to_language: str, directories: bool
) -> None:
    addresses = Addresses("fr", directories)
    here, there = addresses.page(one, from_language), addresses.page(other, to_language)
    base = "https://example.org/sub/path/"

    assert urljoin(base + here, addresses.between(here, there)) == base + there

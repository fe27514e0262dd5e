"""Terms from other programs and spreadsheets, and back."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapters import LANGUAGES
from visavis.errors import VisavisError
from visavis.export.tbx import write_tbx
from visavis.glossary import UNTOLD, Forbidden, Glossary, Source, Term, TermEntry, parse_glossary
from visavis.glossary.exchange import Brought, keep_rest, name_term, read_terms
from visavis.glossary.write import write_term

BOTH = ("en", "fr")
OLD = b"""<martif type="TBX"><text><body><termEntry id="c5">
<langSet xml:lang="en-GB"><tig><term>commons</term></tig>
<ntig><termGrp><term>commonage</term><termNote type="partOfSpeech">noun</termNote></termGrp></ntig>
</langSet><langSet xml:lang="fr"><descripGrp><descrip type="definition">Un bien.</descrip>
</descripGrp><tig><term>commun</term></tig></langSet></termEntry></body></text></martif>"""


def words(least: int = 1) -> st.SearchStrategy[str]:
    """Text that a file can hold, without white space at its ends."""
    letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Co", "Zl", "Zp"))
    said = st.text(letters, min_size=least, max_size=12).map(str.strip)
    return said.filter(lambda text: len(text) >= least)


ENTRIES = st.builds(
    TermEntry,
    term=words(),
    definition=words(),
    variants=st.lists(words(), max_size=2, unique=True).map(tuple),
    gender=st.sampled_from(["", "masculine", "feminine", "neuter", "common"]),
    forbidden=st.lists(
        st.builds(Forbidden, words(), st.dictionaries(st.sampled_from(BOTH), words(), min_size=1)),
        max_size=2,
    ).map(tuple),
    usage=words(0),
).filter(lambda entry: entry.term not in entry.variants)
SOURCES = st.builds(
    Source,
    work=words(),
    link=st.sampled_from(["", "https://example.org/a?b=1&c"]),
    unverified=st.booleans(),
)
TERMS = st.lists(
    st.builds(
        Term,
        id=st.sampled_from(["a", "b-1", "c"]),
        entries=st.fixed_dictionaries({"en": ENTRIES, "fr": ENTRIES}),
        sources=st.lists(SOURCES, max_size=2).map(tuple),
        part_of_speech=st.sampled_from(["", "noun", "proper noun", "verb", "phrase"]),
    ),
    max_size=3,
    unique_by=lambda term: term.id,
)


def glossary(terms: list[Term]) -> Glossary:
    return Glossary(tuple(terms))


def told(term: Term) -> Mapping[str, object]:
    """What a term says, without its file."""
    return {
        "entries": dict(term.entries), "id": term.id, "sources": term.sources,
        "class": term.part_of_speech, "related": term.related,
    }  # fmt: skip


@settings(max_examples=40)
@given(TERMS)
def test_what_is_exported_as_tbx_and_read_again_is_the_same(terms: list[Term]) -> None:
    text = write_tbx(glossary(terms), "An edition", "en")
    brought = read_terms(text.encode(), "a.tbx", ("en", "fr"))
    assert [told(term) for term in brought.terms] == [told(term) for term in terms]
    assert write_tbx(glossary(list(brought.terms)), "An edition", "en") == text


@settings(max_examples=40)
@given(TERMS)
def test_what_is_written_as_a_file_and_read_again_is_the_same(terms: list[Term]) -> None:
    files = {f"glossary/{term.id}.yml": write_term(term) for term in terms}
    assert [told(t) for t in parse_glossary(files, LANGUAGES).terms] == [told(t) for t in terms]


@given(st.binary(max_size=80), st.sampled_from(["a.tbx", "a.csv", "a.tsv"]))
def test_any_bytes_are_terms_or_one_clear_error(data: bytes, name: str) -> None:
    try:
        assert isinstance(read_terms(data, name, BOTH), Brought)
    except VisavisError as error:
        assert error.place.startswith(name)


@given(st.text(max_size=60))
def test_whatever_a_table_says_its_terms_can_be_written_and_read_again(rows: str) -> None:
    try:
        terms = read_terms(f"id,en,fr,fr variants\n{rows}".encode(), "a.csv", BOTH).terms
    except VisavisError as error:
        assert error.place.startswith("a.csv")
        return
    files = {f"glossary/{term.id}.yml": write_term(term) for term in terms}
    assert len(parse_glossary(files, LANGUAGES).terms) == len(terms)


TAGS = """\
<tbx> </tbx> <conceptEntry> </conceptEntry> </langSec> <termSec> </termSec> <term> </term>
mot <termNote/> deprecatedTerm-admn-sts <note> </note> <descrip/> <adminGrp> </adminGrp>
""".split()


@given(st.lists(st.sampled_from([*TAGS, '<langSec xml:lang="fr">']), max_size=24))
def test_any_tags_are_terms_or_one_clear_error(tags: list[str]) -> None:
    try:
        read_terms("".join(tags).encode(), "a.tbx", BOTH)
    except VisavisError as error:
        assert error.place.startswith("a.tbx")


def test_files_that_would_do_harm_are_refused() -> None:
    bomb = b'<!DOCTYPE tbx [<!ENTITY a "b">]><tbx>&a;</tbx>'
    with pytest.raises(VisavisError, match="entities of its own"):
        read_terms(bomb, "a.tbx", BOTH)
    with pytest.raises(VisavisError, match="no TBX file"):
        read_terms(b"<html/>", "a.xml", BOTH)


def test_tbx_of_2008_is_read_too_and_varieties_of_a_language() -> None:
    (term,) = read_terms(OLD, "a.tbx", BOTH).terms
    assert (term.id, term.part_of_speech) == ("c5", "noun")
    assert term.entries["en"] == TermEntry("commons", UNTOLD, ("commonage",))
    assert term.entries["fr"] == TermEntry("commun", "Un bien.")


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_names_its_columns(sign: str) -> None:
    rows = [
        ["en", "fr", "fr variants", "fr forbidden", "en definition", "colour"],
        [
            "use value",
            "valeur d’usage",
            "valeur utilisateur|valeur à usage",
            "utilité",
            "A.",
            "red",
        ],
        ["", "seul", "", "", "", ""],
    ]
    data = "\n".join(sign.join(row) for row in rows).encode()
    brought = read_terms(data, "a.csv", BOTH)
    (term,) = brought.terms
    assert term.id == "use-value"
    assert term.entries["fr"] == TermEntry(
        "valeur d’usage", UNTOLD, ("valeur utilisateur", "valeur à usage"),
        forbidden=(Forbidden("utilité", {"fr": UNTOLD}),),
    )  # fmt: skip
    assert brought.doubts == (
        "a.csv:2: use-value has no definition in fr",
        "a.csv:3: an entry has no term in en, and was left out",
    )


def test_a_table_without_the_languages_says_what_its_first_row_must_be() -> None:
    with pytest.raises(VisavisError) as caught:
        read_terms(b"a,b\n1,2\n", "a.csv", BOTH)
    assert "no column en or fr in the first row" in str(caught.value)


def test_ids_are_made_of_the_term_and_never_given_twice() -> None:
    assert name_term("L’État Partenaire", ()) == "l-etat-partenaire"
    assert name_term("P2P", ("p2p", "p2p-2")) == "p2p-3"
    assert name_term("共有地", ()) == "term"


def test_what_no_format_can_say_is_kept_of_the_term_that_was_there() -> None:
    old = Term("a", {"fr": TermEntry("x", "…", gap=2, look_alikes=("y",))}, untranslated=True)
    new = keep_rest(Term("a", {"fr": TermEntry("z", "Neuf.")}), old)
    assert new.untranslated
    assert new.entries["fr"] == TermEntry("z", "Neuf.", gap=2, look_alikes=("y",))


DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<text><body><conceptEntry id="c1">
<descripGrp><basic:definition>A building that grinds.</basic:definition></descripGrp>
<langSec xml:lang="en"><termSec><term>mill</term><min:partOfSpeech>noun</min:partOfSpeech></termSec>
<termSec><term>grinder</term>
<min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec></langSec>
<langSec xml:lang="fr"><termSec><term>minoterie</term>
<min:administrativeStatus>%s</min:administrativeStatus></termSec><termSec><term>moulin</term>
<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec>
</conceptEntry></body></text></tbx>"""


@pytest.mark.parametrize(
    "status", ["deprecatedTerm-admn-sts", "forbidden", "superseded", "Obsolete"]
)
def test_both_styles_of_tbx_are_read_and_what_is_forbidden_stays_so(status: str) -> None:
    (term,) = read_terms((DCT % status).encode(), "a.tbx", BOTH).terms
    french = term.entries["fr"]
    assert (french.term, [one.form for one in french.forbidden]) == ("moulin", ["minoterie"])
    assert term.entries["en"].definition == "A building that grinds."
    assert term.part_of_speech == "noun"


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("glossary.txt", "mill\tmoulin\tA building.\n# a remark\twhich is none\n"),
        ("a.csv", "Source,Target\nmill,moulin\n"),
        ("a.csv", "en_US,fr_FR\nmill,moulin\n"),
        ("a.tsv", "French\tEnglish\nmoulin\tmill\n"),
    ],
)
def test_glossaries_are_read_as_translators_have_them(name: str, table: str) -> None:
    (term,) = read_terms(table.encode(), name, BOTH).terms
    assert {tag: entry.term for tag, entry in term.entries.items()} == {
        "en": "mill",
        "fr": "moulin",
    }
    assert term.entries["en"].usage == ("A building." if name == "glossary.txt" else "")

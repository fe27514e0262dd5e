"""Where an edition uses its terms, and what the other side makes of each."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from chapters import LANGUAGES, PROJECT, chapter
from visavis.checks import check
from visavis.edition import Edition, open_edition
from visavis.glossary import (
    Concordance,
    Glossary,
    Occurrence,
    list_pairs,
    open_term_cache,
    parse_glossary,
)
from visavis.settings import read_project
from visavis.side import Side

SCARCITY = """\
languages:
  en: {term: scarcity, definition: Being rare.}
  fr:
    term: rareté
    variants: [manque]
    forbidden: [{term: pénurie, why: {en: Too strong.}}]
    definition: Être rare.
exceptions:
  - {chapter: chapter, pair: p2, why: {en: The sentence before has the word.}}
  - {chapter: elsewhere, pair: p1, why: {en: So it is.}}
"""


def concordance(text: str = SCARCITY) -> Concordance:
    """A concordance of one term."""
    return Concordance(parse_glossary({"glossary/scarcity.yml": text}, LANGUAGES), LANGUAGES)


def read(fr: str, en: str) -> list[Occurrence]:
    """The occurrences in a chapter."""
    return list(concordance().read(chapter(fr, en)))


def test_a_use_stands_in_the_words_of_its_block() -> None:
    (one,) = read("Une *rareté*, des raretés.\n{: #p1 }\n", "A scarcity.\n{: #p1 }\n")
    forms = [use.block.plain[use.use.start : use.use.end] for use in one.target]
    assert forms == ["rareté", "raretés"]
    assert [use.use.form for use in one.source] == ["scarcity"]
    assert not one.deviates


def test_the_uses_of_a_text_are_told_by_the_words_of_its_blocks() -> None:
    fr = "La *rareté*, des raretés.\n{: #p1 }\n\nRien.\n{: #p2 }\n\nTapez `rareté`.\n{: #p3 }\n"
    uses = concordance().uses(chapter(fr, ""), Side.TARGET)
    forms = {words: [use.form for use in of_block] for words, of_block in uses.items()}
    assert forms == {"La rareté, des raretés.": ["rareté", "raretés"], "Rien.": []}


def test_what_the_translation_says_otherwise_deviates() -> None:
    fr = "Elle guette.\n{: #p1 }\n\nElle.\n{: #p2 }\n\nLa pénurie, la rareté.\n{: #p3 }\n"
    en = "Scarcity looms.\n{: #p1 }\n\nScarcity.\n{: #p2 }\n\nScarcity and scarcity.\n{: #p3 }\n"
    first, second, third = read(fr, en)
    assert (first.deviates, second.deviates, third.deviates) == (True, True, True)
    assert (first.exemption, second.exemption is not None) == (None, True)
    assert [use.use.form for use in third.forbidden] == ["pénurie"]


def test_a_side_that_is_not_there_cannot_deviate() -> None:
    (one,) = read("", "Scarcity looms.\n{: #p1 .untranslated }\n")
    assert not one.deviates


def test_code_is_no_use_of_a_term() -> None:
    assert read("Tapez `rareté`.\n{: #p1 }\n", "Type `scarcity`.\n{: #p1 }\n") == []
    (one,) = read("`rareté`, rareté\n{: #p1 }\n", "Scarcity.\n{: #p1 }\n")
    assert [use.use.start for use in one.target] == [8]


def test_an_exception_in_a_chapter_that_is_not_there_is_told() -> None:
    fr = "Manque.\n{: #p1 }\n\nIl est là.\n{: #p2 }\n"
    en = "Scarcity.\n{: #p1 }\n\nScarcity.\n{: #p2 }\n"
    (found,) = check(Edition(PROJECT, (chapter(fr, en),), concordance().glossary))
    assert (found.rule, found.path, found.line) == ("term.exception", "glossary/scarcity.yml", 10)
    assert "there is no chapter elsewhere" in found.message


WORDS = st.lists(st.sampled_from("rareté raretés manque pénurie mot . `code`".split()), max_size=8)


@given(WORDS, st.lists(st.sampled_from("scarcity scarcities word .".split()), max_size=8))
def test_every_use_of_both_sides_is_in_exactly_one_occurrence(
    french: list[str], english: list[str]
) -> None:
    texts = chapter(*(f"Mot {' '.join(words)}\n{{: #p1 }}\n" for words in (french, english)))
    found = concordance().read(texts)
    assert len(found) <= len(list(list_pairs(texts)))
    target = sum(word.startswith(("rareté", "manque")) for word in french)
    source = sum(word.startswith("scarc") for word in english)
    assert sum(len(one.target) for one in found) == target
    assert sum(len(one.source) for one in found) == source


def test_everything_that_deviates_in_the_edition_has_its_reason_in_both_languages() -> None:
    edition = open_edition(read_project(Path(__file__).resolve().parents[2]))
    terms = Concordance(edition.glossary, edition.project.languages)
    found = [one for texts in edition.chapters for one in terms.read(texts)]
    deviating = [one for one in found if one.deviates]
    assert len(found) > 50
    assert [one.term.id for one in deviating] == ["for-benefit"]
    assert all(one.exemption and set(one.exemption.why) == {"fr", "en"} for one in deviating)
    given = sum(len(term.exceptions) for term in edition.glossary.terms)
    assert given == len(deviating)


def test_what_was_found_before_is_found_again_until_the_glossary_changes(tmp_path: Path) -> None:
    edition = open_edition(read_project(Path(__file__).resolve().parents[2]))
    languages = edition.project.languages

    def find(glossary: Glossary) -> list[Occurrence]:
        terms = Concordance(glossary, languages, open_term_cache(tmp_path, glossary))
        return [one for texts in edition.chapters for one in terms.read(texts)]

    fresh = Concordance(edition.glossary, languages)
    wanted = [one for texts in edition.chapters for one in fresh.read(texts)]
    assert find(edition.glossary) == wanted
    file = tmp_path / ".cache/visavis/uses/partner-state.json"
    before = file.read_bytes()
    assert find(edition.glossary) == wanted
    assert file.read_bytes() == before
    fewer = Glossary(edition.glossary.terms[1:])
    assert find(fewer) == [one for one in wanted if one.term != edition.glossary.terms[0]]
    assert file.read_bytes() != before


def test_code_and_forbidden_words_are_remembered_apart(tmp_path: Path) -> None:
    terms = concordance()
    cache = open_term_cache(tmp_path, terms.glossary)
    kept = Concordance(terms.glossary, LANGUAGES, cache)
    en = "Scarcity.\n{: #p1 }\n\nScarcity.\n{: #p2 }\n\nScarcity.\n{: #p3 }\n"
    fr = "La rareté.\n{: #p1 }\n\nLa `rareté`.\n{: #p2 }\n\nLa pénurie.\n{: #p3 }\n"
    texts = chapter(fr, en)
    for _ in range(2):
        assert list(kept.read(texts)) == list(terms.read(texts))
        kept = Concordance(terms.glossary, LANGUAGES, cache)

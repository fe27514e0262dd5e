"""What holds of the rules about books, whatever the texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from books import book
from chapters import PROJECT, chapter, check_chapters
from strategies import stamped_text
from visavis.checks import RULES, SAMPLE, Finding, Rule, Scope, check
from visavis.checks.rules.number import find_lost
from visavis.checks.rules.similarity import is_foreign, side_language
from visavis.edition import Edition

ABOUT_SAMPLES = tuple(rule for rule in RULES if rule.needs == SAMPLE)
UNITS = "zero one two three four five six seven eight nine ten eleven twelve".split()
UNITÉS = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze".split()
ROMAN = {1: "Ier", 5: "Ve", 9: "IXe", 14: "XIVe", 16: "XVIe", 19: "XIXe", 20: "XXe", 21: "XXIe"}
ORDINAL = {1: "1st", 5: "5th", 9: "9th", 14: "14th", 16: "16th", 19: "19th", 20: "20th", 21: "21st"}


def grouped(number: int, mark: str) -> str:
    """A number with its thousands parted."""
    return f"{number:,}".replace(",", mark)


NUMBERS = st.one_of(
    st.integers(0, 10**12).flatmap(
        lambda n: st.sampled_from("\u00a0\u202f .").map(
            lambda mark: (grouped(n, mark), grouped(n, ","))
        )
    ),
    st.tuples(st.integers(0, 10**6), st.integers(1, 99)).map(
        lambda n: (f"{grouped(n[0], chr(0x202F))},{n[1]}", f"{n[0]:,}.{n[1]}")
    ),
    st.integers(1000, 2999).map(lambda year: (str(year), str(year))),
    st.integers(0, 12).map(lambda n: (UNITÉS[n], str(n))),
    st.integers(0, 12).map(lambda n: (str(n), UNITS[n])),
    st.sampled_from(sorted(ROMAN)).map(lambda n: (f"le {ROMAN[n]} siècle", f"the {ORDINAL[n]}")),
    st.integers(1, 9).map(lambda n: (f"les années {n}0", f"the 19{n}0s")),
    st.integers(1, 11).map(lambda n: (f"{n + 12} heures", f"{n} p.m.")),
)
"""A number as French has it, and as English has it."""


@given(st.lists(NUMBERS, min_size=1, max_size=4))
def test_a_number_in_both_notations_is_no_alarm(numbers: list[tuple[str, str]]) -> None:
    french = "Il y en a " + ", puis ".join(ours for ours, _ in numbers) + "."
    english = "There are " + ", then ".join(theirs for _, theirs in numbers) + "."
    assert find_lost(french, english, "fr", "en") == ([], [])


@given(st.integers(1000, 10**9), st.integers(1000, 10**9))
def test_a_number_that_was_exchanged_is_named_on_both_sides(ours: int, theirs: int) -> None:
    shown = f"{ours}."
    lost = find_lost(f"En voici {shown}", f"Here are {theirs}.", "fr", "en")
    # 2 500 000 may be written as 2.5 million on the other side, and 1963 as 63.
    scaled = any(str(number).endswith("0" * 5) for number in (ours, theirs))
    same_year = len(str(ours)) == len(str(theirs)) == 4 and ours % 100 == theirs % 100
    assert ours == theirs or same_year or scaled or lost == ([str(ours)], [str(theirs)])


@given(st.integers(0, 38))
@settings(max_examples=12)
def test_of_two_paragraphs_exchanged_nothing_else_is_said(first: int) -> None:
    english, french = book()
    for n in (first, first + 1):
        english[n] += f" That was in {1900 + n}."
        french[n] += f" C’était en {1900 + n}."
    assert judged(french, english) == []
    french[first : first + 2] = french[first + 1], french[first]
    found = judged(french, english)
    assert {finding.rule for finding in found} == {"pair.mismatched"}
    assert len(found) <= 2
    assert {i for f in found for i in (f.pair, *f.covers)} == {f"p{first}", f"p{first + 1}"}


@given(st.integers(1, 25), st.integers(4, 14), st.booleans())
@settings(max_examples=12)
def test_a_shift_is_one_finding_at_its_beginning(first: int, length: int, forward: bool) -> None:
    english, french = book()
    moved = french[first : first + length + 1]
    moved = [*moved[1:], moved[0]] if forward else [moved[-1], *moved[:-1]]
    french[first : first + length + 1] = moved
    shifts = [f for f in judged(french, english) if f.rule == "pair.shifted"]
    assert [shift.pair for shift in shifts] == [f"p{first}"]
    assert f"to p{first + length} " in shifts[0].message


@given(st.lists(st.integers(0, 39), max_size=3, unique=True))
@settings(max_examples=8)
def test_the_cache_changes_nothing(faulty: list[int]) -> None:
    english, french = book()
    for n in faulty:
        french[n] = english[n]
    plain = judged(french, english)
    with TemporaryDirectory() as folder:
        assert judged(french, english, root=folder) == plain
        assert judged(french, english, root=folder) == plain


@given(st.integers(0, 2), st.integers(0, 39), st.sampled_from(["", "12 ", "« ", "In the night "]))
@settings(max_examples=5)
def test_after_an_edit_the_cache_gives_what_a_cold_run_gives(
    where: int, at: int, more: str
) -> None:
    english, french = book()
    texts = [(list(french), list(english)) for _ in range(3)]
    with TemporaryDirectory() as folder:
        found = [judged(*text, RULES, folder) for text in texts]
        texts[where][0][at] = more + texts[where][0][at]
        edited = [judged(*text, RULES, folder) for text in texts]
    assert edited == [judged(*text, RULES) for text in texts]
    assert [one == other for one, other in zip(found, edited, strict=True)].count(True) >= 2


def judged(
    french: Sequence[str],
    english: Sequence[str],
    rules: Sequence[Rule] = ABOUT_SAMPLES,
    root: str = "",
) -> list[Finding]:
    """What rules find in paragraphs whose ids were given by position; kept at `root`, if any."""
    sides = (
        "".join(f"{text}\n{{: #p{n} }}\n\n" for n, text in enumerate(texts))
        for texts in (french, english)
    )
    project = replace(PROJECT, root=Path(root)) if root else PROJECT
    return check(Edition(project, (chapter(*sides),), kept=bool(root)), Scope(rules=rules))


@given(st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=12))
@settings(max_examples=15)
def test_the_words_of_the_book_find_the_texts_that_dictionaries_find(
    swaps: list[tuple[int, int]],
) -> None:
    english, french = book()
    for n, other in swaps:
        french[n] = english[other]
    found = {f.pair for f in judged(french, english, rules=[side_language]) if f.side == "fr"}
    assert found == {f"p{n}" for n, text in enumerate(french) if is_foreign(text, "fr", "en")}


@given(stamped_text(), stamped_text())
@example("Un [mot](ailleurs.md).\n{: #p1 }\n", "A word.\n{: #p1 }\n")
@settings(max_examples=60)
def test_every_message_names_something(fr: str, en: str) -> None:
    for found in check_chapters(chapter(fr, en)):
        assert "None" not in found.message + found.hint

"""The laws of the aligner, and small texts whose links a reader can check."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.aligner import Link, Unit, align

WORDS = [
    "night",
    "Nuit",
    "12",
    "river",
    "rivière",
    "Anna",
    "1,000",
    "?",
    "«",
    "—",
    "et",
    "the",
    "水",
    "",
    "!",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
UNITS = st.builds(Unit, text=TEXTS, kind=st.sampled_from(["paragraph", "heading", "list", ""]))
SIDES = st.lists(UNITS, max_size=9)


def shapes(links: list[Link]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The links without their scores."""
    return [(link.source, link.target) for link in links]


def paragraphs(*texts: str) -> list[Unit]:
    """Plain paragraphs."""
    return [Unit(text) for text in texts]


@given(SIDES, SIDES)
@settings(deadline=None, max_examples=40)
def test_every_unit_is_in_exactly_one_link_and_in_order(
    source: list[Unit], target: list[Unit]
) -> None:
    links = align(source, target)
    assert [i for link in links for i in link.source] == list(range(len(source)))
    assert [j for link in links for j in link.target] == list(range(len(target)))
    assert all(link.source or link.target for link in links)


@given(SIDES, SIDES, st.sampled_from(["paragraph", "sentence"]))
@settings(deadline=None, max_examples=40)
def test_swapping_the_sides_swaps_the_links(
    source: list[Unit], target: list[Unit], unit: str
) -> None:
    there = align(source, target, unit=unit)  # type: ignore[arg-type]
    back = align(target, source, unit=unit)  # type: ignore[arg-type]
    assert there == [link.mirrored() for link in back]


@given(SIDES, SIDES)
@settings(deadline=None, max_examples=40)
def test_the_same_texts_give_the_same_links(source: list[Unit], target: list[Unit]) -> None:
    assert align(source, target) == align(source, target)


@given(SIDES)
@settings(deadline=None, max_examples=40)
def test_a_text_is_aligned_with_itself_unit_by_unit(units: list[Unit]) -> None:
    assert shapes(align(units, units)) == [((i,), (i,)) for i in range(len(units))]


@given(SIDES, SIDES)
@settings(deadline=None, max_examples=40)
def test_a_score_is_a_probability(source: list[Unit], target: list[Unit]) -> None:
    assert all(0.0 <= link.score <= 1.0 for link in align(source, target))


def test_nothing_answers_an_empty_side() -> None:
    assert shapes(align(paragraphs("One.", "Two."), [])) == [((0,), ()), ((1,), ())]
    assert align([], []) == []


ENGLISH = paragraphs(
    "The Lighthouse of Anvers",
    "In 1871 the keeper, Marten Sool, counted 214 ships before the first snow.",
    "He wrote each name down in a green book, and his sister copied it on Sundays.",
    "Nobody asked him to. The harbour office had closed in March, and the letters went unanswered.",
    "What did he hope for? He never said.",
    "The book is now in the museum of Delfzijl, under glass, open at page 40.",
)
FRENCH = paragraphs(
    "Le phare d’Anvers",
    "En 1871, le gardien, Marten Sool, compta 214 navires avant la première neige.",
    "Il notait chaque nom dans un livre vert, et sa sœur le recopiait le dimanche.",
    "Personne ne le lui demandait. Le bureau du port avait fermé en mars, et les lettres restaient"
    " sans réponse.",
    "Qu’espérait-il ? Il ne l’a jamais dit.",
    "Le livre est aujourd’hui au musée de Delfzijl, sous verre, ouvert à la page 40.",
)


def test_a_faithful_translation_is_paired_one_to_one() -> None:
    assert shapes(align(ENGLISH, FRENCH)) == [((i,), (i,)) for i in range(6)]


def test_a_paragraph_left_out_leaves_its_partner_alone() -> None:
    links = shapes(align(ENGLISH, FRENCH[:1] + FRENCH[2:]))
    assert links[:3] == [((0,), (0,)), ((1,), ()), ((2,), (1,))]


def test_a_paragraph_cut_in_two_is_answered_by_both_parts() -> None:
    parts = paragraphs(
        "Personne ne le lui demandait.",
        "Le bureau du port avait fermé en mars, et les lettres restaient sans réponse.",
    )
    links = shapes(align(ENGLISH, FRENCH[:3] + parts + FRENCH[4:]))
    assert ((3,), (3, 4)) in links


def test_a_heading_stays_a_heading() -> None:
    source = [Unit("Weather", "heading"), Unit("It rained on Tuesday and on Friday.")]
    target = [Unit("Le temps qu’il fait", "heading"), Unit("Il plut le mardi et le vendredi.")]
    assert shapes(align(source, target)) == [((0,), (0,)), ((1,), (1,))]


def test_a_script_without_spaces_is_aligned_by_numbers_and_lengths() -> None:
    source = paragraphs(
        "In 1868 the city got a new name.", "Yes.", "By 1920 it held 3,350,000 people."
    )
    target = paragraphs(
        "1868年に街は新しい名前になった。", "はい。", "1920年には人口は3,350,000人だった。"
    )
    assert shapes(align(source, target)) == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]


def test_what_one_paragraph_says_of_six_is_joined_to_it() -> None:
    days = [
        "Anna left London on 2 October 1872 at 8.",
        "She reached Paris on 3 October, at 7.",
        "She left Paris again at 8.40 the same day.",
        "She came by Turin on 4 October, at 6.35.",
        "She reached Brindisi on 5 October, at 4.",
        "She came to Suez on 9 October, at 11.",
    ]
    english = [
        "The lake freezes at night.",
        "The river is deep, says Paul.",
        "Paul is 40 years old.",
    ]
    french = ["Le lac gèle la nuit.", "La rivière est profonde, dit Paul.", "Paul a 40 ans."]
    told = (
        "Anna quitta London le 2 octobre 1872 à 8, fut à Paris le 3 octobre à 7, quitta Paris à "
        "8.40, passa Turin le 4 octobre à 6.35, fut à Brindisi le 5 octobre à 4, et à Suez le 9 "
        "octobre à 11."
    )

    links = align(
        paragraphs(*english, *days, *english), paragraphs(*french, told, *french), unit="paragraph"
    )

    assert ((3, 4, 5, 6, 7, 8), (3,)) in shapes(links)

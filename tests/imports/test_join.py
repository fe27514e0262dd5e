"""Laws of joining: every block in one row, ids for ever, nothing that the checks would refuse."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chapters import check_chapters
from visavis.checks import RULES, Severity
from visavis.imports import Joint, Reading, Row, body_of, prove
from visavis.imports.chapter import ChapterDraft, join
from visavis.imports.gallery import join_pictures, without_pictures
from visavis.imports.readers import read_data
from visavis.imports.replacement import replace_side
from visavis.imports.rows import name_rows
from visavis.pairs import pair_documents
from visavis.side import Side
from visavis.text import Kind, parse_document

PARTS = [
    "# Heading",
    "## Deeper heading",
    "A paragraph.",
    "Another one with a [link](https://a.b/c).",
    "Two [links](https://a.b/c), [different](https://d.e/f).",
    "A paragraph with a note.[^1]",
    "Two[^1] notes[^1].",
    "Another[^2] note.[^src-1]",
    "Context[^ed-sea], and a source[^src-1].",
    "Context[^ed-sea] and a note.[^a]",
    "> A quote.",
    "> A quote of\n>\n> two paragraphs.",
    "Short lines  \nof verse",
    "- one\n- two",
    "- one\n- two\n- three",
    "1. first",
    "- one\n\n    inside",
    "| a | b |\n| - | - |\n| 1 | 2 |",
    "| a | b |\n| - | - |\n| 1 | 2 |\n| 3 | 4 |",
    "```\ncode\n```",
    "***",
]
PNG = b"\x89PNG\r\n\x1a\n"
NOTES = [f"[^{label}]: The note {label}." for label in ("1", "2", "a", "ed-sea", "src-1")]
TEXT = st.lists(st.sampled_from(PARTS), min_size=1, max_size=7)
PICTURES = ["![One](a.png)", "![](b.png)", "Words around ![two](b.png) a picture."]
TEXT_WITH_PICTURES = st.lists(st.sampled_from(PARTS + 4 * PICTURES), min_size=1, max_size=9)
LAWS = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
# The pictures themselves are not there.
ERRORS = [rule for rule in RULES if rule.severity is Severity.ERROR and rule.name != "link.broken"]


def reading(parts: Sequence[str], language: str) -> Reading:
    text = "\n\n".join([*parts, *NOTES])
    return prove(read_data(text.encode(), ".md", "a", language, beside))


def beside(address: str) -> bytes:
    """A picture of its own at every address."""
    return PNG + address.encode()


def size(text: Reading) -> int:
    return sum(not piece.label for piece in text.pieces)


def findings(chapter: ChapterDraft) -> list[str]:
    source = parse_document(chapter.source, path="en", language="en")
    target = parse_document(chapter.target, path="fr", language="fr")
    found = check_chapters(pair_documents("a", source, target), rules=ERRORS)
    return [f"{f.path}:{f.line} {f.rule} {f.message}" for f in found]


@st.composite
def joints(draw: st.DrawFn, ours: int, theirs: int) -> list[Joint]:
    """Any way in which so many blocks can be joined, in order."""
    result = []
    i = j = 0
    while i < ours or j < theirs:
        shapes = [(1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (2, 2)]
        open_shapes = [(a, b) for a, b in shapes if i + a <= ours and j + b <= theirs]
        a, b = draw(st.sampled_from(open_shapes))
        result.append(Joint(tuple(range(i, i + a)), tuple(range(j, j + b)), draw(st.floats(0, 1))))
        i, j = i + a, j + b
    return result


@LAWS
@given(st.data(), TEXT, TEXT)
def test_any_joints_make_a_chapter_without_errors(
    data: st.DataObject, en: list[str], fr: list[str]
) -> None:
    source, target = reading(en, "en"), reading(fr, "fr")
    chapter = join(source, target, data.draw(joints(size(source), size(target))))
    assert findings(chapter) == []
    ids = [row.id for row in chapter.rows]
    assert len(set(ids)) == len(ids)


@LAWS
@given(st.data(), TEXT_WITH_PICTURES, TEXT_WITH_PICTURES)
def test_every_picture_is_in_one_row_in_its_order(
    data: st.DataObject, en: list[str], fr: list[str]
) -> None:
    source, target = reading(en, "en"), reading(fr, "fr")
    bodies = body_of(source.document), body_of(target.document)
    told = [without_pictures(body) for body in bodies]
    drawn = data.draw(joints(len(told[0]), len(told[1])))
    joined = join_pictures(drawn, *bodies)
    for side, body in enumerate(bodies):
        parts = [(joint.source, joint.target)[side] for joint in joined]
        placed = [index for part in parts for index in part]
        shown = [index for index in placed if body[index].kind is Kind.FIGURE]
        assert sorted(placed) == list(range(len(body)))
        assert shown == sorted(shown)
        assert [i for i in placed if i not in shown] == told[side]
    chapter = join(source, target, joined)
    assert findings(chapter) == []
    assert chapter.source.count("](img/") == sum(b.kind is Kind.FIGURE for b in bodies[0])


@LAWS
@given(st.data(), TEXT, TEXT, TEXT, st.sampled_from(Side))
def test_a_side_can_be_exchanged_for_any_other(
    data: st.DataObject, en: list[str], fr: list[str], new: list[str], side: Side
) -> None:
    source, target = reading(en, "en"), reading(fr, "fr")
    first = join(source, target, data.draw(joints(size(source), size(target))))
    pairing = pair_documents(
        "a",
        parse_document(first.source, path="en", language="en"),
        parse_document(first.target, path="fr", language="fr"),
    )
    rows = [Row(pair.source, pair.target, id=pair.id) for pair in pairing.pairs]
    other = reading(new, pairing[side].language)
    chosen = data.draw(joints(size(other), len(rows)))
    second = replace_side(rows, pairing, side, other, chosen)
    assert findings(second) == []
    before = [block.plain for block in pairing[side.other].blocks]
    read = parse_document(second[side.other], path="a", language="a").blocks
    assert [block.plain for block in read[: len(before)]] == before


def test_two_notes_of_one_label_with_other_links_are_not_one_note() -> None:
    en = "A word.[^src-1]\n\n[^src-1]: A work.\n"
    fr = "Un mot.[^src-1]\n\n[^src-1]: [Là](https://a.b/c)\n"
    source, target = (
        prove(read_data(text.encode(), ".md", "a", language, beside))
        for text, language in ((en, "en"), (fr, "fr"))
    )
    assert findings(join(source, target, [Joint((0,), (0,))])) == []


@given(
    st.lists(st.sampled_from([None, "p1", "p2", "p3", "p7", "p7-1", "intro"]), max_size=9),
    st.sets(st.sampled_from(["p0", "p1-1", "p4", "p9", "p7-2"])),
)
def test_new_ids_are_new(names: list[str | None], used: set[str]) -> None:
    once = [n for i, n in enumerate(names) if n is None or n not in names[:i]]
    named = [row.id for row in name_rows([Row((), (), id=name) for name in once], used)]
    assert None not in named
    assert len(set(named)) == len(named)
    assert not {new for new, old in zip(named, once, strict=True) if old is None} & used


def test_rows_of_the_same_words_keep_their_ids() -> None:
    en, fr = reading(["One.", "Two.", "Three."], "en"), reading(["Un.", "Deux.", "Trois."], "fr")
    known = [("p4", "One.", "Un."), ("p5", "Gone.", "Parti."), ("p9", "Three.", "Trois.")]
    one_to_one = [Joint((n,), (n,)) for n in range(3)]
    chapter = join(en, fr, one_to_one, known=known, used={"p4", "p4-1", "p5", "p9"})
    assert [row.id for row in chapter.rows] == ["p4", "p4-2", "p9"]


@given(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=8),
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=8),
)
def test_what_is_imported_again_keeps_its_ids_in_order(old: list[str], new: list[str]) -> None:
    known = [(f"p{n}", word, word) for n, word in enumerate(old, 1)]
    used = {name for name, _, _ in known}
    text = read_data("\n\n".join(new).encode(), ".md", "a", "en")
    one_to_one = [Joint((n,), (n,)) for n in range(len(new))]
    ids = [row.id or "" for row in join(text, text, one_to_one, known=known, used=used).rows]
    kept = [name for name in ids if name in used]
    assert kept == sorted(kept)
    assert len(set(ids)) == len(ids)
    if old == new:
        assert ids == [name for name, _, _ in known]


@pytest.mark.parametrize(
    ("en", "fr", "written"),
    [
        ("# Title", "Titre", "# Titre"),
        ("## Title", "# Titre", "## Titre"),
        ("> Words.", "Des mots.", "> Des mots."),
        ("A sentence.", "# Une phrase.", "Une phrase."),
        ("One line.", "Deux  \nlignes.", "Deux  \nlignes."),
        ("- one\n- two", "- un", "• un"),
    ],
)
def test_markup_of_one_side_is_lent_to_the_other(en: str, fr: str, written: str) -> None:
    chapter = join(reading([en], "en"), reading([fr], "fr"), [Joint((0,), (0,))])
    assert f"\n{written}\n{{: #p1 }}" in "\n" + chapter.target
    assert findings(chapter) == []


@pytest.mark.parametrize(
    ("en", "fr", "written"),
    [
        ("One.[^a]", "Un[^tr-dos].[^a]", ("One.[^a]", "Un[^tr-dos].[^a]")),
        ("One.[^ed-sea]", "Un.[^ed-sea]", ("One.[^ed-sea]", "Un.[^ed-sea]")),
        ("One[^1] two[^2].", "Un[^1].", ("One[^1] two[^src-1].", "Un[^1].")),
        ("One[^1] two[^2].", "Un[^2].", ("One[^src-1] two[^1].", "Un[^1].")),
        ("One[^1] two[^2].", "Un[^2] deux[^3].", ("One[^1] two[^2].", "Un[^1] deux[^2].")),
        ("One[^1] two[^2].", "Un[^2] deux[^1].", ("One[^1] two[^2].", "Un[^2] deux[^1].")),
        ("One[^wind] two[^a].", "Un[^a] deux[^vent].", ("One[^1] two[^a].", "Un[^a] deux[^1].")),
        ("One[^1] two[^1].", "Un[^1] deux[^1].", ("One[^1] two[^1].", "Un[^1] deux[^1].")),
        ("One.[^Ed]", "Un.[^tr-Été]", ("One.[^src-1]", "Un.[^tr-1]")),
    ],
)
def test_labels_say_which_notes_are_one_and_whose_the_others_are(
    en: str, fr: str, written: tuple[str, str]
) -> None:
    chapter = join(noted(en), noted(fr), [Joint((0,), (0,))])
    assert (chapter.source.split("\n")[0], chapter.target.split("\n")[0]) == written
    assert findings(chapter) == []


def noted(line: str) -> Reading:
    """A line, and the notes that it calls."""
    labels = dict.fromkeys(re.findall(r"\[\^([^]]+)\]", line))
    text = "\n\n".join([line, *(f"[^{label}]: “Un” / “One”. So." for label in labels)])
    return read_data(text.encode(), ".md", "a", "en")


def test_a_note_that_is_called_in_two_rows_is_one_where_both_sides_call_it_there() -> None:
    en, fr = (
        read_data(t.encode(), ".md", "a", "en") for t in ("A[^a].\n\nB[^a].\n\n[^a]: N.",) * 2
    )
    chapter = join(en, fr, [Joint((0,), (0,)), Joint((1,), (1,))])
    assert chapter.source == chapter.target
    assert chapter.source.count("[^a]") == 3
    only_once = read_data(b"A[^a].\n\nB.\n\n[^a]: N.", ".md", "a", "fr")
    chapter = join(en, only_once, [Joint((0,), (0,)), Joint((1,), (1,))])
    assert chapter.source.count("[^src-1]") == 3
    assert findings(chapter) == []


def test_counted_labels_of_different_rows_are_not_one_note() -> None:
    en = read_data(b"A[^src-1].\n\nB.\n\n[^src-1]: N.", ".md", "a", "en")
    fr = read_data(b"A.\n\nB[^src-1].\n\n[^src-1]: N.", ".md", "a", "fr")
    chapter = join(en, fr, [Joint((0,), (0,)), Joint((1,), (1,))])
    assert "A[^src-1]." in chapter.source
    assert "B[^src-2]." in chapter.target


def test_a_link_on_one_side_only_becomes_a_note() -> None:
    en, fr = reading(["A [link](https://a.b/c)."], "en"), reading(["Un lien."], "fr")
    chapter = join(en, fr, [Joint((0,), (0,))])
    assert "A link[^src-1]." in chapter.source
    assert "[^src-1]: [link](https://a.b/c)" in chapter.source
    assert [*chapter.links.values()] == ["https://a.b/c"]

"""Words in their context."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from visavis.glossary import excerpt


def shown(text: str, *spans: tuple[int, int], width: int = 8) -> str:
    """An excerpt, what is lit in brackets."""
    pieces = excerpt(text, spans, width)
    return "".join(f"[{piece.text}]" if piece.lit else piece.text for piece in pieces)


def test_a_word_stands_in_whole_words_around_it() -> None:
    assert shown("alpha beta gamma delta epsilon", (17, 22)) == "… gamma [delta] epsilon"
    assert shown("alpha beta gamma", (0, 5), width=4) == "[alpha] …"


def test_neighbours_share_their_context_and_others_are_parted() -> None:
    assert shown("one two three", (0, 3), (8, 13)) == "[one] two [three]"
    long = "one " + "x " * 30 + "two"
    assert shown(long, (0, 3), (64, 67)) == "[one] x x x x … x x x x [two]"


def test_a_text_without_a_word_to_show_is_shown_whole() -> None:
    assert shown("a long text that nothing cuts") == "a long text that nothing cuts"
    assert excerpt("", ()) == ()


def test_what_was_shown_is_not_shown_again_after_a_long_word() -> None:
    pieces = excerpt("a aaaa", [(0, 2), (3, 4)], 3)
    assert "".join(piece.text for piece in pieces) == "a aaaa"


@given(st.text("ab ", min_size=1, max_size=60), st.data(), st.integers(0, 20))
def test_everything_lit_is_shown_once_in_order_and_the_rest_is_the_text(
    text: str, data: st.DataObject, width: int
) -> None:
    edges = data.draw(st.lists(st.integers(0, len(text)), unique=True, max_size=6).map(sorted))
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    pieces = excerpt(text, spans, width)
    assert [p.text for p in pieces if p.lit] == [text[a:b] for a, b in spans]
    after = 0
    for piece in "".join(p.text for p in pieces).split("…"):
        at = text.find(piece.strip(" "), after)
        assert at >= after
        after = at

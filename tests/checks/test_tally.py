"""What is set off is counted, and held to what the book usually does."""

from __future__ import annotations

from chapters import finds

_KEPT = 24
"""So many rows show that this book keeps what is set off."""


def book(fr: str, en: str, others: tuple[str, str]) -> tuple[str, str]:
    """Both texts of a chapter: one row, and many others that are alike."""
    texts = (fr, en)
    made = ("\n\n".join([text, *[one] * _KEPT]) for text, one in zip(texts, others, strict=True))
    french, english = made
    return french + "\n", english + "\n"


_EMPHASIS = ("Il lit *Le Lac*, et *Le Lac* encore.", "He reads *Le Lac*, and *Le Lac* again.")
_BRACKETS = ("Le lac (il gèle), qui est grand.", "The lake (it freezes), which is large.")


def test_one_of_two_emphasised_titles_is_missed() -> None:
    texts = book("Il lit *Le Lac* et Le Pré.", "He reads *Le Lac* and *Le Pré*.", _EMPHASIS)

    assert finds("word.emphasis", *texts) == [("en", 1)]


def test_one_of_two_pairs_of_brackets_is_missed() -> None:
    fr = "Le lac (il gèle), et le pré il fleurit."
    texts = book(fr, "The lake (it freezes), and the meadow (it flowers).", _BRACKETS)

    assert finds("punctuation.bracket", *texts) == [("en", 1)]


def test_one_of_two_quotations_is_missed() -> None:
    others = ("« Oui », dit-il, « non ».", "“Yes”, he says, “no”.")
    texts = book("« Oui », et puis non.", "“Yes”, and then “no”.", others)

    assert finds("punctuation.quotation", *texts) == [("en", 1)]


def test_a_book_that_does_as_it_likes_is_left_alone() -> None:
    fr, en = _BRACKETS
    others = (fr.replace("(", ", ").replace(")", ""), en)

    assert finds("punctuation.bracket", *book("Le lac (grand).", "The lake (large).", others)) == []


def test_what_a_translator_adds_again_and_again_is_a_custom() -> None:
    fr, en = _BRACKETS
    glosses = "\n\n".join([fr] * _KEPT + ["Le *shell* (coquille) attend la nuit."] * 5)
    originals = "\n\n".join([en] * _KEPT + ["The *shell* waits for the night."] * 5)

    assert finds("punctuation.bracket", glosses, originals) == []


def test_what_a_translator_adds_once_is_none() -> None:
    texts = book("Le pré (il fleurit).", "The meadow flowers.", _BRACKETS)

    assert finds("punctuation.bracket", *texts) == [("fr", 1)]

"""Whether a text is in its own language: only where something is known of the language."""

from __future__ import annotations

import pytest

from visavis.checks.rules.similarity import are_exchanged, is_foreign, is_strange

GREEK = "ἐν ἀρχῇ ἦν ὁ λόγος καὶ ὁ λόγος ἦν πρὸς τὸν θεόν"
BENGALI = "আমি বাংলায় গান গাই আমি বাংলার গান গাই প্রতিদিন"
TAMIL = "யாதும் ஊரே யாவரும் கேளிர் தீதும் நன்றும் பிறர்தர வாரா"
SERBIAN = "Sva ljudska bića rađaju se slobodna i jednaka u dostojanstvu i pravima"
COPTIC = "ϩⲛ ⲧⲉϩⲟⲩⲉⲓⲧⲉ ⲛⲉϥϣⲟⲟⲡ ⲛϭⲓ ⲡϣⲁϫⲉ ⲁⲩⲱ ⲡϣⲁϫⲉ"
ENGLISH = "The fishermen broke the ice and then stretched their nets below the water"


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        (GREEK, "grc"),
        (BENGALI, "bn"),
        (TAMIL, "ta"),
        (SERBIAN, "sr-Latn"),
        (COPTIC, "cop"),
        (ENGLISH, "en-GB"),
    ],
)
def test_a_text_in_its_own_letters_is_left_in_peace(text: str, tag: str) -> None:
    assert not is_strange(text, tag)
    assert not is_foreign(text, tag, "fr")


@pytest.mark.parametrize("tag", ["grc", "bn", "ta", "sr", "uk-Cyrl"])
def test_a_text_in_other_letters_is_told(tag: str) -> None:
    assert is_strange(ENGLISH, tag)
    assert is_foreign(ENGLISH, tag, "en")


JAPANESE = "漁師たちは氷を割り、水の下に網を張った。"


def test_signs_without_spaces_are_letters_enough() -> None:
    assert is_strange(JAPANESE, "en")
    assert is_foreign(JAPANESE, "en", "ja")
    assert not is_strange(JAPANESE, "ja")
    assert not is_strange("東京タワー", "en")


NEAR_GERMAN = """the wall stood by the river and in winter the ice was on it; the river was in the
hand of the land and his house was in the land, and the butter and the ham were in the barrels"""
OLD_GERMAN = """er that, was er wollte, und heyrathete nicht, gab acht auff die wüst liegenden
Theile, und frug nimmermehr, wornach er gieng; allemahl sprach er sothanes, indeß keyner verstund"""


def test_two_exchanged_texts_are_told_together_where_one_alone_could_be_of_either_language() -> (
    None
):
    assert not is_foreign(NEAR_GERMAN, "de", "en")
    assert are_exchanged((NEAR_GERMAN, OLD_GERMAN), ("de", "en"))
    assert not are_exchanged((OLD_GERMAN, NEAR_GERMAN), ("de", "en"))
    assert not are_exchanged((OLD_GERMAN, OLD_GERMAN), ("de", "en"))
    assert not are_exchanged((NEAR_GERMAN, NEAR_GERMAN), ("de", "en"))
    assert are_exchanged((JAPANESE, ENGLISH), ("en", "ja"))
    assert not are_exchanged((ENGLISH, ENGLISH), ("en-GB", "en-US"))

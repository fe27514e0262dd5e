"""The finder of terms: what it finds of a list of forms, and how long a large glossary takes.

    python benchmarks/glossary.py

Recall and precision are those on `tests/cases/glossary/forms.yml`. The time is that of finding 500
terms in 10,000 pairs, both languages, one process, as processor time. The terms are runs of words
of the edition, and the pairs are made of its sentences, so that far more is found than in any real
text: this is an upper bound. Beside it stands the obvious way, one regular expression of all the
forms as they are written, which knows no inflection.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from forms import score  # noqa: E402 -- it stands among the tests
from visavis.edition import open_edition  # noqa: E402 -- as the line above
from visavis.glossary import Finder, Glossary, Term, TermEntry  # noqa: E402 -- as the line above
from visavis.settings import read_project  # noqa: E402 -- as the line above

TERMS = 500
PAIRS = 10_000
SENTENCES = 5
"""A paragraph has so many: about 100 words."""


def main() -> None:
    """Print both figures."""
    found = score()
    print(f"{found.forms} forms, {found.look_alikes} look-alikes")
    print(f"recall {found.recall:.1%}, precision {found.precision:.1%}")
    print(f"missed: {', '.join(found.missed) or 'nothing'}")
    print(f"wrong: {', '.join(found.wrong) or 'nothing'}")
    times = {"finder": 0.0, "regular expression": 0.0}
    uses = dict.fromkeys(times, 0)
    words = 0
    for language in ("fr", "en"):
        texts, glossary = generate(language)
        words += sum(len(text.split()) for text in texts)
        for name, find in (
            ("finder", Finder(glossary, language).find_uses),
            ("regular expression", expression(glossary, language).findall),
        ):
            seconds, count = measure(find, texts)
            times[name] += seconds
            uses[name] += count
    print(f"{TERMS} terms in {PAIRS} pairs, {words} words:")
    for name, seconds in times.items():
        print(f"  {name:20} {seconds:6.2f} s, {uses[name]} uses")


def generate(language: str) -> tuple[list[str], Glossary]:
    """Texts of one side, and a glossary whose terms stand in them."""
    draw = random.Random(1)
    edition = open_edition(read_project(ROOT))
    blocks = [
        block.plain
        for chapter in edition.chapters
        for document in chapter.documents
        if document.language == language
        for block in document.blocks
    ]
    sentences = [s for plain in blocks for s in re.split(r"(?<=[.!?])\s+", plain) if s]
    texts = [" ".join(draw.choices(sentences, k=SENTENCES)) for _ in range(PAIRS)]
    runs = sorted({run for s in sentences for run in re.findall(r"\w{5,}(?: \w{5,}){0,2}", s)})
    forms = draw.sample(runs, TERMS)
    terms = tuple(
        Term(f"t{number}", {language: TermEntry(form.lower(), "…")}, part_of_speech="noun")
        for number, form in enumerate(forms)
    )
    return texts, Glossary(terms)


def expression(glossary: Glossary, language: str) -> re.Pattern[str]:
    """The forms as they are written, the longest first."""
    forms = sorted((term.entries[language].term for term in glossary.terms), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b", re.IGNORECASE)


def measure(find: Callable[[str], Sequence[object]], texts: list[str]) -> tuple[float, int]:
    """Processor seconds, which stand also on a machine that does other things, and the uses."""
    start = time.process_time()
    count = sum(len(find(text)) for text in texts)
    return time.process_time() - start, count


if __name__ == "__main__":
    main()

"""Files as people have them, and the two texts that come of them, in `tests/cases/import`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from golden import Case, cases, load, settle
from imports.specimen import written
from visavis.imports import Joint, Reading, align_pair, prove
from visavis.imports.chapter import ChapterDraft, join
from visavis.imports.ledger import balance_words
from visavis.imports.readers import TextFile, read_bitext, read_texts
from visavis.imports.readers.plain import Layout, Wishes, read_wish
from visavis.imports.tree.picture import no_pictures
from visavis.imports.words import came_out
from visavis.text import parse_document

_OPTIONS = ("encoding", "keep_frame", "paragraphs", "headings")


@pytest.mark.parametrize(("file", "number"), cases("import"))
def test_what_comes_of_a_file(
    file: Path, number: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    case = load(file)[number]
    source, target, joints = read(case, tmp_path)
    source, target = prove(source), prove(target)
    chapter = join(source, target, joints or align_pair(source, target))
    found: Case = {
        "original": chapter.source,
        "translation": chapter.target,
        "told": [*source.told, *target.told],
        "left": [
            f"{kind}: {' '.join(words.split())}"
            for text in (source, target)
            for kind, words in text.named
            if kind not in ("call", "note label", "backlink")
        ],
        "lost": list(lost((source, target), chapter)),
    }
    assert {n: v for n, v in found.items() if v} == {
        n: v for n, v in settle(file, number, found, request).items() if v
    }


def read(case: Case, folder: Path) -> tuple[Reading, Reading, tuple[Joint, ...]]:
    """Both texts of a case: of two files, or of one that holds both."""
    languages = tuple(case.get("languages", ("en", "fr")))
    suffix, encoding = case.get("suffix", ".txt"), case.get("written", "utf-8")
    if "both" in case:
        path = folder / f"both{suffix}"
        path.write_bytes(case["both"].encode(encoding))
        bitext = read_bitext(path, (languages[0], languages[1]))
        return bitext.source, bitext.target, bitext.joints
    files = []
    for language in languages:
        path = folder / f"{language}{suffix}"
        path.write_bytes(written(case[language], encoding))
        files.append(TextFile(path, language, no_pictures, wishes(case)))
    texts = read_texts(files[0], files[1])
    return texts.source, texts.target, texts.joints


def lost(texts: Sequence[Reading], chapter: ChapterDraft) -> Iterator[str]:
    """What the ledger says beside what the readers name."""
    sources = (chapter.source, chapter.target)
    documents = [parse_document(text, path="", language="") for text in sources]
    if any(text.given for text in texts[1:]):
        pairs = list(zip(texts, [[document] for document in documents], strict=True))
    else:
        pairs = [(texts[0], documents)]
    for text, came in pairs:
        for one in balance_words(
            text.given, list(came_out(came, chapter.links.keys())), text.named
        ):
            if one.is_loss:
                yield f"{one.fault} {one.kind}: {one.text}"


def wishes(case: Case) -> Wishes:
    """The options of a case."""
    said = {name: case.get(name, "") for name in _OPTIONS}
    return Wishes(
        said["encoding"],
        bool(said["keep_frame"]),
        Layout(said["paragraphs"]) if said["paragraphs"] else None,
        read_wish(said["headings"]),
    )

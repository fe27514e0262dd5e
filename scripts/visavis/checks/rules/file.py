"""Rules about whole files and about what cannot be read in them."""

from __future__ import annotations

from collections.abc import Iterator

from visavis.checks.finding import Severity
from visavis.checks.rule import TEXT, TEXTS, Problem, Spoils, rule
from visavis.pairs import Pairing
from visavis.text import Document, Kind, name_language, write_document


@rule("file.missing", Severity.ERROR, TEXTS, waivable=False)
def file_missing(chapter: Pairing) -> Iterator[Problem]:
    """A chapter has a file on both sides.

    The two files have the same name, in the folder of each language. A chapter that is not
    translated yet has its file all the same, with the blocks that are there; the others are marked
    `{: .untranslated }` on the side that has them.
    """
    for document, other in zip(chapter.documents, chapter.documents[::-1], strict=True):
        if not document.exists:
            yield Problem(
                other.path,
                1,
                f"{document.path} is missing: it has no {name_language(document.language)} side",
                f"write {document.path}, or remove {other.path}",
                side=document.language,
            )


@rule("file.empty", Severity.ERROR, TEXT, waivable=False)
def file_empty(document: Document) -> Iterator[Problem]:
    """A file has at least one block of text."""
    if document.exists and not document.blocks:
        yield Problem(
            document.path,
            1,
            "the file holds no text",
            "write the chapter, or remove the file on both sides",
            side=document.language,
        )


@rule("file.unmerged", Severity.ERROR, TEXT, waivable=False, spoils=Spoils.CHAPTER)
def file_unmerged(document: Document) -> Iterator[Problem]:
    """No merge was left in the middle.

    Where two people have changed the same lines, git leaves both versions between lines of
    `<<<<<<<`, `=======` and `>>>>>>>`. Nothing else is said of the chapter until one of them has
    been chosen, or both are made into one. Inside code such lines stand for themselves.
    """
    code = [block.place for block in document.blocks if block.kind is Kind.CODE]
    opened = 0
    for number, line in enumerate(write_document(document).split("\n"), 1):
        if any(place.line <= number <= place.last_line for place in code):
            continue
        if line.startswith("<<<<<<< "):
            opened = number
        elif opened and line.startswith(">>>>>>> "):
            yield Problem(
                document.path,
                opened,
                f"git has left two versions here, down to line {number}",
                "keep what is right, and delete the lines of <<<<<<<, ======= and >>>>>>>",
                side=document.language,
            )
            opened = 0


@rule("fence.unclosed", Severity.ERROR, TEXT, waivable=False, spoils=Spoils.CHAPTER)
def fence_unclosed(document: Document) -> Iterator[Problem]:
    """A code fence is closed.

    An open fence takes everything to the end of the file with it.
    """
    return find_flaws(document, "fence.unclosed")


@rule("attributes.malformed", Severity.ERROR, TEXT, waivable=False)
def attributes_malformed(document: Document) -> Iterator[Problem]:
    """An attribute line can be read.

    It is written `{: #id .class key=value }`; a word that is none of these is not accepted, since
    the renderer would drop it without a word.
    """
    return find_flaws(document, "attributes.malformed")


@rule("attributes.astray", Severity.ERROR, TEXT, waivable=False)
def attributes_astray(document: Document) -> Iterator[Problem]:
    """An attribute line stands directly after its block, one to a block, on a line of its own.

    One that follows a blank line, another attribute line or the words of a heading is read as
    nobody's, or not as an attribute list at all.
    """
    return find_flaws(document, "attributes.astray")


@rule("id.malformed", Severity.ERROR, TEXT, waivable=False)
def id_malformed(document: Document) -> Iterator[Problem]:
    """An id is made of lower-case letters, digits and hyphens, a letter first.

    Ids are addresses; this form works in every address and every export format.
    """
    return find_flaws(document, "id.malformed")


def find_flaws(document: Document, code: str) -> Iterator[Problem]:
    """What the segmenter could not read as it was meant: its flaws of this code."""
    for flaw in document.flaws:
        if flaw.code == code:
            side = document.language
            yield Problem(document.path, flaw.line, flaw.message, flaw.hint, side=side)

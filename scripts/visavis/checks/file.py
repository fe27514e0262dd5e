"""Rules about whole files and about what cannot be read in them."""

from __future__ import annotations

from collections.abc import Iterator

from visavis.checks.finding import Severity
from visavis.checks.rule import Problem, Rule, rule
from visavis.pairs import Pairing
from visavis.text import Kind, name_language, write_document


@rule("file.missing", Severity.ERROR)
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


@rule("file.empty", Severity.ERROR)
def file_empty(chapter: Pairing) -> Iterator[Problem]:
    """A file has at least one block of text."""
    for document in chapter.documents:
        if document.exists and not document.blocks:
            yield Problem(
                document.path,
                1,
                "the file holds no text",
                "write the chapter, or remove the file on both sides",
                side=document.language,
            )


@rule("file.unmerged", Severity.ERROR)
def file_unmerged(chapter: Pairing) -> Iterator[Problem]:
    """No merge was left in the middle.

    Where two people have changed the same lines, git leaves both versions between lines of
    `<<<<<<<`, `=======` and `>>>>>>>`. Nothing else is said of the chapter until one of them has
    been chosen, or both are made into one. Inside code such lines stand for themselves.
    """
    for document in chapter.documents:
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


def flaw_rule(name: str, manual: str) -> Rule:
    """A rule that says what the segmenter could not read as it was meant."""

    def check(chapter: Pairing) -> Iterator[Problem]:
        for document in chapter.documents:
            for flaw in document.flaws:
                if flaw.code == name:
                    yield Problem(
                        document.path, flaw.line, flaw.message, flaw.hint, side=document.language
                    )

    check.__doc__ = manual
    return Rule(name, Severity.ERROR, check)


fence_unclosed = flaw_rule(
    "fence.unclosed",
    """A code fence is closed.

    An open fence takes everything to the end of the file with it.
    """,
)
attributes_malformed = flaw_rule(
    "attributes.malformed",
    """An attribute line can be read.

    It is written `{: #id .class key=value }`; a word that is none of these is not accepted, since
    the renderer would drop it without a word.
    """,
)
attributes_astray = flaw_rule(
    "attributes.astray",
    """An attribute line stands directly after its block, one to a block, on a line of its own.

    One that follows a blank line, another attribute line or the words of a heading is read as
    nobody's, or not as an attribute list at all.
    """,
)
id_malformed = flaw_rule(
    "id.malformed",
    """An id is made of lower-case letters, digits and hyphens, a letter first.

    Ids are addresses; this form works in every address and every export format.
    """,
)

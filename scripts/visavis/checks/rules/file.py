"""Rules about whole files and about what cannot be read in them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from visavis.asset import Published
from visavis.checks.finding import Problem, Severity
from visavis.checks.rule import FILES, RECORD, TEXT, TEXTS, rule
from visavis.pairs import Pairing
from visavis.record import Record
from visavis.side import Side
from visavis.text import Document, name_language

_OF_ROWS = (
    *("pair.missing", "pair.untranslated", "pair.same", "pair.length", "pair.mismatched"),
    *("pair.shifted", "pair.truncated", "side.language", "note.one-sided", "note.undefined"),
)
"""What follows from a chapter's not being translated yet."""


@rule("file.missing", Severity.WARNING, TEXTS, waivable=False, supersedes=_OF_ROWS, whole=True)
def file_missing(chapter: Pairing) -> Iterator[Problem]:
    """A chapter has a file on both sides.

    The two files have the same name, in the folder of each language. A chapter that is not
    translated yet is published as it is, and said to wait; once its file is written, `visavis
    stamp` gives its blocks the ids of the others.
    """
    for side in Side:
        language = name_language(chapter[side].language)
        if not chapter[side].exists:
            said = f"{chapter[side].path} is missing: the chapter has no {language} side yet"
            yield _waiting(chapter, side, chapter[side.other].path, said)


@rule("file.empty", Severity.WARNING, TEXTS, waivable=False, supersedes=_OF_ROWS, whole=True)
def file_empty(chapter: Pairing) -> Iterator[Problem]:
    """A file has at least one block of text.

    The chapter is published as it is, as one that is not translated yet.
    """
    for side in Side:
        if chapter[side].exists and not chapter[side].blocks and not chapter[side].waits:
            yield _waiting(chapter, side, chapter[side].path, "the file holds no text")


@rule("file.untranslated", Severity.WARNING, TEXTS, waivable=False, supersedes=_OF_ROWS, whole=True)
def file_untranslated(chapter: Pairing) -> Iterator[Problem]:
    """No file says of itself that it is not translated yet.

    Its front matter says `text_status: untranslated`; it may have some of its text already. It is
    published as it is, and what is missing in it is no finding of its own. Take the line out when
    the translation is done.
    """
    for side in Side:
        if chapter[side].waits:
            there, wanted = (
                sum(block.label is None for block in chapter[one].blocks)
                for one in (side, side.other)
            )
            said = f"the chapter is not translated yet: {there} of {wanted} blocks are there"
            yield _waiting(chapter, side, chapter[side].path, said)


@rule(
    "file.deleted",
    Severity.ERROR,
    RECORD,
    waivable=False,
    supersedes=("file.missing", "file.empty", *_OF_ROWS),
)
def file_deleted(chapter: Pairing, record: Record) -> Iterator[Problem]:
    """A text that the record speaks of is still there.

    A chapter that was never translated waits for it; one that was, and of which one file is gone or
    empty, was hardly meant to go. Where it was only given another name, the other text needs the
    same.
    """
    for side in (side for side in Side if not chapter[side].blocks):
        if record.twin:
            path = chapter[side.other].path
            folder = chapter[side].path.removesuffix(f"{chapter.name}.md")
            said = f"{path} and {folder}{record.twin}.md are one chapter under two names"
            hint = "give both the same name, then run `visavis stamp`"
            yield Problem(path, 1, said, hint, side=chapter[side.other].language)
            return
        told = [entry for entry in record.entries.values() if not entry.gone and entry[side]]
        if told:
            path, other = chapter[side].path, chapter[side.other].path
            yield Problem(
                path if chapter[side].exists else other,
                1,
                f"{path} has no text any longer, of which the record has {_pairs(len(told))}",
                f"restore it, where git has it by `git checkout -- {shlex.quote(path)}`; or let "
                f"the chapter go: delete {other}, then run `visavis stamp`",
                side=chapter[side].language,
            )


def _pairs(number: int) -> str:
    return "1 pair" if number == 1 else f"{number} pairs"


def _waiting(chapter: Pairing, side: Side, path: str, said: str) -> Problem:
    """What is said of a chapter of which one side is still to be written, once for all its rows."""
    document, other = chapter[side], chapter[side.other]
    hint = f"write {document.path} and run `visavis stamp`, which gives it the ids of {other.path}"
    if not other.blocks:
        hint = "write both texts, then run `visavis stamp`"
    return Problem(
        path,
        1,
        said,
        hint,
        side=document.language,
        covers=tuple(pair.id for pair in (*chapter.pairs, *chapter.notes) if pair.id),
    )


@rule("file.unmerged", Severity.ERROR, TEXT, waivable=False, misleads=True, given=True)
def file_unmerged(document: Document) -> Iterator[Problem]:
    """No merge was left in the middle.

    Where two people have changed the same lines, git leaves both versions between lines of
    `<<<<<<<`, `=======` and `>>>>>>>`. Nothing else is said of the chapter until one of them has
    been chosen, or both are made into one. Inside code such lines stand for themselves.
    """
    return find_flaws(document, "file.unmerged")


@rule("file.unpublished", Severity.WARNING, FILES, waivable=False, instead="move the file away")
def file_unpublished(files: Published) -> Iterator[Problem]:
    """A file beside the texts is one that readers can be given.

    Pictures, PDF, sound, film, fonts and plain data are published if their first bytes are those of
    their kind; a drawing in SVG is written anew, without scripts and without what it would fetch
    from elsewhere. Everything else stays out of the site, since a browser may run it, and so does a
    name with more than one ending, of which a server may take any. Scripts and styles of the
    edition's owner are named in `mkdocs.yml`, under `extra_javascript` and `extra_css`.
    """
    for refusal in files.unpublished:
        yield Problem(refusal.path, 1, refusal.message, refusal.hint)


@rule("file.taken", Severity.ERROR, FILES, waivable=False, instead="rename the file")
def file_taken(files: Published) -> Iterator[Problem]:
    """A file beside the texts takes no other file's place.

    A page shows both texts, so one path in both folders means one file; and what the site brings
    itself, its scripts, styles and reports, is not replaced.
    """
    for refusal in files.taken:
        yield Problem(refusal.path, 1, refusal.message, refusal.hint)


@rule("file.name", Severity.WARNING, FILES, waivable=False, instead="rename the file")
def file_name(files: Published) -> Iterator[Problem]:
    """The name of a chapter has no space in it.

    It is the address of the page: every link to it would have `%20` where the space stands.
    """
    for refusal in files.spaced:
        yield Problem(refusal.path, 1, refusal.message, refusal.hint)


@rule("fence.unclosed", Severity.ERROR, TEXT, waivable=False, misleads=True)
def fence_unclosed(document: Document) -> Iterator[Problem]:
    """A code fence is closed.

    An open fence takes everything to the end of the file with it.
    """
    return find_flaws(document, "fence.unclosed")


@rule("meta.unknown", Severity.WARNING, TEXT, waivable=False)
def meta_unknown(document: Document) -> Iterator[Problem]:
    """What the front matter says is said of a text.

    `title`, `subtitle`, `nav_title`, `description`, `author`, `date`, `lang`, `text_status`,
    `tags`, `icon` and `typography` are read; everything else goes nowhere. How a page looks and
    where it leads (`hide`, `template`, `location`…) is the owner's to say, in `mkdocs.yml`.
    """
    return find_flaws(document, "meta.unknown")


@rule("meta.malformed", Severity.ERROR, TEXT, waivable=False)
def meta_malformed(document: Document) -> Iterator[Problem]:
    """What the front matter says has the form that is meant, and is said once.

    It is YAML between two lines of `---`: a value with a colon in it, as of a title and a subtitle,
    stands between quotation marks. A `date` is a date, `lang` a language tag, `icon` the name of an
    icon that the theme has, `tags` a list of words; everything else is a line of text. A number, or
    a word that YAML takes for true or false, needs quotation marks to be one.
    """
    return find_flaws(document, "meta.malformed")


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

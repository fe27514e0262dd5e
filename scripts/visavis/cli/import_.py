"""`visavis import`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import click

from visavis.action import History, plan_files
from visavis.cli.import_back import import_exchanged
from visavis.cli.import_report import (
    ledger,
    losses,
    report,
    say_next,
    table,
    tell_languages,
    tell_twice,
)
from visavis.cli.opening import counted, open_project
from visavis.cli.progress import Step, progress
from visavis.errors import VisavisError
from visavis.imports import (
    BITEXT_SUFFIXES,
    TEXT_SUFFIXES,
    Import,
    Joint,
    Layout,
    Reading,
    Stock,
    TextFile,
    Wishes,
    account_path,
    align_book,
    align_pair,
    align_replacement,
    balance,
    check_free,
    check_pictures,
    import_book,
    import_pair,
    import_replacement,
    join_titles,
    left_over,
    pictures_left_over,
    pictures_of,
    prove,
    read_bitext,
    read_texts,
    read_wish,
    rows_of,
    shown_pictures,
    take_stock,
    without_edition,
    write_account,
)
from visavis.settings import Project
from visavis.side import Side
from visavis.store import lock_edition

_TO_BE_SAVED = (".pdf", ".doc", ".wps", ".pages", ".wpd", ".djvu", ".mobi", ".azw3")
"""What says where words stand on a page, or is known to one program alone."""


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path), required=False)
@click.option(
    "--as",
    "name",
    metavar="NAME",
    help="What the chapter is called. A file that `visavis export` wrote says it itself.",
)
@click.option(
    "--replace",
    "replaced",
    type=click.Choice([side.value for side in Side]),
    help="Put the text in the place of the original or of the translation of a chapter.",
)
@click.option("--chapters", is_flag=True, help="Cut a book at its headings: NAME-01-TITLE…")
@click.option(
    "--level",
    type=click.IntRange(1, 6),
    help="With --chapters: the headings to cut at. Without it, the highest that stand repeatedly.",
)
@click.option("--encoding", metavar="NAME", default="", help="Of plain text: windows-1252, koi8-r…")
@click.option(
    "--paragraphs",
    type=click.Choice([str(layout) for layout in Layout]),
    help="What parts those of plain text: empty lines, indents, or every line. Else it is found.",
)
@click.option(
    "--headings",
    metavar="FORMS",
    default="",
    help="What those of plain text look like: part, chapter, number, capitals, spaced (several "
    "parted by commas), none, or /a pattern/. Else it is found.",
)
@click.option(
    "--keep-frame", is_flag=True, help="Keep licence, remarks and contents of plain text."
)
@click.option("--dry-run", is_flag=True, help="Show the alignment, and write nothing.")
@click.option("--strict", is_flag=True, help="Write nothing, and exit 1, where words are lost.")
@click.option("--force", is_flag=True, help="Write over a chapter that is there.")
@click.pass_context
def command(
    context: click.Context,
    source: Path,
    target: Path | None,
    name: str | None,
    replaced: str | None,
    chapters: bool,
    level: int | None,
    encoding: str,
    paragraphs: str | None,
    headings: str,
    keep_frame: bool,
    dry_run: bool,
    strict: bool,
    force: bool,
) -> None:
    """Bring texts into the edition, aligned and stamped.

    SOURCE is the original, TARGET the translation: plain text, Markdown, HTML, DOCX, ODT or EPUB.
    A single SOURCE in TMX, XLIFF, PO or TSV (original, tabulator, translation) holds both, and
    keeps its alignment.

    With --replace the one SOURCE takes the place of one side of the chapter NAME. Ids are kept
    where the new text answers the side that stays; its front matter says from then on
    `text_status: published-original` (or `published-translation`). A file that `visavis export`
    wrote (TMX, XLIFF, PO, JSON Lines) and a translator has edited goes by its ids instead: changed
    rows are changed, and nothing else.

    With --chapters a book is cut where headings of both texts answer each other, and every chapter
    becomes a file of its own.

    Every word of a file is in the edition, or is named: what was left out, glued to another word or
    put in is listed, and kept beside the record, in `NAME.import.json`. With --strict nothing is
    written where that is a word of the text, and the exit code is 1.

    What the alignment is unsure of is listed with its neighbours. What is new enters the record as
    unreviewed; of what was signed off, `check` shows the words that have changed.
    """
    project = open_project(context)
    side = Side(replaced) if replaced else None
    _check_usage(source, target, side, chapters, level)
    if target is None and import_exchanged(
        project, source, side, name, dry_run=dry_run, force=force
    ):
        return
    _check_text(source, side)
    if name is None:
        raise VisavisError("it is not said what the chapter is called", hint="say --as NAME")
    wishes = Wishes(
        encoding,
        keep_frame,
        Layout(paragraphs) if paragraphs else None,
        read_wish(headings),
    )
    request = _Request(name, source, target, wishes, side, chapters, level, dry_run, strict, force)
    if not _import_texts(project, request):
        context.exit(1)


@dataclass(frozen=True, slots=True)
class _Request:
    """What is brought in, and what is said of it."""

    name: str
    """What the chapter or the book is called."""
    source: Path
    """The original; or a file that holds both texts, or the one that replaces a side."""
    target: Path | None
    wishes: Wishes
    side: Side | None
    """The one that is replaced."""
    chapters: bool
    level: int | None
    dry_run: bool
    strict: bool
    force: bool

    @property
    def said(self) -> str:
        """What is done, in words."""
        files = " and ".join(path.name for path in (self.source, self.target) if path)
        as_side = f", the {self.side}" if self.side else ""
        return f"imported {files} as {self.name}{as_side}"

    @property
    def free(self) -> bool:
        """Whether nothing hinders that stands where it is to be written."""
        return self.dry_run or self.force


def _import_texts(project: Project, request: _Request) -> bool:
    """Bring texts in, and say what became of them. Returns whether none was refused for a loss."""
    contents: dict[str, str | bytes] = {}
    book: Sequence[Reading] = ()
    # Whoever writes a record has read it under the same lock.
    with nullcontext() if request.dry_run else lock_edition(project.root):
        if request.chapters:
            brought, book = _bring_book(project, request)
        else:
            brought = [_bring_chapter(project, request)]
        accounts = balance(book or brought[0].readings, brought)
        lossy = request.strict and any(one.is_loss for _, found in accounts for one in found)
        if not (request.dry_run or lossy):
            account = account_path(project, request.name)
            if any(found for _, found in accounts) or (project.root / account).exists():
                contents[account] = write_account(accounts)
            for done in brought:
                check_pictures(done, force=request.force)
                contents.update(done.files)
                contents.update(done.pictures)
            History(project).do(plan_files(project, [request.said], contents), command="import")
    _say(brought, book, request, written=not (request.dry_run or lossy))
    for line in (line for text, found in accounts for line in ledger(text, found)):
        click.echo(line)
    if lossy:
        click.echo("\nNothing was written (--strict): words are lost.")
        return False
    _say_left_over(request, brought)
    _say_end(brought, request.side, request.dry_run)
    return True


def _bring_chapter(project: Project, request: _Request) -> Import:
    stock = take_stock(project, request.name)
    if request.side is None:
        check_free(stock, force=request.free)
    with progress() as step:
        if request.side is None:
            return _bring(stock, request, step)
        return _replace(stock, request, request.side, step)


def _bring_book(project: Project, request: _Request) -> tuple[list[Import], Sequence[Reading]]:
    """All chapters of a book, and both texts of the whole."""
    name = request.name
    take_stock(project, name)  # a name that cannot be one is said before anything long begins
    with progress() as step:
        ours, theirs, joints = _read(project, request, step)
        step("Writing the chapters", 20)
        chapters = import_book(project, name, (ours, theirs), joints, request.level)
    for done in chapters:
        check_free(done.stock, force=request.free)
    return chapters, (ours, theirs)


def _check_usage(
    source: Path, target: Path | None, side: Side | None, chapters: bool, level: int | None
) -> None:
    """Raise VisavisError for files and options that cannot go together."""
    if level is not None and not chapters:
        raise VisavisError(
            "--level names the headings at which --chapters cuts a book",
            hint="add --chapters, or leave --level out",
        )
    if chapters and side is not None:
        raise VisavisError("--replace exchanges one side of one chapter; leave --chapters out")
    for path in filter(None, (source, target)):
        if path.is_dir():
            raise VisavisError(
                "this is a folder, not a file",
                place=str(path),
                hint="name one of its files, or two that answer each other",
            )
        if path.suffix.lower() in _TO_BE_SAVED:
            raise VisavisError(
                f"{path.suffix} cannot be read well enough to keep every word",
                place=str(path),
                hint="open it in a word processor, and save it as DOCX",
            )
        if path.suffix.lower() not in (*TEXT_SUFFIXES, *BITEXT_SUFFIXES):
            raise VisavisError(
                f"{path.suffix or 'a file without a suffix'} is no format that can be imported",
                place=str(path),
                hint=f"there are {', '.join((*TEXT_SUFFIXES, *BITEXT_SUFFIXES))}",
            )
    aligned = [p for p in (source, target) if p and p.suffix.lower() in BITEXT_SUFFIXES]
    if side is not None and target:
        raise VisavisError("--replace takes one text, for the side that it names")
    if aligned and target:
        raise VisavisError("this file holds both texts; name it alone", place=str(aligned[0]))


def _check_text(source: Path, side: Side | None) -> None:
    """Raise VisavisError where both texts would take the place of one."""
    if side is not None and source.suffix.lower() in BITEXT_SUFFIXES:
        raise VisavisError(
            "--replace takes one text, for the side that it names",
            place=str(source),
            hint="a file of both goes by the ids that `visavis export` writes; this one has none",
        )


def _bring(stock: Stock, request: _Request, step: Step) -> Import:
    ours, theirs, joints = _read(stock.project, request, step)
    step("Writing both texts", 20)
    return import_pair(stock, ours, theirs, joints)


def _read(
    project: Project, request: _Request, step: Step
) -> tuple[Reading, Reading, Sequence[Joint]]:
    """Both texts and their alignment."""
    languages = project.languages
    if request.target is None:
        step("Reading both texts", 80)
        bitext = read_bitext(request.source, languages, request.wishes)
        return prove(bitext.source), prove(bitext.target), bitext.joints
    step("Reading both texts", 30)
    source, target = (
        TextFile(path, language, pictures_of(project, path), request.wishes)
        for path, language in zip((request.source, request.target), languages, strict=True)
    )
    texts = read_texts(source, target)
    ours, theirs = texts.source, texts.target
    if request.chapters and not texts.joints:
        ours, theirs = join_titles(ours), join_titles(theirs)
    ours, theirs = prove(ours), prove(theirs)
    step("Aligning", 50)
    align = align_book if request.chapters else align_pair
    return ours, theirs, texts.joints or align(ours, theirs)


def _replace(stock: Stock, request: _Request, side: Side, step: Step) -> Import:
    rows = rows_of(stock)  # says what is wrong with the chapter before anything long begins
    project = stock.project
    step("Reading the new text", 20)
    # The pictures of a chapter stay where they stand; the new text says nothing of them.
    why, shown = "image, which --replace does not bring", shown_pictures(stock, side)
    path, language = request.source, project[side].language
    read = TextFile(path, language, pictures_of(project, path), request.wishes).read()
    new = prove(without_edition(rows, side, read.without_pictures(why, shown)))
    step("Aligning", 60)
    joints = align_replacement(stock, new)
    step("Writing both texts", 20)
    return import_replacement(stock, side, new, joints)


def _say(
    brought: Sequence[Import], book: Sequence[Reading], request: _Request, *, written: bool
) -> None:
    """Say what became of the texts; `book` are those that were cut into chapters."""
    project = brought[0].stock.project
    lines = [*tell_languages(project, book or brought[0].readings, written=written)]
    for text in book or brought[0].readings:
        lines += [f"{text.name}: {said}" for said in text.told]
    lines += [line for text in book for line in losses(text)]
    for done in brought:
        lines += [*(table(done) if request.dry_run else ()), *report(done)]
    for line in lines:
        click.echo(line)


def _say_left_over(request: _Request, brought: Sequence[Import]) -> None:
    """Name what an earlier import has left, and this one has not written again."""
    if request.dry_run:
        return
    left = list(left_over(request.name, brought)) if request.chapters else []
    if request.force and request.side is None:
        left += [path for done in brought for path in pictures_left_over(done)]
    lines = [f"{path} is of an earlier import: delete it, or keep it as it is." for path in left]
    lines += tell_twice(brought) if request.side is None else ()
    for line in lines:
        click.echo(line)


def _say_end(brought: Sequence[Import], side: Side | None, dry_run: bool) -> None:
    click.echo("")
    if dry_run:
        click.echo("Nothing was written (--dry-run).")
        return
    project = brought[0].stock.project
    pictures = counted(sum(len(done.pictures) for done in brought), "picture")
    shown = f", and {pictures}" if any(done.pictures for done in brought) else ""
    if len(brought) == 1:
        click.echo(f"Wrote {', '.join(brought[0].files)}{shown}.")
    else:
        sides = " and ".join(text.folder for text in project.texts)
        chapters = counted(len(brought), "chapter")
        click.echo(f"Wrote {chapters} into {sides}{shown}, and their record.")
    if side is None:
        for line in say_next(project, [f"{done.stock.name}.md" for done in brought]):
            click.echo(line)
        return
    if project[side].notice:
        name = side.value
        click.echo(
            f"mkdocs.yml has a notice about the {name} text (plugins: visavis: {name}: notice); "
            "see whether it is still true."
        )

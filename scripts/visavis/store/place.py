"""Where something stands: inside the edition once its links are followed, or nowhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from visavis.errors import VisavisError, say_reason

_OWN_FILE = "put the file itself here"


def check_inside(root: Path, path: str) -> None:
    """Raise VisavisError when a path leads out of the edition, by `..` or by a link."""
    real = os.path.realpath(root / path)
    if not Path(real).is_relative_to(os.path.realpath(root)):
        raise VisavisError("this leads out of the edition", place=path, hint=_OWN_FILE)


def check_place(root: Path, path: str) -> Path:
    """Where a file may be written: inside `root`, with no link on the way and none in its place.

    What stands behind a link belongs to whoever made it. Raises VisavisError.
    """
    check_inside(root, path)
    place = root
    for part in PurePosixPath(path).parts:
        place /= part
        if place.is_symlink():
            raise VisavisError(
                "this is a link, and nothing is written through one",
                place=place.relative_to(root).as_posix(),
                hint=_OWN_FILE,
            )
    if place.is_dir():
        raise VisavisError("this is a folder, not a file", place=path)
    return place


def list_files(root: Path, folder: str) -> list[str]:
    """All files below a folder of the edition at `root`, by their paths in it, hidden ones not.

    A link to a file is listed, wherever it leads: who reads it has to check that. Raises
    VisavisError for a name that is no text, and for a link to a folder.
    """
    check_inside(root, folder)
    try:
        return sorted(_walk(root, folder, ""))
    except OSError as error:
        place = Path(os.path.relpath(error.filename or folder, root)).as_posix()
        raise VisavisError(f"cannot be read: {say_reason(error)}", place=place) from None


def _walk(root: Path, folder: str, below: str) -> Iterator[str]:
    with os.scandir(root / folder / below) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = f"{below}{entry.name}"
            _check_entry(entry, root, f"{folder}/{path}")
            if entry.is_dir():
                yield from _walk(root, folder, f"{path}/")
            else:
                yield path


def _check_entry(entry: os.DirEntry[str], root: Path, place: str) -> None:
    if not entry.name.isprintable():  # bytes that are not UTF-8 come as lone surrogates
        raise VisavisError("the name is not UTF-8, or no text", place=place, hint="rename it")
    if entry.is_symlink() and entry.is_dir():
        check_inside(root, place)
        raise VisavisError(
            "a link to a folder: what stands in it would be read twice or never",
            place=place,
            hint="put the folder itself here",
        )

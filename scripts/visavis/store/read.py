"""Files → text, with everything that can be wrong with a file said in one line."""

from __future__ import annotations

from pathlib import Path

from visavis.errors import VisavisError, say_reason
from visavis.store.place import check_inside


def read_data(root: Path, path: str) -> bytes:
    """The bytes of a file inside `root`.

    Raises VisavisError for what is not a file, leads out of the edition or cannot be read.
    """
    file = root / path
    check_inside(root, path)
    if file.is_dir():
        raise VisavisError("this is a folder, not a file", place=path)
    if file.exists() and not file.is_file():  # reading a pipe would wait for ever
        raise VisavisError("this is not a regular file", place=path)
    try:
        return file.read_bytes()
    except OSError as error:
        raise VisavisError(f"cannot be read: {say_reason(error)}", place=path) from None


def read_text(root: Path, path: str) -> str:
    """The text of a file inside `root`, line ends and byte-order mark as they are.

    Raises VisavisError for what is not a file, leads out of the edition, cannot be read, is not
    UTF-8 (with line and byte offset), or holds a NUL.
    """
    data = read_data(root, path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise VisavisError(
            f"not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}",
            place=f"{path}:{line}",
            hint="save the file as UTF-8",
        ) from None
    nul = data.find(b"\0")
    if nul >= 0:
        line = data.count(b"\n", 0, nul) + 1
        raise VisavisError(
            f"a NUL character at offset {nul}", place=f"{path}:{line}", hint="remove it"
        )
    return text

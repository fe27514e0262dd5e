"""Files are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from visavis.errors import VisavisError
from visavis.text import check_inside


def write_files(root: Path, contents: Mapping[str, str | bytes]) -> None:
    """Write files inside `root` (path → text or bytes), byte for byte.

    Every file is first written beside its place; only when all are there do they take their places.
    Raises VisavisError, and then the temporary files are gone.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        for path, content in contents.items():
            check_inside(root, path)
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
            waiting.append((Path(name), file))
            with os.fdopen(handle, "wb") as stream:
                stream.write(content.encode("utf-8") if isinstance(content, str) else content)
            Path(name).chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
        for temporary, file in waiting:
            temporary.replace(file)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise VisavisError(
            f"cannot be written: {reason}", place=str(error.filename or "")
        ) from None
    finally:
        for temporary, _ in waiting:
            temporary.unlink(missing_ok=True)

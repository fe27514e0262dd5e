"""What the texts show besides words: pictures and other files beside them, in either folder."""

from __future__ import annotations

from pathlib import Path

from visavis.errors import VisavisError
from visavis.project import Project
from visavis.store import check_inside


def list_assets(project: Project) -> dict[str, Path]:
    """Files of both folders that are no Markdown, by their path within it; hidden ones are not.

    A page shows both texts and stands where the translation does, so a path means one file on both
    sides. Raises VisavisError where it would mean two, or leads out of the edition.
    """
    found: dict[str, Path] = {}
    for side in project.sides:
        folder = project.root / side.folder
        for file in sorted(folder.rglob("*")):
            path = file.relative_to(folder)
            if file.suffix == ".md" or not file.is_file():
                continue
            if any(part.startswith(".") for part in path.parts):
                continue
            check_inside(project.root, f"{side.folder}/{path.as_posix()}")
            other = found.setdefault(path.as_posix(), file)
            if other is not file and other.read_bytes() != file.read_bytes():
                raise VisavisError(
                    f"{project.target.folder}/{path.as_posix()} is another file of the same path",
                    place=f"{side.folder}/{path.as_posix()}",
                    hint=f"give each a name of its own, as {_own(path, project)}, in both texts",
                )
    return found


def _own(path: Path, project: Project) -> str:
    names = [f"{path.stem}-{tag}{path.suffix}" for tag in project.languages]
    return " and ".join(names)

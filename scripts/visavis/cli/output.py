"""Where commands write what they make of an edition: never over what it is made of."""

from __future__ import annotations

import os
from pathlib import Path

from visavis.errors import VisavisError, say_reason
from visavis.settings import CONFIG, Project
from visavis.store import is_vacant, replacing


def write_out(project: Project, content: bytes, output: Path) -> None:
    """Write a file, whole or not at all. Raises VisavisError, also for a file of the edition."""
    real = Path(os.path.realpath(output))
    among_texts = real.suffix == ".md" and _stands_in(real, project, _text_folders(project))
    own = _stands_in(real, project, (project.glossary, project.record))
    if among_texts or own or real == Path(os.path.realpath(project.root / CONFIG)):
        raise VisavisError(
            "the edition is made of such files", place=str(output), hint="name another file"
        )
    try:
        output.absolute().parent.mkdir(parents=True, exist_ok=True)
        with replacing(output) as stream:
            stream.write(content)
    except OSError as error:
        raise VisavisError(f"cannot be written: {say_reason(error)}", place=str(output)) from None


def find_site_folder(project: Project, asked: Path | None, default: str) -> Path:
    """The folder that a site may take the place of: a new or empty one, or an older site.

    Raises VisavisError for any other, since whatever is in it is deleted. An older site is told by
    the summary that each has, and no folder of an edition.
    """
    from visavis.site.summary import JSON

    site = Path(os.path.abspath(asked)) if asked else project.root / default
    real = Path(os.path.realpath(site))
    folders = (*_text_folders(project), project.glossary, project.record)
    if Path(os.path.realpath(project.root)).is_relative_to(real):
        said = "the edition itself stands in this folder"
    elif _stands_in(real, project, folders):
        said = "the edition is made of what stands in this folder"
    elif (site / ".git").exists():
        said = "this folder is a repository, which would be lost"
    elif not is_vacant(site) and not (site / JSON).is_file():
        said = "the folder is not empty, and what is in it is no site that was built"
    else:
        return site
    raise VisavisError(said, place=str(asked or site), hint="name a new folder with -d")


def _text_folders(project: Project) -> tuple[str, ...]:
    return tuple(text.folder for text in project.texts)


def _stands_in(real: Path, project: Project, folders: tuple[str, ...]) -> bool:
    return any(real.is_relative_to(os.path.realpath(project.root / folder)) for folder in folders)

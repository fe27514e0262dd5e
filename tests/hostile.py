"""The hostile inputs of `cases/hostile/*.yml`, and how each is put where it says.

A case is what a stranger sends and, for each place where it is put, whether it is refused there (a
finding that stops a build, or for a file one that keeps it out of the site) or harmless.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from chapters import findings
from imports.specimen import picture
from visavis.checks import Severity, check
from visavis.edition import open_edition
from visavis.errors import VisavisError
from visavis.settings import read_project
from visavis.text import parse_document

CASES = Path(__file__).parent / "cases" / "hostile"
REFUSED, HARMLESS = "refused", "harmless"

TEXTS = {
    "paragraph": "{x}\n{{: #{id} }}\n",
    "words": "Un mot {x} ici.\n{{: #{id} }}\n",
    "heading": "## {x}\n{{: #{id} }}\n",
    "list": "- {x}\n- deux\n{{: #{id} }}\n",
    "quote": "> {x}\n{{: #{id} }}\n",
    "table": "| a | b |\n|---|---|\n| {x} | c |\n{{: #{id} }}\n",
    "note": "Un mot[^{id}].\n{{: #{id} }}\n\n[^{id}]: {x}\n",
    "attributes": "Un mot.\n{{: #{id} {x} }}\n",
    "inline attributes": "Un *mot*{{: {x} }} ici.\n{{: #{id} }}\n",
    "attributes of a heading": "## Un mot {{: {x} }}\n{{: #{id} }}\n",
    "attributes of a link": "Un [mot](https://a.example/){{: {x} }}.\n{{: #{id} }}\n",
    "id of a row": "Un mot.\n{{: #{x} }}\n",
    "link": "Un [mot]({x}) ici.\n{{: #{id} }}\n",
    "image": "Un ![mot]({x}) ici.\n{{: #{id} }}\n",
    "reference": "Un [mot][r{id}] ici.\n{{: #{id} }}\n\n[r{id}]: {x}\n",
    "code": "```{x}\nmot\n```\n{{: #{id} }}\n",
    "title of a link": 'Un [mot](https://a.example/ "{x}") ici.\n{{: #{id} }}\n',
    "title of an image": 'Un ![mot](good.png "{x}") ici.\n{{: #{id} }}\n',
    "words of an image": "Un ![{x}](good.png) ici.\n{{: #{id} }}\n",
    "title of an admonition": '!!! note "{x}"\n    Un mot.\n{{: #{id} }}\n',
    "kind of an admonition": "!!! {x}\n    Un mot.\n{{: #{id} }}\n",
    "name of a note": "Un mot[^{x}].\n{{: #{id} }}\n\n[^{x}]: Une note.\n",
    "definition of an abbreviation": "Un mot{id} ici.\n{{: #{id} }}\n\n*[mot{id}]: {x}\n",
}
"""Places in a text, as a row of it."""
FRONT_MATTER = "front matter"
NAME, FILE, CACHE, ADDRESS = "name of a chapter", "file", "cache", "address"
TERM_FIELDS = {
    "definition": "definition",
    "usage": "usage",
    "term": "term",
    "variant": "variants",
    "look-alike": "look_alikes",
}
SOURCES = {"author of a source": "author", "work of a source": "work", "link of a source": "link"}
SIGNED = {"words signed off": "target", "who signed": "name", "where a row went": "moved_to"}
FR = "Un mot.\n{: #p1 }\n"
EN = "A word.\n{: #p1 }\n"


@dataclass(frozen=True)
class Case:
    """One input in one place."""

    number: int
    """Over all files."""
    family: str
    input: str
    place: str
    outcome: str
    """What its file says."""

    @property
    def id(self) -> str:
        """Of its row, its term, its chapter."""
        return f"p{self.number + 2}"

    def row(self, identifier: str = "") -> str:
        """The input as a row of a text."""
        return TEXTS[self.place].format(x=self.input, id=identifier or self.id)

    def file(self) -> tuple[str, bytes]:
        """The path of a file and what it holds."""
        path, _, content = self.input.partition("\n")
        return path, picture(1) if content == "PNG" else content.encode()


def write_term(cases: Sequence[Case]) -> str:
    """The file of a term that holds some inputs, each in its place."""
    number = cases[0].number
    english = {"term": f"word{number}", "definition": "A word."}
    french: dict[str, Any] = {"term": f"mot{number}", "definition": "Un mot."}
    data: dict[str, Any] = {"id": f"t{number}", "languages": {"en": english, "fr": french}}
    for case in cases:
        why = {"fr": case.input, "en": "x"}
        if case.place in TERM_FIELDS:
            name = TERM_FIELDS[case.place]
            french[name] = [case.input] if name in ("variants", "look_alikes") else case.input
        elif case.place in SOURCES:
            data.setdefault("sources", [{"work": "A book."}])[0][SOURCES[case.place]] = case.input
        elif case.place == "id of a term":
            data["id"] = case.input
        elif case.place == "why an exception":
            data["exceptions"] = [{"chapter": "index", "pair": "p1", "why": why}]
        elif case.place == "why forbidden":
            french.setdefault("forbidden", []).append({"term": f"interdit{number}", "why": why})
        else:
            reason = {"fr": "Non.", "en": "No."}
            french.setdefault("forbidden", []).append({"term": case.input, "why": reason})
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def write_record(case: Case, identifier: str = "p1") -> str:
    """The lines of a record that holds an input."""
    line: dict[str, Any] = {
        "id": identifier,
        "state": "reviewed",
        "source": "Another word.",
        "target": "Un autre mot.",
        "date": "2024-05-06T07:08:09Z",
        "name": "Ana",
    }
    more = ""
    if case.place == "line of a record":
        more = case.input + "\n"
    elif case.place == "why waived":
        waiver = {"rule": "number.lost", "reason": case.input, "name": "Ana"}
        line["waivers"] = [{**waiver, "date": line["date"]}]
    elif case.place == "where a row went":
        gone = {"id": f"{identifier}-gone", "state": "moved", "moved_to": case.input}
        more = json.dumps(gone) + "\n"
    else:
        line[SIGNED[case.place]] = case.input
    return json.dumps(line) + "\n" + more


def read_cases() -> list[Case]:
    """Every case of every file."""
    found: list[Case] = []
    for file in sorted(CASES.glob("*.yml")):
        for case in yaml.safe_load(file.read_text("utf-8")):
            for place, outcome in case["where"].items():
                found.append(Case(len(found), file.stem, case["input"], place, outcome))
    return found


def write_outcomes(outcomes: dict[int, str]) -> None:
    """Put what is found now into the files, leaving everything else in them as it is."""
    number = 0
    for file in sorted(CASES.glob("*.yml")):
        lines = file.read_text("utf-8").split("\n")
        for at, line in enumerate(lines):
            if line.startswith("  where: {"):
                places = list(yaml.safe_load(line)["where"])
                told = ", ".join(f"{p}: {outcomes[number + n]}" for n, p in enumerate(places))
                lines[at] = f"  where: {{{told}}}"
                number += len(places)
        file.write_text("\n".join(lines), "utf-8")


def find_outcomes(cases: list[Case], root: Path) -> dict[int, str]:
    """What becomes of each case: all texts in one edition, a chapter each, the others alone."""
    chapters = {f"c{case.number}": case for case in cases if is_text(case)}
    refused = {case.number for case in cases if not is_text(case) and _is_refused(case, root)}
    begin_edition(root)
    for name, case in chapters.items():
        text = alone(case)
        try:
            parse_document(text, path=name, language="fr")
        except VisavisError:
            refused.add(case.number)
            continue
        for folder in ("docs", "docs_en"):
            (root / folder / f"{name}.md").write_text(text, "utf-8")
    for case in cases:
        if case.place == FILE:
            path, content = case.file()
            (root / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
            (root / "docs" / path).write_bytes(content)
    files = {f"docs/{case.file()[0]}": case.number for case in cases if case.place == FILE}
    for finding in check(open_edition(read_project(root))):
        if finding.rule in ("file.unpublished", "file.taken"):
            refused.add(files.get(finding.path, -1))
        elif finding.severity is Severity.ERROR:
            refused.add(chapters[Path(finding.path).stem].number)
    return {case.number: REFUSED if case.number in refused else HARMLESS for case in cases}


def is_text(case: Case) -> bool:
    """Whether a case is a chapter of its own."""
    return case.place in TEXTS or case.place == FRONT_MATTER


def alone(case: Case) -> str:
    """The text of a chapter that holds nothing else."""
    if case.place == FRONT_MATTER:
        return f"---\n{case.input}\n---\n\n{FR}"
    return f"# Titre\n{{: #p1 }}\n\n{case.row('p2')}"


def begin_edition(root: Path) -> None:
    """An edition of one chapter and a picture."""
    for folder in ("docs", "docs_en"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    for folder, text in (("docs", FR), ("docs_en", EN)):
        (root / folder / "index.md").write_text(text, "utf-8")
    (root / "docs" / "good.png").write_bytes(picture(1))
    (root / "mkdocs.yml").write_text(_CONFIG, "utf-8")


_CONFIG = """\
site_name: Hostile
site_url: https://edition.example/edition/
plugins:
  - search
  - visavis
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: fr, name: Français, default: true}
        - {locale: en, name: English}
theme: {name: material, language: fr, font: false, features: [navigation.footer, toc.integrate]}
markdown_extensions: [attr_list, tables, footnotes, admonition, abbr, pymdownx.details,
  pymdownx.superfences, toc]
extra: {generator: false}
"""


def _is_refused(case: Case, root: Path) -> bool:
    if case.place == NAME:
        return _is_name_refused(case.input, root.with_name(f"name{case.number}"))
    if case.place in (FILE, CACHE, ADDRESS):
        return False
    try:
        if case.family == "record":
            found = findings(FR, EN, record=write_record(case))
        else:
            found = findings(FR, EN, terms={f"t{case.number}": write_term([case])})
    except VisavisError:
        return True
    return any(one.severity is Severity.ERROR for one in found)


def _is_name_refused(name: str, root: Path) -> bool:
    begin_edition(root)
    (root / "glossary").mkdir()
    (root / "glossary" / "t0.yml").write_text(write_term([Case(0, "glossary", "Un.", "usage", "")]))
    for folder, text in (("docs", FR), ("docs_en", EN)):
        file = root / folder / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    try:
        found = check(open_edition(read_project(root)))
    except VisavisError:
        return True
    return any(one.severity is Severity.ERROR for one in found)


def harmless(cases: list[Case], *places: str) -> Iterator[Case]:
    """The cases in some places that are built."""
    return (case for case in cases if case.outcome == HARMLESS and case.place in places)

"""Typst, in a folder of its own from which it cannot look out: measures, and sets the book."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from visavis.errors import VisavisError

_TEMPLATES = Path(__file__).parent / "typst"
_QUERY = (
    "query(<mark>).map(m => { let p = m.location().position(); (m.value, p.x.pt(), p.y.pt()) })"
)
_TRAILER = re.compile(
    rb"trailer\s+(?P<told><<.*?/Root (?P<root>\d+ \d+) R.*>>)\s+startxref\s+(?P<start>\d+)",
    re.DOTALL,
)
_EMPTY = "empty.typ"
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')


@dataclass(frozen=True, slots=True)
class Measured:
    """A side as Typst lays it out, in points."""

    height: float
    first: float | None
    """The first baseline from the top; None where there are no words."""
    marks: tuple[tuple[float, float], ...]
    """How far to the right and down each mark stands."""


@dataclass(slots=True)
class Typesetter:
    """Use it as a context: its folder goes with it."""

    shared: Mapping[str, Any]
    """What both documents need: languages and fonts."""
    fonts: Mapping[str, bytes] = field(default_factory=dict)
    _root: Path = field(default_factory=Path)
    _stack: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Typesetter:
        """Lay everything out in a new folder."""
        need_typst()
        self._root = Path(self._stack.enter_context(TemporaryDirectory(prefix="visavis-")))
        for template in sorted(_TEMPLATES.glob("*.typ")):
            self._write(template.name, template.read_bytes())
        self._write(_EMPTY, b"")
        for name, content in self.fonts.items():
            self._write(f"fonts/{name}", content)
        (self._root / "packages").mkdir()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the folder away."""
        self._stack.close()

    def measure(self, jobs: Sequence[str]) -> list[Measured]:
        """Lay each side out by itself, which is JSON already."""
        if not jobs:
            return []
        self._put({}, f',"jobs":[{",".join(jobs)}]')
        told = self._run(lambda compiler: compiler.eval(_QUERY), "measure.typ")
        found: list[Measured] = []
        start, first = 0.0, None
        marks: list[tuple[float, float]] = []
        for value, x, y in json.loads(told):
            if value == "start":
                start, first, marks = y, None, []
            elif value == "end":
                found.append(Measured(y - start, first, tuple(marks)))
            elif value == "-1":
                first = y - start
            else:
                marks.append((x, y - start))
        return found

    def probe(self, path: str, content: bytes) -> tuple[float, float] | None:
        """Take a picture in; gives its width and height in points, None where it is none."""
        import typst

        self._write(path, content)
        words = json.dumps(path)
        source = f"#context [#metadata(measure(image({words})))<size>]"
        try:
            compiler = typst.Compiler(source.encode(), root=self._root, ignore_system_fonts=True)
            told = compiler.eval(
                "{ let s = query(<size>).first().value; (s.width.pt(), s.height.pt()) }"
            )
        except (typst.TypstError, RuntimeError):
            return None
        width, height = json.loads(told)
        return (width, height) if width > 0 and height > 0 else None

    def write(self, book: Mapping[str, Any], pages: str, date: str) -> bytes:
        """A book as a PDF, the same bytes each time; its pages are JSON already."""
        self._put(book, f',"pages":{pages}')
        made: bytes = self._run(
            lambda compiler: compiler.compile(
                format="pdf", pdf_standards=["1.7", "ua-1"], timestamp=_read_date(date)
            ),
            "book.typ",
        )
        return bytes(made)

    def forget(self) -> None:
        """Let go of what Typst keeps of its work for the next time, up to ten compilations."""
        self._run(lambda one: [one.compile(format="svg") for _ in range(11)], _EMPTY)

    def _put(self, book: Mapping[str, Any], more: str = "") -> None:
        text = json.dumps({**self.shared, **book}, ensure_ascii=False, sort_keys=True)
        self._write("book.json", f"{text[:-1]}{more}}}".encode())

    def _write(self, name: str, content: bytes) -> None:
        file = self._root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def _run(self, work: Any, template: str) -> Any:
        import typst

        compiler = typst.Compiler(
            self._root / template,
            root=self._root,
            font_paths=[self._root / "fonts"] if self.fonts else [],
            ignore_system_fonts=True,
            package_path=self._root / "packages",
            package_cache_path=self._root / "packages",
        )
        try:
            return work(compiler)
        except typst.TypstError as error:
            signs = dict.fromkeys(_MISSING.findall(error.diagnostic))
            if signs:
                raise MissingSignsError(list(signs)) from None
            raise


def need_typst() -> None:
    """Raise VisavisError where Typst is not installed."""
    try:
        import typst  # noqa: F401
    except ImportError:
        raise VisavisError(
            "typst is missing, which sets the book",
            hint="install it with `pip install 'visavis[pdf]'`",
        ) from None


def show_as(pdf: bytes, layout: str) -> bytes:
    """The same PDF, opened in a layout such as `TwoPageRight`, which Typst cannot say.

    As an incremental update (ISO 32000-1, 7.5.6): the catalogue is written once more at the end, so
    that no byte of what Typst made is touched.
    """
    trailer = pdf[pdf.rindex(b"trailer") :]
    found = _TRAILER.search(trailer)
    if not found:
        raise AssertionError("Typst writes a table of objects and a trailer")
    begin = pdf.rindex(b"\n%b obj\n" % found["root"])
    catalogue = pdf[begin + 1 : pdf.index(b"endobj", begin)]
    at = catalogue.index(b"/Type/Catalog") + len(b"/Type/Catalog")
    again = catalogue[:at] + b"/PageLayout/" + layout.encode() + catalogue[at:] + b"endobj\n"
    number = found["root"].split()[0]
    before = int(found["start"])
    table = b"xref\n%b 1\n%010d 00000 n \n" % (number, len(pdf))
    told = found["told"][:-2] + b"/Prev %d>>" % before
    start = len(pdf) + len(again)
    return pdf + again + table + b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (told, start)


def round_up(height: float, unit: float) -> int:
    """How many units hold a height; what a computer adds by reckoning is none."""
    return max(0, math.ceil(height / unit - 0.01))


def _read_date(date: str) -> datetime:
    parts = [int(part) for part in date.split("-") if part] or [1970]
    year, month, day = [*parts, 1, 1][:3]
    return datetime(year, month, day, tzinfo=timezone.utc)


class MissingSignsError(Exception):
    """No font of the book has these signs."""

    def __init__(self, signs: Sequence[str]) -> None:
        super().__init__(" ".join(signs))
        self.signs = tuple(signs)

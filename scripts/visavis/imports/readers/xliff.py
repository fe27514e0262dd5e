"""XLIFF (1.2 and 2) → segments."""

from __future__ import annotations

from collections.abc import Iterator

from visavis.imports.bitext import FUZZY, SURE, Segment, match_languages
from visavis.imports.readers.codes import open_xml, read_unit
from visavis.imports.tree.node import Losses
from visavis.input import Element

_GUESSED = frozenset(
    "new initial needs-translation needs-adaptation needs-l10n needs-review-translation "
    "needs-review-adaptation needs-review-l10n".split()
)
"""States in which a translation is one that nobody has made, or seen."""


def read_xliff(
    data: bytes, name: str, languages: tuple[str, str], lost: Losses
) -> Iterator[Segment]:
    """The units of an XLIFF file (1.2, 2.0, 2.1). Raises VisavisError.

    Those whose state says that nobody has seen the translation are doubtful; what is not to be
    translated stands alone where it has no answer.
    """
    root = open_xml(data, name, "xliff", "XLIFF")
    for file in root.find_all("file"):
        attributes = {**root.attributes, **file.attributes}
        found = (
            attributes.get("source-language") or attributes.get("srcLang", ""),
            attributes.get("target-language") or attributes.get("trgLang", ""),
        )
        swapped = match_languages(found, languages, f"{name}:{file.line}")
        for unit, translated in _units(file, translated=True):
            source, target = (next(unit.children(side), None) for side in ("source", "target"))
            state = (target.attributes if target else {}).get("state", "")
            guessed = {state, unit.attributes.get("state", "")} & _GUESSED
            one, other = read_unit(source, lost), read_unit(target, lost)
            sides = (other, one) if swapped else (one, other)
            yield Segment(*sides, FUZZY if guessed and other else SURE, alone=not translated)


def _units(element: Element, *, translated: bool) -> Iterator[tuple[Element, bool]]:
    """The units inside, and whether they are to be translated: what stands around them may say."""
    for child in element.children():
        said = child.attributes.get("translate", "")
        inherited = said != "no" if said else translated
        if child.name in ("trans-unit", "segment"):
            yield child, inherited
        else:
            yield from _units(child, translated=inherited)

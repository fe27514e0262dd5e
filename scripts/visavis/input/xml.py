"""XML from strangers → a tree that knows its lines: no entities, no other files, no abyss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from visavis.errors import VisavisError

_DEEPEST = 100
_XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(slots=True)
class Element:
    """An element, its name and attributes without namespaces (but for `xml:lang`)."""

    name: str
    attributes: dict[str, str]
    line: int
    inside: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All characters inside."""
        return "".join(node if isinstance(node, str) else node.text for node in self.inside)

    def children(self, *names: str) -> Iterator[Element]:
        """The elements directly inside, of these names or of any."""
        for node in self.inside:
            if isinstance(node, Element) and (not names or node.name in names):
                yield node

    def find_all(self, *names: str) -> Iterator[Element]:
        """The elements of these names anywhere inside, in order, none inside another of them."""
        for child in self.children():
            if child.name in names:
                yield child
            else:
                yield from child.find_all(*names)


Node = str | Element


def parse_xml(data: bytes, name: str) -> Element:
    """Parse XML. Raises VisavisError with its line where it is not well-formed, or not harmless."""
    builder = _Builder(name)
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        place = f"{name}:{error.lineno}"
        raise VisavisError(f"not well-formed XML: {reason}", place=place) from None
    except (ValueError, LookupError) as error:  # an encoding that nobody knows
        reason = " ".join(str(error).split())[:80]
        raise VisavisError(f"not readable XML: {reason}", place=name) from None
    return builder.root


class _Builder:
    def __init__(self, name: str) -> None:
        self._name = name
        self.root = Element("", {}, 0)
        self._open = [self.root]
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.EntityDeclHandler = self._entity

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        if len(self._open) > _DEEPEST:
            raise VisavisError("nested too deeply", place=f"{self._name}:{line}")
        named = {_local(key): value for key, value in attributes.items()}
        element = Element(_local(name), named, line)
        self._open[-1].inside.append(element)
        self._open.append(element)

    def _end(self, name: str) -> None:
        self._open.pop()

    def _words(self, text: str) -> None:
        self._open[-1].inside.append(text)

    def _entity(self, *declaration: object) -> None:
        raise VisavisError(
            "entities of its own are not accepted: a few lines of them can fill the memory",
            place=f"{self._name}:{self.parser.CurrentLineNumber}",
        )


def _local(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"xml:{local}" if space == _XML else local

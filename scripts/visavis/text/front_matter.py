"""The YAML map at the head of a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from visavis.errors import VisavisError

# The same shape that MkDocs takes for front matter, so that both see the same head.
_FRONT_MATTER = re.compile(
    r"-{3}[ \t]*(?:\r\n|\r|\n)(?P<yaml>(?:.*?(?:\r\n|\r|\n))??)"
    r"(?:-{3}|\.{3})[ \t]*(?:\r\n|\r|\n|\Z)",
    re.DOTALL,
)


class PlainLoader(yaml.SafeLoader):
    """Safe YAML without anchors: a few lines of nested aliases can stand for gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose a node, refusing aliases."""
        if self.check_event(yaml.events.AliasEvent):
            event: Any = self.peek_event()  # type: ignore[no-untyped-call]
            problem = "aliases are not allowed here"
            raise yaml.composer.ComposerError(None, None, problem, event.start_mark)
        return super().compose_node(parent, index)


def load_yaml(text: str, path: str, *, first_line: int = 1) -> Any:
    """Read YAML that contributors write.

    `first_line` is the line of the file at which `text` begins. Raises VisavisError with file and
    line for anything that is not plain YAML (aliases and bottomless nesting included).
    """
    try:
        return yaml.load(text, PlainLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        problem = error.problem or error.context or "it cannot be read"
        raise VisavisError(f"not valid YAML: {problem}", place=f"{path}:{line}") from None
    except yaml.YAMLError as error:
        problem = str(error).splitlines()[0]
        raise VisavisError(f"not valid YAML: {problem}", place=f"{path}:{first_line}") from None
    except RecursionError:
        raise VisavisError("YAML nested too deeply", place=f"{path}:{first_line}") from None
    except ValueError as error:  # a date such as 2026-13-40 is a scalar that YAML cannot make
        raise VisavisError(f"not valid YAML: {error}", place=f"{path}:{first_line}") from None


def split_front_matter(text: str) -> tuple[str, str]:
    """Part a file in head (byte-order mark and front matter, as written) and body."""
    start = 1 if text.startswith("\ufeff") else 0
    found = _FRONT_MATTER.match(text, start)
    cut = found.end() if found else start
    return text[:cut], text[cut:]


def read_front_matter(head: str, path: str) -> Mapping[str, Any]:
    """The map that a head holds; empty without front matter.

    Raises VisavisError where it is not YAML or not a map.
    """
    found = _FRONT_MATTER.match(head.lstrip("\ufeff"))
    if found is None:
        return {}
    meta = load_yaml(found["yaml"], path, first_line=2)
    if meta is None:
        return {}
    if not isinstance(meta, dict):
        raise VisavisError(
            f"the front matter is {_a(meta)}, not a map",
            place=f"{path}:1",
            hint="write it as `name: value` lines",
        )
    return meta


def _a(value: object) -> str:
    names = {list: "a list", str: "text", int: "a number", float: "a number", bool: "true or false"}
    return names.get(type(value), "something else")

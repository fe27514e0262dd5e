"""The YAML map at the head of a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import yaml

from visavis.errors import VisavisError
from visavis.text.block import LINE_END
from visavis.text.unmerged import CHOOSE, find_unmerged

# The same shape that MkDocs takes for front matter, so that both see the same head.
_FRONT_MATTER = re.compile(
    r"-{3}[ \t]*(?:\r\n|\r|\n)(?P<yaml>(?:.*?(?:\r\n|\r|\n))??)"
    r"(?:-{3}|\.{3})[ \t]*(?:\r\n|\r|\n|\Z)",
    re.DOTALL,
)

# What begins as one and has no second line of `---`: keys, and what stands indented below them.
_UNCLOSED = re.compile(
    r"-{3}[ \t]*(?:\r\n|\r|\n)[a-z_]+:(?:[ \t][^\r\n]*)?(?:\r\n|\r|\n|\Z)"
    r"(?:(?:[a-z_]+:(?=[ \t\r\n])|[ \t]+\S|-[ \t])[^\r\n]*(?:\r\n|\r|\n|\Z))*"
)
_MEND = "write it as `name: value` lines, a value with a colon between quotation marks"
_LONGEST_LINE = 200
_KEY = re.compile(r"([\w-]+):[ \t]+([^\s\"'\[{|>&*!].*?)\s*")

# Where libyaml is more lenient than PyYAML's own scanner.
_READ_OTHERWISE = re.compile(r"[\t\ufeff!]|[>|][-+0-9]*#")
# A number of base 60 (`1:30:00`) with thousands of places keeps a processor busy for minutes.
_LONGEST_NUMBER = 40
# A few lines that merge each other many times over (`<<`) would fill the memory.
_MOST_KEYS = 10_000


class CarefulLoader(yaml.SafeLoader):
    """Safe YAML in which a value that cannot be made is an error with its line, whatever it is."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Make the value of a node."""
        tag = str(node.tag).rpartition(":")[2]
        try:
            if tag in ("int", "float") and len(node.value) > _LONGEST_NUMBER:
                raise ValueError("too long")
            return super().construct_object(node, deep)
        except (ValueError, LookupError, AttributeError, TypeError):
            text = str(node.value)[:_LONGEST_NUMBER] if isinstance(node, yaml.ScalarNode) else ""
            problem = f"`{text}` is no {tag}"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from None

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Put the merged maps of a map (`<<`) into it."""
        super().flatten_mapping(node)
        if len(node.value) > _MOST_KEYS:
            problem = f"a map of more than {_MOST_KEYS} keys"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)


class _LibraryEvents:
    """Takes the events from libyaml, which is many times as fast; comes before a loader's class."""

    def __init__(self, text: str) -> None:
        events = yaml.cyaml.CParser(text)  # type: ignore[attr-defined]
        self.check_event = events.check_event
        self.peek_event = events.peek_event
        self.get_event = events.get_event
        self.dispose = events.dispose
        yaml.composer.Composer.__init__(self)  # type: ignore[arg-type]
        yaml.constructor.SafeConstructor.__init__(self)  # type: ignore[arg-type]
        yaml.resolver.Resolver.__init__(self)  # type: ignore[arg-type]


class PlainLoader(CarefulLoader):
    """Careful YAML without anchors: a few lines of nested aliases can stand for gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose a node, refusing aliases."""
        if self.check_event(yaml.events.AliasEvent):
            event: Any = self.peek_event()  # type: ignore[no-untyped-call]
            problem = "aliases are not allowed here"
            raise yaml.composer.ComposerError(None, None, problem, event.start_mark)
        return super().compose_node(parent, index)


def load_yaml(
    text: str, path: str, *, first_line: int = 1, loader: type[CarefulLoader] = PlainLoader
) -> Any:
    """Read YAML that contributors write.

    `first_line` is the line of the file at which `text` begins. Raises VisavisError with file and
    line for anything that is not plain YAML (aliases and bottomless nesting included).
    """
    try:
        return read_yaml(yaml.load, text, loader)
    except yaml.MarkedYAMLError as error:
        for number, said in find_unmerged(text):
            place = f"{path}:{first_line + number - 1}"
            raise VisavisError(said, place=place, hint=CHOOSE) from None
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        problem = error.problem or error.context or "it cannot be read"
        raise VisavisError(f"not valid YAML: {problem}", place=f"{path}:{line}") from None
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        problem = f"the character U+{ord(text[error.position]):04X} may not stand in it"
        raise VisavisError(f"not valid YAML: {problem}", place=f"{path}:{line}") from None
    except RecursionError:
        raise VisavisError("YAML nested too deeply", place=f"{path}:{first_line}") from None


def read_yaml(
    read: Callable[[str, Any], Any], text: str, loader: type[CarefulLoader] = CarefulLoader
) -> Any:
    """What `yaml.load` or `yaml.compose` makes of a text, by libyaml where that is there.

    What libyaml refuses, or would read in another way, is read without it: neither a value nor the
    words of an error may depend on the machine. Raises yaml.YAMLError.
    """
    if yaml.__with_libyaml__ and not _READ_OTHERWISE.search(text):
        with suppress(yaml.YAMLError, UnicodeError):
            return read(text, _with_library(loader))
    return read(text, loader)


def _with_library(loader: type[CarefulLoader]) -> type[CarefulLoader]:
    return type(loader.__name__, (_LibraryEvents, loader), {})


def split_front_matter(text: str) -> tuple[str, str]:
    """Part a file in head (byte-order mark and front matter, as written) and body.

    Front matter that is not closed ends where its keys do.
    """
    start = 1 if text.startswith("\ufeff") else 0
    found, begun = _FRONT_MATTER.match(text, start), _UNCLOSED.match(text, start)
    if begun and not (found and _is_one(found, begun)):
        found = begun
    cut = found.end() if found else start
    return text[:cut], text[cut:]


def _is_one(found: re.Match[str], begun: re.Match[str]) -> bool:
    """Whether all down to the line that closes is front matter, and no text with a break in it."""
    if found.string[begun.end() :].lstrip(" \t")[:1] not in ("\r", "\n"):
        return True
    try:
        return isinstance(load_yaml(found["yaml"], ""), dict)
    except VisavisError:
        return False


def front_matter(head: str) -> str:
    """The YAML in a head; empty without front matter."""
    found = _FRONT_MATTER.match(head.lstrip("\ufeff"))
    return found["yaml"] if found else ""


def read_front_matter(head: str, path: str) -> Mapping[str, Any]:
    """The map that a head holds; empty without front matter.

    Raises VisavisError where it is not closed, not YAML or not a map.
    """
    text = head.lstrip("\ufeff")
    if text and not _FRONT_MATTER.match(text):
        last = len(LINE_END.split(text.rstrip("\r\n")))
        hint = f"write `---` on a line of its own after line {last}"
        raise VisavisError("the front matter is not closed", place=f"{path}:1", hint=hint)
    try:
        meta = load_yaml(front_matter(head), path, first_line=2)
    except VisavisError as error:
        line = int(error.place.rpartition(":")[2])
        said = LINE_END.split(text)[line - 1 : line]
        hint = _quote(said[0] if said else "") or _MEND
        raise VisavisError(error.message, place=error.place, hint=hint) from None
    if meta is None:
        return {}
    if not isinstance(meta, dict):
        raise VisavisError(
            f"the front matter is {_a(meta)}, not a map",
            place=f"{path}:1",
            hint="write it as `name: value` lines",
        )
    return meta


def _quote(line: str) -> str:
    """What to write instead of a line whose value YAML takes for something else."""
    said = _KEY.fullmatch(line)
    if not said or len(line) > _LONGEST_LINE:
        return ""
    mark = "'" if '"' in said[2] else '"'
    return f"put the value between quotation marks: `{said[1]}: {mark}{said[2]}{mark}`"


def _a(value: object) -> str:
    names = {list: "a list", str: "text", int: "a number", float: "a number", bool: "true or false"}
    return names.get(type(value), "something else")

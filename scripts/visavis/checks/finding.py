"""What the checks say: `Problem`, and `Finding`, which every report and the site render."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(str, Enum):
    """How grave a finding is: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that has to do with a finding: the words that have changed, say."""

    path: str
    line: int
    """From 1."""
    message: str
    """What is to be seen there."""
    column: int = 0
    """From 1; 0 means the whole line."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule finds wrong in the text, at its place, with the next step."""

    path: str
    """File, relative to the edition's root, with forward slashes."""
    line: int
    """From 1."""
    message: str
    """What is wrong, in one sentence without a final full stop."""
    hint: str = ""
    """What to do about it."""
    pair: str | None = None
    """The id of the pair, where there is one."""
    side: str | None = None
    """Language tag of the side at fault, or None."""
    column: int = 0
    """From 1; 0 means the whole line."""
    end_column: int = 0
    """The column after the last character at fault; 0 means to the end of the line."""
    covers: tuple[str, ...] = ()
    """Ids of the pairs of which it says that their sides belong to others, or stand under another
    id: that one side is missing, or that the words differ, follows from that."""
    related: tuple[Related, ...] = ()
    """Where else to look."""
    follows: tuple[str, ...] = ()
    """Ids of other pairs of which the fault would be a consequence, if something is wrong there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Problem):
    """A problem with the rule that has found it."""

    rule: str
    """Name of the rule, such as `pair.missing`."""
    severity: Severity

    @property
    def sentence(self) -> str:
        """What is wrong and what to do about it."""
        return f"{self.message}; {self.hint}" if self.hint else self.message

    def as_dict(self) -> dict[str, str | int | None]:
        """The object of `--format json`: the fields that the contract names, in its order."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "path": self.path,
            "line": self.line,
            "pair": self.pair,
            "side": self.side,
            "message": self.message,
            "hint": self.hint,
        }

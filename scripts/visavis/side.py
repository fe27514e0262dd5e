"""`Side`: which of the two texts of an edition is meant; and what has something on both."""

from __future__ import annotations

from enum import Enum
from typing import Protocol, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Side(Enum):
    """The original or its translation; what has two sides is asked as `pair[side]`.

    Everywhere the order is this one: source, then target.
    """

    SOURCE = "source"
    TARGET = "target"

    @property
    def other(self) -> Side:
        """The side that answers this one."""
        return Side.TARGET if self is Side.SOURCE else Side.SOURCE


class _Sides(Protocol[T_co]):
    @property
    def source(self) -> T_co: ...

    @property
    def target(self) -> T_co: ...


class TwoSided:
    """Has something of the original as `source` and the like of the translation as `target`."""

    __slots__ = ()

    def __getitem__(self: _Sides[T_co], side: Side) -> T_co:
        """What it has on a side."""
        return self.source if side is Side.SOURCE else self.target

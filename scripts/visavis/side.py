"""`Side`: which of the two texts of an edition is meant."""

from __future__ import annotations

from enum import Enum


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

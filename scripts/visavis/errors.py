"""Failures of the set-up. A problem in the text is none: it is a `Finding` (`visavis.checks`)."""

from __future__ import annotations

from collections.abc import Sequence


class VisavisError(Exception):
    """The set-up is broken and the command cannot go on: one clear line, exit code 2.

    `place` is `path` or `path:line`, relative to the edition's root where that is possible.
    """

    def __init__(self, message: str, *, place: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint
        self.errors: Sequence[VisavisError] = (self,)
        """Itself, or those that it gathers."""

    def __str__(self) -> str:
        """The one line a user reads: place, message, next step."""
        line = f"{self.place}: {self.message}" if self.place else self.message
        return f"{line}; {self.hint}" if self.hint else line


def say_reason(error: OSError) -> str:
    """Why the system refuses, as the end of a sentence."""
    return (error.strerror or str(error)).lower()


class GatheredError(VisavisError):
    """Several failures of one kind at once, so that a writer can mend them all in one go."""

    def __init__(self, errors: Sequence[VisavisError]) -> None:
        first = errors[0]
        super().__init__(first.message, place=first.place, hint=first.hint)
        self.errors = tuple(errors)

    def __str__(self) -> str:
        """A line each."""
        return "\n".join(str(error) for error in self.errors)

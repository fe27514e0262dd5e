"""What a colleague sends back who was given rows in a file: taken by ids, if nothing has changed.

The file is what `visavis desk --offline` lets them save: an object with `visavis` (`review`),
`version` (1), `name` and `rows`. A row has its `address` and the `digest` with which it was given
out, and of these what was done: `accept`, `comment`, and the Markdown of `source` or `target`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from visavis.action.act import digest_row
from visavis.action.address import find_pair
from visavis.action.history import History
from visavis.action.plan import Plan
from visavis.action.sign import Reviewer, plan_ask, plan_sign_off, refuse
from visavis.action.worklist import Choice
from visavis.action.write import Write
from visavis.edition import Edition, open_edition
from visavis.errors import VisavisError
from visavis.settings import Project
from visavis.side import Side
from visavis.store import lock_edition


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """What was done with a row."""

    address: str
    digest: str
    accept: bool = False
    comment: str = ""
    texts: tuple[tuple[Side, str], ...] = ()
    """The sides that were corrected."""


@dataclass(frozen=True, slots=True)
class SavedReview:
    """What somebody sends back."""

    name: str
    rows: tuple[ReturnedRow, ...]


@dataclass(slots=True)
class ReviewOutcome:
    """What has become of it, a line each."""

    said: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def read_review(data: bytes, name: str) -> SavedReview:
    """Read the file of this name. Raises VisavisError."""
    try:
        told = json.loads(data)
        if (told["visavis"], told["version"]) != ("review", 1):
            raise ValueError("another kind of file")
        return SavedReview(_text(told, "name"), tuple(map(_read_row, told["rows"])))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise VisavisError(
            f"this is not what a review was saved as: {error}",
            place=name,
            hint="take the file that the page of `visavis desk --offline` has saved",
        ) from None


def bring_review_back(project: Project, returned: SavedReview, by: Reviewer) -> ReviewOutcome:
    """Correct, ask and sign off as somebody has said; what has changed since is left.

    Raises VisavisError.
    """
    done = ReviewOutcome()
    with lock_edition(project.root):
        history = History(project)
        edition = open_edition(project)
        rows = [row for row in returned.rows if _is_same(edition, row, done)]
        for row in rows:
            for side, text in row.texts:
                _try(history, done, Write(address=row.address, side=side, text=text).plan)
        for row in rows:
            if row.comment:
                _try(history, done, partial(_ask, row, by))
        accepted = [row for row in rows if row.accept]
        if accepted:
            _try(history, done, lambda e: _sign_off(e, accepted, by, done))
    return done


def _sign_off(
    edition: Edition, rows: Sequence[ReturnedRow], by: Reviewer, done: ReviewOutcome
) -> Plan:
    items = Choice(tuple(row.address for row in rows)).find(edition)
    done.refused += [str(error) for error in map(refuse, items) if error]
    return plan_sign_off(edition, [item for item in items if not item.refused], by)


def _ask(row: ReturnedRow, by: Reviewer, edition: Edition) -> Plan:
    return plan_ask(edition, Choice((row.address,)).find(edition, {}), row.comment, by)


def _try(history: History, done: ReviewOutcome, plan: Callable[[Edition], Plan]) -> None:
    try:
        done.said += history.act(plan).said
    except VisavisError as error:
        done.refused.append(str(error))


def _is_same(edition: Edition, row: ReturnedRow, done: ReviewOutcome) -> bool:
    """Whether a row is as it was given out; says so where it is not."""
    try:
        _, pair = find_pair(edition, row.address)
    except VisavisError as error:
        done.refused.append(str(error))
        return False
    if digest_row(pair) == row.digest:
        return True
    done.refused.append(f"{row.address} has changed since it was given out, and is left as it is")
    return False


def _read_row(told: Any) -> ReturnedRow:
    return ReturnedRow(
        _text(told, "address"),
        _text(told, "digest"),
        told.get("accept") is True,
        _text(told, "comment").strip(),
        tuple(_read_sides(told)),
    )


def _read_sides(told: Any) -> Iterator[tuple[Side, str]]:
    for side in Side:
        if side.value in told:
            yield side, _text(told, side.value)


def _text(told: Any, name: str) -> str:
    value = told.get(name, "")
    if not isinstance(value, str):
        raise TypeError(f"{name} is no text")
    return value

"""What the desk is sent, read once: each message into the action that it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any, get_args, get_type_hints

from visavis.action.act import Act, Given, GivenSide
from visavis.action.acts import ACTS, Undo
from visavis.action.write import Entries, Mark, Notes
from visavis.glossary import TermEntry
from visavis.side import Side


class UnreadableError(ValueError):
    """What was sent is no action."""


def _sent_name(name: str) -> str:
    """A field as it is sent: `with` is a word of Python."""
    return name.rstrip("_")


_KINDS = {kind.name: kind for kind in ACTS}
_JSON: Mapping[Any, tuple[type, ...]] = {
    str: (str,),
    int: (int,),
    bool: (bool,),
    Side: (str,),
    Given: (str,),
    GivenSide: (str,),
    str | None: (str, type(None)),
    Sequence[str]: (list,),
    Mark: (str,),
    Notes: (dict,),
    Entries: (dict,),
}
"""As what each type is sent."""
_HINTS = {kind: get_type_hints(kind, include_extras=True) for kind in _KINDS.values()}
_SENT: Mapping[str, tuple[type, ...]] = {
    "action": (str,),
    "dry": (bool,),
    **{
        _sent_name(one.name): _JSON[_HINTS[kind][one.name]]
        for kind in _KINDS.values()
        for one in fields(kind)
    },
}
"""What may be sent, and as what."""


def read_act(told: Any, name: str = "") -> Act | Undo:
    """The action of a message, or that of this name. Raises UnreadableError."""
    if not isinstance(told, dict):
        raise UnreadableError("this is not an object")
    kind = _KINDS.get(name or str(told.get("action")))
    if kind is None:
        raise UnreadableError("there is no such action")
    needed = (f for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING)
    for one in needed:
        if _sent_name(one.name) not in told:
            raise UnreadableError(f"{_sent_name(one.name)} is missing")
    check_fields(told)
    try:
        return kind(
            **{
                one.name: _read(_HINTS[kind][one.name], told[_sent_name(one.name)])
                for one in fields(kind)
                if _sent_name(one.name) in told
            }
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise UnreadableError(f"this cannot be read: {error}") from None


def check_fields(told: Any) -> None:
    """Raise UnreadableError where a message has anything that no action is told."""
    if not isinstance(told, dict):
        raise UnreadableError("this is not an object")
    for name, value in told.items():
        if type(value) not in _SENT.get(name, ()):
            raise UnreadableError(f"{name} cannot be read")
    if told.get("side", "source") not in ("source", "target"):
        raise UnreadableError("side is source or target")


def _read(hint: Any, value: Any) -> Any:
    if hint in (Side, GivenSide):
        return Side(value)
    if hint == Mark and value not in get_args(Mark):
        raise ValueError(f"{value} is no mark")
    if hint == Entries:
        return {tag: TermEntry(**entry) for tag, entry in value.items()}
    if hint == Notes:
        return {
            label: {Side(side): text for side, text in sides.items()}
            for label, sides in value.items()
        }
    return value

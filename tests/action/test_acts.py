"""What the desk is sent is one action, and its command is one that the terminal takes."""

from __future__ import annotations

import shlex
from typing import Any

import click
import pytest

from visavis.action import Act, Undo, UnreadableError, read_act
from visavis.action.acts import ACTS
from visavis.cli.main import cli

ROW = {"address": "a#p2"}
SENT: list[tuple[dict[str, Any], str]] = [
    ({"action": "sign", **ROW, "digest": "x"}, "review --accept 'a#p2'"),
    (
        {"action": "waive", **ROW, "rule": "link.lost", "reason": "it’s so"},
        "review --waive link.lost --reason 'it’s so' 'a#p2'",
    ),
    ({"action": "ask", **ROW, "text": "Why?"}, "review --ask 'Why?' 'a#p2'"),
    ({"action": "answer", **ROW, "text": "So."}, "review --answer So. 'a#p2'"),
    (
        {"action": "split", **ROW, "at": ["Only I", "Moi seul"]},
        "split 'a#p2' --at 'Only I' --at 'Moi seul'",
    ),
    (
        {"action": "split", **ROW, "at": ["Only I"], "side": "source"},
        "split 'a#p2' --at 'Only I' --side source",
    ),
    ({"action": "join", **ROW, "with": "p3"}, "join 'a#p2' p3"),
    ({"action": "join", **ROW, "with": "p3", "apart": True}, "join 'a#p2' p3 --apart"),
    (
        {"action": "shift", **ROW, "rows": "a#p2..", "side": "target", "by": -1},
        "shift 'a#p2..' --side target --by -1",
    ),
    ({"action": "move", **ROW, "rows": "a#p2", "to": "b", "after": None}, "move 'a#p2' --to b"),
    (
        {"action": "move", **ROW, "rows": "a#p2", "to": "b", "after": "p1"},
        "move 'a#p2' --to b --after p1",
    ),
    (
        {"action": "write", **ROW, "side": "source", "text": "Two *words*", "base": "One"},
        "write 'a#p2' --side source --text 'Two *words*'",
    ),
    ({"action": "insert", **ROW, "target": "New"}, "insert 'a#p2' --target New"),
    ({"action": "mark", **ROW, "mark": "alone"}, "mark 'a#p2' alone"),
    ({"action": "mark", **ROW, "mark": ""}, "mark 'a#p2' none"),
    (
        {"action": "term", "id": "commons", "entries": {"en": {"term": "x", "definition": "y"}}},
        "glossary add commons --term en=x --definition en=y",
    ),
]


TOLD = {
    "command": "join p2 p3",
    **{name: value for sent, _ in SENT for name, value in sent.items()},
}


@pytest.mark.parametrize(("sent", "command"), SENT, ids=lambda one: str(one)[:40])
def test_an_action_is_read_and_said_as_a_command(sent: dict[str, Any], command: str) -> None:
    act = read_act(sent)

    assert isinstance(act, Act)
    assert act.write_command() == f"visavis {command}"
    parse(shlex.split(command))


def parse(words: list[str]) -> None:
    """Take a command as the terminal does, and do nothing. Raises UsageError."""
    command: click.Command | None = cli
    name = ""
    while isinstance(command, click.Group):
        name, *words = words
        command = command.get_command(click.Context(command), name)
    assert command is not None, name
    command.make_context(name, words)


@pytest.mark.parametrize(
    ("action", "needed"),
    [
        ("sign", "address"),
        ("waive", "address rule reason"),
        ("ask", "address text"),
        ("answer", "address text"),
        ("split", "address at"),
        ("join", "address with"),
        ("shift", "address rows side by"),
        ("move", "address rows to"),
        ("write", "address side text"),
        ("insert", "address"),
        ("mark", "address mark"),
        ("term", "id entries"),
        ("do", "address command"),
    ],
)
def test_what_an_action_needs_is_said_one_by_one(action: str, needed: str) -> None:
    sent: dict[str, Any] = {"action": action}
    for name in needed.split():
        with pytest.raises(UnreadableError, match=f"^{name} is missing$"):
            read_act(sent)
        sent[name] = TOLD[name]
    assert isinstance(read_act(sent), Act)


def test_every_action_is_among_these() -> None:
    assert {act.name for act in ACTS} == {sent["action"] for sent, _ in SENT} | {"do", "undo"}


def test_undoing_needs_nothing() -> None:
    assert read_act({"action": "undo"}) == Undo()

"""The command as a whole, for shells and for what makes pages of it."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from visavis.cli.main import COMMANDS, cli


def test_what_reads_commands_finds_each_one_with_its_help() -> None:
    commands = cli.commands
    assert list(commands) == list(COMMANDS)
    export = commands["export"]
    assert isinstance(export, click.Group)
    for command in (*commands.values(), *export.commands.values()):
        assert command.help, command.name


def test_a_slip_names_what_was_meant() -> None:
    said = CliRunner().invoke(cli, ["chekc"])
    assert said.exit_code == 2
    assert "check" in said.output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands(shell: str) -> None:
    variables = {"_VISAVIS_COMPLETE": f"{shell}_complete", "COMP_WORDS": "visavis gl"}
    ended = subprocess.run(
        [sys.executable, "-m", "visavis"],
        env={**variables, "COMP_CWORD": "1" if shell != "fish" else "gl", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "glossary" in ended.stdout

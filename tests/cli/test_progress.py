"""The bar on a terminal: there after a second, gone at the end, nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pty = pytest.importorskip("pty", reason="terminals of this kind are Unix's")

WORK = """
import sys, time
from visavis.cli import progress
progress._PATIENCE = {patience}
with progress.progress() as step:
    step("Reading", 40)
    time.sleep({seconds})
    step("Checking", 60)
    time.sleep({seconds})
print("rich" in sys.modules)
"""


def shown(patience: float, seconds: float) -> tuple[str, str]:
    """What the standard output says and what the terminal, to which the errors go, is shown."""
    leader, follower = os.openpty()
    code = WORK.format(patience=patience, seconds=seconds)
    command = [sys.executable, "-c", code]
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=follower, env=env, check=True)
    os.close(follower)
    seen = b""
    try:
        while piece := os.read(leader, 65536):
            seen += piece
    except OSError:  # Linux ends a terminal that nobody holds any longer with an error
        pass
    os.close(leader)
    return done.stdout.decode().strip(), seen.decode()


def test_work_that_takes_long_shows_its_steps() -> None:
    _, terminal = shown(patience=0, seconds=0.5)
    assert "Reading" in terminal or "Checking" in terminal
    assert "━" in terminal


def test_work_that_is_soon_done_shows_nothing_and_loads_nothing() -> None:
    assert shown(patience=600, seconds=0) == ("False", "")


def test_where_there_is_no_terminal_nothing_is_shown() -> None:
    code = WORK.format(patience=0, seconds=0.1)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("False", "")

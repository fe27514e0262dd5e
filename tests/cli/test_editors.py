"""`--format line` as editors read it: what the manual says is tried."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from desk import Desk, make_desk

MANUAL = (Path(__file__).parents[2] / "manual" / "how-to" / "editors.md").read_text("utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A chapter with an error about words and a warning about a block."""
    desk = make_desk(tmp_path)
    fr = "Un [mot](b.md): là.\n{: #p1 }\n"
    desk.write("a", fr, "A word.\n{: #p1 }\n\nTwo.\n{: #p2 .untranslated }\n")
    desk.write("b", "Un mot.\n{: #p1 }\n", "A word.\n{: #p1 }\n")
    desk.run("review", "--accept", "b#p1", "--name", "Ana")
    desk.edit("docs_en/b.md", "word", "saying")
    return desk


def test_each_finding_is_a_line(desk: Desk) -> None:
    said = desk.run("check", "--format", "line")

    assert said.code == 1
    lines = said.out.splitlines()
    assert any(re.match(r"docs/a\.md:1:4: error link\.\S+ ", line) for line in lines)
    assert any(line.startswith("docs/b.md:1:1: warning pair.drifted ") for line in lines)
    assert any(line.startswith("docs_en/b.md:1:3: info pair.drifted ") for line in lines)
    assert any(
        line.startswith("docs_en/a.md:4:1: warning pair.untranslated this is not translated yet; ")
        for line in lines
    )


def test_a_clean_edition_says_nothing(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    desk.write("a", "Un mot.\n{: #p1 }\n", "A word.\n{: #p1 }\n")

    assert desk.run("check", "--format", "line").out == ""


def test_the_matcher_of_vs_code_reads_every_line(desk: Desk) -> None:
    (block,) = re.findall(r"```json\n(\{.*?\n\})\n```", MANUAL, re.DOTALL)
    pattern = json.loads(block)["tasks"][0]["problemMatcher"]["pattern"]
    lines = desk.run("check", "--format", "line").out.splitlines()
    found = [re.fullmatch(pattern["regexp"], line) for line in lines]

    assert all(found)
    told = [match for match in found if match]
    files = {"docs/a.md", "docs_en/a.md", "docs/b.md", "docs_en/b.md"}
    assert {match[pattern["file"]] for match in told} == files
    assert {match[pattern["severity"]] for match in told} == {"error", "warning", "info"}
    assert "pair.untranslated" in {match[pattern["code"]] for match in told}


@pytest.mark.skipif(not shutil.which("vim"), reason="vim is not installed")
def test_vim_reads_every_line(desk: Desk) -> None:
    (settings,) = re.findall(r"```vim\n(.*?)\n```", MANUAL, re.DOTALL)
    lines = desk.run("check", "--format", "line").out
    (desk.root / "errors").write_text(lines, "utf-8")
    listed = "bufname(v:val.bufnr).' '.v:val.lnum.' '.v:val.col.' '.v:val.type.' '.v:val.text"
    save = f"call writefile(map(getqflist(), \"{listed}\"), 'read')"
    script = f"{settings}\ncgetfile errors\n{save}\nqa!\n"
    (desk.root / "script.vim").write_text(script, "utf-8")
    command = ["vim", "-Nu", "NONE", "-es", "-S", "script.vim"]
    subprocess.run(command, cwd=desk.root, timeout=60, check=False)
    read = (desk.root / "read").read_text("utf-8").splitlines()

    assert len(read) == len(lines.splitlines())
    assert all(re.match(r"docs(_en)?/[ab]\.md \d+ \d+ [ewi] [a-z.]+ ", line) for line in read)

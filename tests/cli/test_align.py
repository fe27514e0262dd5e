"""`visavis align`: the shape that scripts rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from visavis.cli.main import cli

EN = "The keeper.\n\nIn 1893 he had filled 12 of them.\nAnd he sang.\n\n\n \t\nNobody came.\n"
FR = "Le gardien.\n\nEn 1893, il en avait rempli 12.\n\nEt il chantait.\n\nPersonne ne vint."


def align(folder: Path, en: bytes, fr: bytes, *options: str) -> Result:
    (folder / "en.txt").write_bytes(en)
    (folder / "fr.txt").write_bytes(fr)
    files = [str(folder / "en.txt"), str(folder / "fr.txt")]
    return CliRunner().invoke(cli, ["align", *files, *options], catch_exceptions=False)


def links(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize(("options", "here", "there"), [((), 3, 4), (("--unit", "sentence"), 4, 4)])
def test_every_unit_is_in_exactly_one_link_in_order(
    tmp_path: Path, options: tuple[str, ...], here: int, there: int
) -> None:
    found = links(align(tmp_path, EN.encode(), FR.encode(), *options))
    assert all(list(link) == ["source", "target", "score"] for link in found)
    for side, number in (("source", here), ("target", there)):
        units = [unit for link in found for unit in link[side]]  # type: ignore[attr-defined]
        assert units == list(range(number))
    assert all(0 <= float(str(link["score"])) <= 1 for link in found)


def test_a_text_answers_itself(tmp_path: Path) -> None:
    found = links(align(tmp_path, EN.encode(), EN.encode(), "--format", "jsonl"))
    assert [(link["source"], link["target"]) for link in found] == [([n], [n]) for n in range(3)]


def test_line_ends_and_byte_order_marks_make_no_difference(tmp_path: Path) -> None:
    plain = align(tmp_path, EN.encode(), FR.encode()).stdout
    other = align(tmp_path, EN.replace("\n", "\r\n").encode("utf-8-sig"), FR.encode()).stdout
    assert plain == other


def test_an_empty_text_answers_nothing(tmp_path: Path) -> None:
    found = links(align(tmp_path, b"", FR.encode()))
    assert [(link["source"], link["target"]) for link in found] == [([], [n]) for n in range(4)]


@pytest.mark.parametrize(
    ("data", "said"), [(b"Caf\xe9", "en.txt:1: not UTF-8"), (b"a\0", "en.txt:1: a NUL character")]
)
def test_what_is_no_text_is_said_in_one_line(tmp_path: Path, data: bytes, said: str) -> None:
    result = align(tmp_path, data, b"a")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert said in result.stderr


def test_texts_of_another_encoding_are_read_where_it_is_named(tmp_path: Path) -> None:
    en, fr = EN + "\n\nÉté", FR + "\n\nÉté"
    refused = align(tmp_path, en.encode("cp1252"), fr.encode("cp1252"))
    assert refused.exit_code == 2
    assert "--encoding" in refused.stderr
    named = align(tmp_path, en.encode("cp1252"), fr.encode("cp1252"), "--encoding", "windows-1252")
    assert links(named) == links(align(tmp_path, en.encode(), fr.encode()))

"""Whatever stands in the files: one clear message, never a traceback, and nothing written.

`Desk.run` lets every exception out that a command does not turn into a message.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import Desk, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An edition without chapters."""
    return make_desk(tmp_path)


def write(desk: Desk, data: str | bytes) -> dict[str, bytes]:
    """Both sides the same; returns all files."""
    for folder in ("docs", "docs_en"):
        file = desk.root / folder / "a.md"
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return desk.files()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            b"Un\xe9.\n",
            "visavis: docs_en/a.md:1: not UTF-8: byte 0xe9 at offset 2; save the file as ",
        ),
        (b"Un.\n\0\n", "visavis: docs_en/a.md:2: a NUL character at offset 4; remove it\n"),
    ],
)
@pytest.mark.parametrize("command", ["check", "stamp"])
def test_a_file_that_cannot_be_read_breaks_the_set_up(
    desk: Desk, command: str, data: str | bytes, said: str
) -> None:
    before = write(desk, data)
    done = desk.run(command)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(said)
    assert done.err.count("\n") == 1
    assert desk.files() == before


@pytest.mark.parametrize(
    ("front", "line", "said"),
    [
        ("a: [\n", 3, "not valid YAML: "),
        ("- a\n", 1, "the front matter is a list, not a map; "),
        ("a: &a [*a]\n", 2, "not valid YAML: aliases are not allowed"),
        ("a: " + "{a: " * 9999 + "\n", 2, "YAML nested too deeply; "),
    ],
)
def test_front_matter_that_cannot_be_read_is_said_and_nothing_else_is_stopped(
    desk: Desk, front: str, line: int, said: str
) -> None:
    write(desk, f"---\n{front}---\nUn.\n")
    done = desk.run("check")
    assert (done.code, done.err) == (1, "")
    for folder in ("docs", "docs_en"):
        assert f"{folder}/a.md:{line}: meta.malformed: {said}" in done.out
    assert desk.run("stamp").code == 0
    for folder in ("docs", "docs_en"):
        text = (desk.root / folder / "a.md").read_text("utf-8")
        assert text == f"---\n{front}---\nUn.\n{{: #p1 }}\n"


P1 = "\n{: #p1 }\n"


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("", "file.empty", 1),
        ("\ufeff \n\n", "file.empty", 1),
        ("Un.\n{: #p1 }\n\n```\nx\n", "fence.unclosed", 4),
        ("Un.\n{: #p1 mot }\n", "attributes.malformed", 2),
        ("Un.\n{: #p1\n", "attributes.malformed", 2),
        ("Un.\n{: #Page_1 }\n", "id.malformed", 2),
        ("<script>x</script>" + P1, "html.unsafe", 1),
        ("Un\n<b onclick='x'>mot</b>." + P1, "html.unsafe", 2),
        ("- <img src=x onerror=y>" + P1, "html.unsafe", 1),
        ("| a |\n|---|\n| <img src=x onerror=y> |" + P1, "html.unsafe", 3),
        ("> [a](javascript:x)" + P1, "html.unsafe", 1),
        ("[a](JavaScript&#58;x)" + P1, "html.unsafe", 1),
        ("[a](&#106;ava&Tab;script:x)" + P1, "html.unsafe", 1),
        ("<javascript:x>" + P1, "html.unsafe", 1),
        ("- ![a](javascript:x)" + P1, "html.unsafe", 1),
        ("[a][r]" + P1 + "\n[r]: javascript:x\n", "html.unsafe", 1),
        ("Un[^1]." + P1 + "\n[^1]: [a](vbscript:x)\n", "html.unsafe", 4),
        ("Un.\n{: #p1 onclick=x }\n", "html.unsafe", 2),
        ("Un.\n{: #p1 href=javascript:x }\n", "html.unsafe", 2),
        ("Un.\n{: #p1 style='x' }\n", "html.unsafe", 2),
        ("*Un*{: onclick=x }" + P1, "html.unsafe", 1),
    ],
)
def test_what_a_text_should_not_hold_is_a_finding_with_its_line(
    desk: Desk, text: str, rule: str, line: int
) -> None:
    before = write(desk, text)
    done = desk.run("check", "--fail-on", "warning")
    assert done.code == 1
    assert f"docs/a.md:{line}: {rule}: " in done.out
    assert f"docs_en/a.md:{line}: {rule}: " in done.out
    assert desk.files() == before


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("mot de la fin. " * 70_000, id="a paragraph of a megabyte"),
        pytest.param("mot de la fin\n" * 20_000, id="a paragraph of 20,000 lines"),
        pytest.param(
            "".join(f"Un *mot* {n}.\n\n" for n in range(20_000)),
            id="20,000 blocks",
            marks=pytest.mark.slow,
        ),
        pytest.param("| a | b |\n|---|---|\n" + "| c | *d* |\n" * 5000, id="a table of 5,000 rows"),
        pytest.param("- un\n- *deux*\n" * 3000, id="a list of 6,000 items"),
    ],
)
def test_large_texts_work(desk: Desk, text: str) -> None:
    write(desk, text)
    assert desk.run("stamp").code == 0
    assert desk.run("check").code == 0


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("> " * 2000 + "mot\n", id="quotes"),
        pytest.param("[" * 2000 + "mot\n", id="brackets"),
        pytest.param("[^" * 1000 + "mot\n", id="note calls"),
        pytest.param("*mot **mot " * 1000 + "\n", id="emphasis"),
        pytest.param("<b>" * 2000 + "mot\n", id="raw HTML"),
        pytest.param("![" * 300 + "mot" + "](x)" * 300 + "\n", id="images"),
        pytest.param("« " * 50_000 + "\n", id="quotation marks"),
        pytest.param("- " * 2000 + "mot\n", id="lists"),
        pytest.param("\n".join("    " * n + "- mot" for n in range(200)) + "\n", id="list in list"),
    ],
)
@pytest.mark.parametrize("command", ["check", "stamp"])
def test_what_nests_without_end_is_a_finding_or_works(desk: Desk, command: str, text: str) -> None:
    write(desk, text)
    said = desk.run(command)
    assert said.code in (0, 1, 2)
    assert said.code != 2 or said.err


def test_names_and_texts_cannot_steer_the_terminal(desk: Desk) -> None:
    try:
        (desk.root / "docs" / "a\x1b[31m\n.md").write_bytes(b"\xff")
    except OSError:
        pytest.skip("this system takes no such names")
    said = desk.run("check").err
    assert said.count("\n") == 1
    assert "\x1b" not in said

"""`visavis review` on a terminal: what each key does, typed by a test."""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk import Desk, environment, make_desk
from visavis.action import Choice
from visavis.cli.editor import editor_command
from visavis.cli.review_session import Session, Terminal
from visavis.errors import VisavisError
from visavis.settings import read_project
from visavis.side import Side

FR = (
    "Brest est une ville de l’ouest. Le maire eut une idée des communs.\n{: #p1 }\n\n"
    "Elles chantent.\n{: #p2 }\n\nElles dansent.\n{: #p3 }\n"
)
EN = (
    "Brest is a city of the west. The mayor had an idea of the commons.\n{: #p1 }\n\n"
    "They sing.\n{: #p2 }\n\nThey dance.\n{: #p3 }\n"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Two chapters that nobody has read."""
    for name, value in environment().items():
        monkeypatch.delenv(name, raising=False) if value is None else monkeypatch.setenv(
            name, value
        )
    desk = make_desk(tmp_path)
    desk.write("a", FR, EN)
    desk.write("b", "Elles rient.\n{: #p1 }\n", "They laugh.\n{: #p1 }\n")
    assert desk.run("stamp").code == 0
    return desk


class Typed:
    """A terminal at which a test sits."""

    def __init__(self, *keys: str) -> None:
        """A key of one sign is typed; a longer one answers the next question (`?` leads it)."""
        self._keys: Iterator[str] = iter(keys)
        self.said: list[str] = []

    def __call__(self, desk: Desk, choice: Choice | None = None, name: str = "Ana") -> str:
        """Go through the list; returns all that was said besides the pairs."""
        terminal = Terminal(
            self._next, lambda question: self._next(), lambda: None, self.said.append
        )
        Session(read_project(desk.root), choice or Choice(), name, terminal).run()
        return "\n".join(self.said)

    def _next(self) -> str:
        return next(self._keys, "q")


def test_accepting_goes_on_and_the_place_is_kept(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    Typed("a", "j")(desk)
    assert desk.entry("a", "p1").name == "Ana"
    assert desk.entry("a", "p2").state == "unreviewed"
    capsys.readouterr()

    Typed()(desk)
    assert "a#p3" in capsys.readouterr().out.splitlines()[0]


def test_the_whole_list_is_gone_through_to_its_end(desk: Desk) -> None:
    said = Typed("a", "a", "a", "a")(desk)

    assert said.endswith(
        "4 done; the place is kept.\n2 chapters, 4 pairs: all signed off as they stand."
    )
    assert desk.run("review").out == "2 chapters, 4 pairs: all signed off as they stand.\n"


def test_back_and_undo(desk: Desk) -> None:
    before = desk.files()
    Typed("a", "c", "Why?", "s", "Le maire", " ", "u", "u", "u", "u", "q")(desk)

    assert {n: t for n, t in desk.files().items() if ".cache" not in n} == before


def test_undo_leads_back_to_the_row_of_which_nothing_is_done_any_more(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    said = Typed("a", "u", "c", "Why?", "u", "q")(desk)
    shown = [line[:4] for line in capsys.readouterr().out.splitlines() if line.startswith("a#p")]
    assert shown == ["a#p1", "a#p2", "a#p1", "a#p2", "a#p1"]
    assert "Nothing was done." in said

    Typed("a", "q")(desk)  # what an earlier sitting has done is undone too, and named
    assert "undone: Signed off: a#p1." in Typed("u", " ", "q")(desk)


def test_an_error_keeps_a_pair_from_being_signed_off(desk: Desk) -> None:
    desk.edit("docs/a.md", "Elles chantent", "Elles [chantent](x.md)")
    # Where nobody has signed anything off yet, what is doubtful comes first.
    said = Typed("a", " ")(desk, Choice(chapter="a"))

    assert "a#p2 is not signed off" in said
    assert desk.entry("a", "p2").state == "unreviewed"


def test_a_rule_is_waived_with_a_reason(desk: Desk) -> None:
    desk.edit("docs/a.md", "Elles chantent", "Elles [chantent](b.md)")
    Typed("w", "so it is")(desk, Choice(("a#p2",)))

    (waiver,) = desk.entry("a", "p2").waivers
    assert (waiver.rule, waiver.reason, waiver.name) == ("link.lost", "so it is", "Ana")
    assert "There is nothing here to waive." in Typed("w", " ")(desk, Choice(("a#p2",)))


def test_a_row_is_split_joined_and_shifted(desk: Desk) -> None:
    texts = [(desk.root / path).read_text("utf-8") for path in ("docs/a.md", "docs_en/a.md")]
    said = Typed("s", "The mayor", " ", "q")(desk, Choice(chapter="a"))
    assert "p1 is parted into" in said
    assert len(desk.records()["a"].entries) == 4
    first = next(iter(sorted({"p0", "p1"} & set(desk.records()["a"].entries))))

    Typed("m", " ", "q")(desk, Choice((f"a#{first}",)))
    assert [(desk.root / p).read_text("utf-8") for p in ("docs/a.md", "docs_en/a.md")] == texts

    Typed("\x1b[B", "t", " ", "q")(desk, Choice(("a#p2",)))
    assert "{: #p2 .untranslated }" in (desk.root / "docs_en/a.md").read_text("utf-8")


def test_what_cannot_be_done_is_said_and_the_list_stays(desk: Desk) -> None:
    before = desk.files()
    said = Typed("s", "nowhere", " ", "u", " ", "r", " ", "?", " ", "\x1b[A", "x", "q")(desk)

    assert "stand nowhere in p1" in said
    assert "there is nothing to undo here; `visavis undo` takes back `stamp`, done at " in said
    assert "Nothing is asked here." in said
    assert "sign off as it stands" in said
    assert {n: t for n, t in desk.files().items() if ".cache" not in n} == before


def test_a_text_that_changed_meanwhile_is_shown_anew_and_not_signed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = Typed("a", " ", "q")
    first = keys._next

    def edit_first() -> str:
        if "seize" not in (desk.root / "docs/a.md").read_text("utf-8"):
            desk.edit("docs/a.md", "Brest est", "Brest seize est")
        return first()

    monkeypatch.setattr(keys, "_next", edit_first)
    said = keys(desk)

    assert "a#p1 has changed since it was shown" in said
    assert desk.entry("a", "p1").state == "unreviewed"


def test_only_what_a_side_must_follow(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.run("review", "--all", "--name", "Ana")
    desk.edit("docs_en/a.md", "They sing", "They shout")
    desk.edit("docs/a.md", "Elles dansent", "Elles sautent")
    Typed()(desk, Choice(side=Side.TARGET))

    shown = capsys.readouterr().out
    assert "a#p2" in shown
    assert "a#p3" not in shown


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("vim", ["vim", "+7", "a.md"]),
        ("/usr/bin/nano -w", ["/usr/bin/nano", "-w", "+7", "a.md"]),
        ("code", ["code", "--wait", "--goto", "a.md:7"]),
        ("code -w", ["code", "-w", "--goto", "a.md:7"]),
        ("hx", ["hx", "a.md:7"]),
        ("ed", ["ed", "a.md"]),
    ],
)
def test_the_editor_opens_at_the_line(said: str, typed: list[str]) -> None:
    assert editor_command(said, Path("a.md"), 7) == typed


def test_the_editor_is_opened_and_what_it_wrote_is_shown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = desk.root / "edit.py"
    script.write_text(
        "import sys, pathlib\nfile = pathlib.Path(sys.argv[1])\n"
        "file.write_text(file.read_text('utf-8').replace('une idée', 'deux idées'), 'utf-8')\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    Typed("e", "q")(desk)
    assert "deux" in capsys.readouterr().out
    monkeypatch.setenv("VISUAL", "/nowhere/editor")
    assert "the editor cannot be opened" in Typed("e", " ", "q")(desk)


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals there")
def test_on_a_real_terminal(desk: Desk) -> None:
    import pty

    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover
        os.chdir(desk.root)
        os.execv(sys.executable, [sys.executable, "-m", "visavis", "review", "--name", "Ana"])
    shown, keys, end = b"", [b"a", b"q"], time.monotonic() + 60
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                shown += os.read(terminal, 65536)
            except OSError:
                break
        elif keys and shown.count(b"for the keys") == 3 - len(keys):
            os.write(terminal, keys.pop(0))
    os.close(terminal)
    os.waitpid(child, 0)

    assert b"a#p1" in shown
    assert b"1 done; the place is kept." in shown
    assert desk.entry("a", "p1").state == "reviewed"


def test_a_name_that_is_not_there_is_said(desk: Desk) -> None:
    with pytest.raises(VisavisError, match="there is no pair p9"):
        Typed()(desk, Choice(("p9",)))

"""Whatever is done can be undone to the beginning, and nothing is torn, whenever a process ends."""

from __future__ import annotations

import base64
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desk import Desk, make_desk
from killing import killed_at
from visavis.action import (
    AddTerm,
    Choice,
    History,
    Insert,
    Join,
    Move,
    Plan,
    Reviewer,
    SetMark,
    Shift,
    Split,
    Write,
    carry_out,
    plan_answer,
    plan_ask,
    plan_files,
    plan_sign_off,
    plan_stamp,
    plan_waive,
)
from visavis.edition import Edition, open_edition
from visavis.errors import VisavisError
from visavis.glossary import TermEntry
from visavis.record import living_pairs
from visavis.settings import read_project
from visavis.side import Side

ANA = Reviewer("Ana", "2026-11-23T10:00:00Z")
FR = (
    "# Brest\n{: #p1 }\n\nUne ville. Un port.\n{: #p2 }\n\nElles *chantent* à [Brest](b.md).\r\n"
    "{: #p3 .verse }\n\nElles dansent[^1].\n{: #p4 }\n\nSeules.\n{: #p5 .alone }\n\n[^1]: Oui.\n"
)
EN = (
    "# Brest\n{: #p1 }\n\nA city. A harbour.\n{: #p2 }\n\nThey sing at Brest.\n{: #p3 .verse }\n\n"
    "They dance[^1].\n{: #p4 }\n\n[^1]: Yes.\n"
)
TERM = {tag: TermEntry("song", "A thing.") for tag in ("en", "fr")}


def begin(root: Path) -> Desk:
    """An edition of two chapters that nobody has read."""
    desk = make_desk(root)
    for name in ("a", "b"):
        for folder, text in (("docs", FR), ("docs_en", EN)):
            (root / folder / f"{name}.md").write_bytes(text.encode())
    project = read_project(root)
    carry_out(project, plan_stamp(open_edition(project)).plan)
    return desk


TEXTS = st.one_of(
    st.sampled_from(["Un mot.", "Un.\n\nDeux.", "*Un*\nmot", "- un\n- deux", "> mot", "[^1]", ""]),
    st.text(st.sampled_from("a é.*_`[]()<>#{}:\n\\|-1 “"), max_size=30),
)


class Sitting(RuleBasedStateMachine):
    """Somebody does at random what can be done, then undoes it all."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.desk = begin(Path(self._folder.name))
        self.project = read_project(self.desk.root)
        self.history = History(self.project)
        self.states = [self.desk.files()]
        self.undone: list[dict[str, bytes]] = []

    @initialize()
    def start(self) -> None:
        assert self.history.undo() is None

    def _act(self, choose: Callable[[Edition], Plan]) -> None:
        """Do it, if it can be done; what cannot leaves everything as it was."""
        try:
            plan = choose(open_edition(self.project))
        except VisavisError:
            return
        self.history.do(plan)
        files = self.desk.files()
        if files != self.states[-1]:
            self.states.append(files)
            self.undone.clear()

    def _rows(self, edition: Edition) -> list[str]:
        return [f"{c.name}#{pair.id}" for c in edition.chapters for pair in living_pairs(c)]

    def _row(self, edition: Edition, number: int) -> str:
        rows = self._rows(edition)
        return rows[number % len(rows)]

    @rule(number=st.integers(0, 20), what=st.sampled_from(["sign", "ask", "answer", "waive"]))
    def say(self, number: int, what: str) -> None:
        def choose(edition: Edition) -> Plan:
            items = Choice((self._row(edition, number),)).find(edition, {})
            if what == "sign":
                return plan_sign_off(edition, items, ANA)
            if what == "waive":
                return plan_waive(edition, items, "link.lost", "so it is", ANA)
            plan = plan_ask if what == "ask" else plan_answer
            return plan(edition, items, "Why?", ANA)

        self._act(choose)

    @rule(number=st.integers(0, 20), side=st.sampled_from(Side), text=TEXTS)
    def write(self, number: int, side: Side, text: str) -> None:
        self._act(lambda e: Write(address=self._row(e, number), side=side, text=text).plan(e))

    @rule(number=st.integers(0, 20), original=TEXTS, translation=TEXTS)
    def insert(self, number: int, original: str, translation: str) -> None:
        self._act(
            lambda e: Insert(
                address=self._row(e, number), source=original, target=translation
            ).plan(e)
        )

    @rule(number=st.integers(0, 20), at=st.sampled_from(["A harbour", "Un port", "They", "mot"]))
    def split(self, number: int, at: str) -> None:
        self._act(lambda e: Split(address=self._row(e, number), at=[at]).plan(e))

    @rule(number=st.integers(0, 20), apart=st.booleans())
    def join(self, number: int, apart: bool) -> None:
        def choose(edition: Edition) -> Plan:
            rows = self._rows(edition)
            two = rows[number % len(rows)], rows[(number + 1) % len(rows)]
            return Join(address=two[0], with_=two[1], apart=apart).plan(edition)

        self._act(choose)

    @rule(number=st.integers(0, 20), side=st.sampled_from(Side), by=st.sampled_from([-1, 1, 2]))
    def shift(self, number: int, side: Side, by: int) -> None:
        self._act(lambda e: Shift.of(f"{self._row(e, number)}..", side, by).plan(e))

    @rule(number=st.integers(0, 20), to=st.sampled_from(["a", "b"]))
    def move(self, number: int, to: str) -> None:
        self._act(lambda e: Move.of(self._row(e, number), to).plan(e))

    @rule(number=st.integers(0, 20))
    def mark(self, number: int) -> None:
        self._act(lambda e: SetMark(address=self._row(e, number), mark="untranslated").plan(e))

    @rule(name=st.sampled_from(["port", "song"]))
    def add_term(self, name: str) -> None:
        self._act(AddTerm(id=name, entries=TERM).plan)

    @rule()
    def undo(self) -> None:
        undone = self.history.undo()
        assert (undone is None) == (len(self.states) == 1)
        if undone:
            self.undone.append(self.states.pop())

    @rule()
    def redo(self) -> None:
        done = self.history.redo()
        assert (done is None) == (not self.undone)
        if done:
            self.states.append(self.undone.pop())

    @invariant()
    def the_files_are_as_the_last_action_left_them(self) -> None:
        assert self.desk.files() == self.states[-1]

    def teardown(self) -> None:
        while self.history.undo():
            pass
        files = self.desk.files()
        self._folder.cleanup()
        assert files == self.states[0]


TestSitting = Sitting.TestCase
TestSitting.settings = settings(
    max_examples=int(os.environ.get("VISAVIS_SITTINGS", "8")), stateful_step_count=10
)
"""Five hundred of ten actions, `VISAVIS_SITTINGS=500`, take some minutes."""


ACTIONS: dict[str, Callable[[Edition], Plan]] = {
    "split": Split(address="a#p2", at=["A harbour", "Un port"]).plan,
    "move": Move.of("a#p4", "b").plan,
    "write": Write(address="a#p2", side=Side.TARGET, text="Une cité.").plan,
    "term": AddTerm(id="song", entries=TERM).plan,
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes do not fork here")
@pytest.mark.parametrize("name", ACTIONS)
def test_a_kill_between_any_two_writes_loses_at_most_the_action_in_flight(
    name: str, tmp_path: Path
) -> None:
    desk = begin(tmp_path)
    project = read_project(desk.root)
    first = desk.files()
    History(project).act(Write(address="b#p3", side=Side.TARGET, text="Elles crient.").plan)
    before = desk.files()
    after = _done(name, desk)
    killed = 0
    for step in range(1, 100):
        if not killed_at(step, desk.root, lambda: History(project).act(ACTIONS[name])):
            break
        killed += 1
        history = History(read_project(desk.root))
        undone = history.undo()
        assert undone is not None
        if undone.said[0].startswith("undone: b"):  # what was in flight is lost
            assert desk.files() == first
            history.act(Write(address="b#p3", side=Side.TARGET, text="Elles crient.").plan)
        assert desk.files() == before
    assert killed > 5
    assert desk.files() == after
    while History(project).undo():
        pass
    assert desk.files() == first


def _done(name: str, desk: Desk) -> dict[str, bytes]:
    """The files after an action, which is undone."""
    history = History(read_project(desk.root))
    history.act(ACTIONS[name])
    files = desk.files()
    history.undo()
    return files


def test_what_was_changed_since_is_left_as_it_is(tmp_path: Path) -> None:
    desk = begin(tmp_path)
    history = History(read_project(desk.root))
    history.act(ACTIONS["write"])
    desk.edit("docs/a.md", "Elles dansent", "Elles valsent")
    edited = desk.files()

    with pytest.raises(VisavisError, match="has changed since"):
        history.undo()
    assert desk.files() == edited


def test_two_desks_undo_what_was_done_last(tmp_path: Path) -> None:
    desk = begin(tmp_path)
    one, other = (History(read_project(desk.root)) for _ in range(2))
    before = desk.files()
    one.act(ACTIONS["write"])
    between = desk.files()
    other.act(lambda e: plan_sign_off(e, Choice(("a#p2",)).find(e, {}), ANA))
    assert one.last is not None
    assert one.last.said[0].startswith("Signed off")
    one.undo()
    assert desk.files() == between
    other.undo()
    assert desk.files() == before


def test_a_term_is_said_and_defined_in_both_languages(tmp_path: Path) -> None:
    edition = open_edition(read_project(begin(tmp_path).root))
    for entries, said in (
        ({"en": TERM["en"]}, "song has no word in French"),
        ({**TERM, "en": TermEntry("song", " ")}, "song has no definition in English"),
    ):
        with pytest.raises(VisavisError, match=said):
            AddTerm(id="song", entries=entries).plan(edition)


def test_undo_on_a_terminal(tmp_path: Path) -> None:
    desk = begin(tmp_path)
    before = desk.files()
    assert desk.run("write", "a#p2", "--side", "target", "--text", "Une cité.").code == 0
    assert desk.run("mark", "a#p5", "none").code == 0
    said = desk.run("undo").out
    assert said.startswith("undone: a: p5 is not marked any longer\nIt was done at ")
    assert said.endswith("; `visavis redo` does it again.\n")
    assert desk.run("redo").out == "done again: a: p5 is not marked any longer\n"
    assert desk.run("undo").code == 0
    assert desk.run("undo").code == 0
    assert desk.files() == before
    assert desk.run("undo").err == "visavis: there is nothing to undo\n"


def test_where_nothing_can_be_kept_the_process_remembers(tmp_path: Path) -> None:
    desk = begin(tmp_path)
    cache = tmp_path / ".cache"
    shutil.rmtree(cache, ignore_errors=True)
    cache.write_text("no folder")
    before = desk.files()
    history = History(read_project(desk.root))
    history.act(ACTIONS["write"])
    assert history.undo() is not None
    assert desk.files() == before


def test_whatever_a_command_writes_can_be_undone_and_done_again(tmp_path: Path) -> None:
    (tmp_path / "edition").mkdir()
    desk = begin(tmp_path / "edition")
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n\xff").decode()
    new = tmp_path / "new.html"
    new.write_text(
        f"<p>A town.</p><p><img src='data:image/png;base64,{picture}' alt='x'></p>", "utf-8"
    )
    (tmp_path / "terms.csv").write_text(
        "id,en,en definition,fr,fr definition\nsong,song,A.,chant,B.\n"
    )
    desk.edit("docs/a.md", "Un port.", "Un  port , là.\n\nEt un mot.")
    desk.edit("docs_en/a.md", "A harbour.", "A harbour.\n\nAnd a word.")
    states = [desk.files()]
    for command in (
        ("stamp",),
        ("write", "b#p2", "--side", "target", "--text", "Une cité."),
        ("format",),
        ("import", str(new), str(new), "--as", "c"),
        ("import", str(new), "--as", "b", "--replace", "target"),
        ("glossary", "import", str(tmp_path / "terms.csv")),
    ):
        done = desk.run(*command)
        assert done.code == 0, done
        assert desk.files() != states[-1], command
        states.append(desk.files())

    for state in states[-2::-1]:
        assert desk.run("undo").err == ""
        assert desk.files() == state
    for state in states[1:]:
        assert desk.run("redo").err == ""
        assert desk.files() == state


def test_a_picture_that_was_written_over_comes_back(tmp_path: Path) -> None:
    desk = begin(tmp_path)
    project = read_project(desk.root)
    (desk.root / "docs/a.png").write_bytes(b"\x00\xffold")
    before = desk.files()
    history = History(project)
    history.do(
        plan_files(project, ["a picture"], {"docs/a.png": b"\xffnew", "docs/b.png": b"\xfe"})
    )
    after = desk.files()
    assert history.undo() is not None
    assert desk.files() == before
    assert history.redo() is not None
    assert desk.files() == after


def test_what_is_committed_since_is_undone_only_where_that_is_meant(tmp_path: Path) -> None:
    desk = begin(tmp_path)
    desk.git("init", "-q")
    desk.git("add", ".")
    desk.git("commit", "-qm", "Begin")
    before = desk.files()
    assert desk.run("write", "a#p2", "--side", "target", "--text", "Une cité.").code == 0
    desk.git("add", ".")
    desk.git("commit", "-qm", "Correct")
    after = desk.files()

    said = desk.run("undo")
    assert said.code == 2
    assert "is committed in git since: a: the French side of p2 is" in said.err
    assert "visavis undo --yes" in said.err
    assert desk.files() == after
    assert desk.run("undo", "--yes").code == 0
    # The folder of git has changed by the commit.
    assert {k: v for k, v in desk.files().items() if ".git/" not in k} == {
        k: v for k, v in before.items() if ".git/" not in k
    }

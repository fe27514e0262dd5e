"""Work is shared out among processes where that can be, and left alone where it cannot."""

from __future__ import annotations

import math
import operator
import os
import threading
from concurrent.futures import wait
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

import pytest

from desk import Desk, make_desk
from visavis import processes
from visavis.checks import Scope, check
from visavis.checks.apart import judge_apart
from visavis.checks.remember import Judge, open_findings
from visavis.edition import Edition, open_edition
from visavis.processes import begin_work, keep_processes, share_out
from visavis.publication import publish, sentences, texts
from visavis.publication.sentences import Sentences
from visavis.render import Dialect
from visavis.settings import read_project
from visavis.side import Side
from visavis.store import Cache


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_count_processors", lambda: 2)


def test_what_the_processes_give_comes_in_the_order_of_the_jobs() -> None:
    assert list(share_out(operator.neg, [3, 1, 2], math.sqrt, (1,))) == [-3, -1, -2]


def test_a_process_that_is_killed_leaves_the_work_to_whoever_asks() -> None:
    assert list(share_out(os._exit, [1, 1, 1], math.sqrt, (1,))) == []


def test_where_no_process_can_be_begun_nothing_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert list(share_out(operator.neg, [3, 1, 2], math.sqrt, (1,))) == []


def test_one_job_begins_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_Process", None)
    assert list(share_out(operator.neg, [3], math.sqrt, (1,))) == []


def test_processes_that_are_kept_do_the_next_work_too() -> None:
    asked = ["__import__('os').getpid()"] * 9
    with keep_processes():
        workers = set(share_out(eval, asked))
        assert set(share_out(eval, asked)) <= workers
        found = share_out(operator.neg, [*range(9)])
        next(found)
        found.close()  # type: ignore[attr-defined]
        assert list(share_out(operator.neg, [3, 1])) == [-3, -1], "no answer to what went before"
    assert workers.isdisjoint(share_out(eval, asked))


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Three chapters, each a sample of its own, two of them with faults."""
    monkeypatch.setattr("visavis.edition._SAMPLE_BYTES", 1)
    desk = make_desk(tmp_path)
    desk.write("a", "En 1789.\n{: #p1 }\n", "In 1798.\n{: #p1 }\n")
    desk.write("b", "Un mot.\n{: #p1 }\n", "A word.\n{: #p1 }\n")
    desk.write("c", "Un mot\\!\n{: #p1 }\n", "# A word\n{: #p1 }\n")
    return desk


def judge_of(edition: Edition) -> Judge:
    findings = open_findings(edition.project.root, forgets=False)
    return Judge(Scope().rules, edition.concordance, findings)


def test_other_processes_find_all_that_is_found_here(large: Desk) -> None:
    edition = open_edition(read_project(large.root))
    judge = judge_of(edition)
    judge_apart(edition, judge, {"a", "b", "c"})

    assert all(judge.knows(chapters) for chapters in edition.samples)
    apart = [finding for chapter in edition.chapters for finding in judge.judge_chapter(chapter)]
    alone = judge_of(edition)
    assert apart == [one for chapter in edition.chapters for one in alone.judge_chapter(chapter)]
    assert {finding.rule for finding in check(edition)} == {"number.lost", "kind.differs"}


def test_other_processes_link_the_same_sentences(
    large: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        large.write(name, f"Un {name}. Deux.\n{{: #p1 }}\n", f"One {name}. Two.\n{{: #p1 }}\n")
    monkeypatch.setattr(sentences, "_FEWEST", 3)
    edition = open_edition(read_project(large.root))
    linked = Sentences(edition)
    linked.work_ahead()
    assert all(one.result() for one in linked._begun.values())
    monkeypatch.setattr(sentences, "_mark", None)
    apart = dict(linked)

    assert dict(Sentences(edition)) == apart, "all was kept"
    monkeypatch.undo()
    assert dict(Sentences(replace(edition, kept=False))) == apart


def test_other_processes_render_the_same_texts(
    large: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "_FEWEST", 1)
    edition = open_edition(read_project(large.root))
    apart = publish(edition, findings=()).texts
    apart.render_apart(edition.chapters, tuple(Side))
    wait([result for _, result in apart._begun.values()])
    again = publish(edition, findings=()).texts
    monkeypatch.setattr(processes, "begin_work", None)
    again.render_apart(edition.chapters, tuple(Side))  # all was kept
    alone = publish(replace(edition, kept=False), findings=()).texts
    monkeypatch.setattr(texts.RenderedTexts, "_render", None)

    for chapter in edition.chapters:
        for side in Side:
            text = apart.of(chapter, side)
            assert text == again.of(chapter, side)
            monkeypatch.undo()
            assert text == alone.of(chapter, side)


def test_other_processes_give_back_the_texts_that_nobody_may_keep(
    large: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "_FEWEST", 1)
    edition = replace(open_edition(read_project(large.root)), kept=False)
    asked = [(chapter, side) for chapter in edition.chapters for side in Side]
    alone = publish(edition, findings=()).texts
    found = [alone.of(*one) for one in asked]
    apart = publish(edition, findings=()).texts
    apart.render_apart(edition.chapters, tuple(Side))
    monkeypatch.setattr(texts.RenderedTexts, "_render", None)

    assert [apart.of(*one) for one in asked] == found


def test_texts_are_rendered_once_where_the_cache_cannot_be_written(
    large: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (large.root / ".cache/visavis/texts").mkdir(parents=True)
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(Cache, "save", lambda _: None)
    monkeypatch.setattr(texts, "_HELD", 1)
    edition = open_edition(read_project(large.root))
    rendered = publish(edition, findings=()).texts
    asked = [(chapter, side) for chapter in edition.chapters for side in Side]
    found = [rendered.of(*one) for one in asked]
    monkeypatch.setattr(texts.RenderedTexts, "_render", None)

    assert [rendered.of(*one) for one in asked] == found


def test_a_dialect_that_cannot_be_sent_is_rendered_here(
    large: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "_FEWEST", 1)
    edition = open_edition(read_project(large.root))
    dialect = Dialect(configs={"pymdownx.superfences": {"a": lambda: None}})
    here = publish(edition, dialect=dialect, findings=()).texts
    monkeypatch.setattr(processes, "begin_work", None)

    here.render_apart(edition.chapters, tuple(Side))


def test_a_small_edition_begins_no_process(large: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visavis.edition._SAMPLE_BYTES", 250_000)
    monkeypatch.setattr("visavis.processes.share_out", None)
    edition = open_edition(read_project(large.root))

    assert len(check(edition)) == 2


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> SimpleQueue[processes._Process]:
    """The processes that were ended, as they end."""
    ended = SimpleQueue[processes._Process]()
    end = processes._Process.end

    def note(process: processes._Process) -> None:
        end(process)
        ended.put(process)

    monkeypatch.setattr(processes._Process, "end", note)
    return ended


def test_whoever_stops_asking_leaves_no_process(ended: SimpleQueue[processes._Process]) -> None:
    found = share_out(operator.neg, list(range(9)), math.sqrt, (1,))
    assert next(found) == 0
    found.close()  # type: ignore[attr-defined]
    assert ended.get(timeout=60) is not ended.get(timeout=60)


def test_a_process_that_is_killed_keeps_no_other_from_its_end(
    ended: SimpleQueue[processes._Process], tmp_path: Path
) -> None:
    left = tmp_path / "left"
    wait_for = f"while not __import__('os').path.exists({str(left)!r}): pass"
    waits, _ = begin_work(exec, [wait_for, "__import__('os')._exit(1)"])
    killed = ended.get(timeout=60)
    left.touch()
    assert waits.result(timeout=60) is None
    assert ended.get(timeout=60) is not killed


def test_work_that_is_broken_off_leaves_no_thread() -> None:
    before = set(threading.enumerate())
    with pytest.raises(KeyboardInterrupt), keep_processes():
        assert [*share_out(operator.neg, [3, 1, 2])] == [-3, -1, -2]
        raise KeyboardInterrupt
    for thread in {*threading.enumerate()} - before:
        thread.join(timeout=60)
        assert not thread.is_alive()

"""Which sentences answer each other is kept, and found again where it would not be the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desk import make_desk
from visavis.edition import open_edition
from visavis.publication import sentences
from visavis.publication.sentences import Sentences
from visavis.settings import read_project


def test_what_other_code_has_linked_is_linked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = make_desk(tmp_path)
    desk.write("a", "Un mot. Deux.\n{: #p1 }\n", "A word. Two.\n{: #p1 }\n")
    edition = replace(open_edition(read_project(tmp_path)), kept=True)
    linked = []

    def mark(rows: Sequence[Any], languages: object) -> dict[str, Any]:
        linked.append(rows)
        return {}

    monkeypatch.setattr(sentences, "_mark", mark)
    for code in ("of yesterday", "of yesterday", "of today"):
        monkeypatch.setattr(sentences, "name_code", lambda code=code: code)
        dict(Sentences(edition))
    assert len(linked) == 2

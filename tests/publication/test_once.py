"""Whatever is asked of an edition, each file is read once, each note once, each text made once."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desk import make_desk
from visavis.edition import open_edition
from visavis.publication import Addresses, Interface, publish, texts
from visavis.render import TextRenderer
from visavis.settings import read_project
from visavis.side import Side
from visavis.site.pages import ChapterPages, list_pages
from visavis.text import note, parse

FR = "Un mot[^a] et [là](b.md#p1).\n{: #p1 }\n\nDeux[^tr-b].\n{: #p2 }\n\n[^a]: Une note.\n\n"
EN = "A word[^a] and [there](b.md#p1).\n{: #p1 }\n\nTwo.\n{: #p2 }\n\n[^a]: A note.\n"
HEAD = "[^tr-b]: « Deux » / “Two”. Une note.\n"


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("held", [1, 8])
def test_a_site_reads_each_file_and_each_note_once_and_renders_each_text_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int, kept: bool
) -> None:
    monkeypatch.setattr(texts, "_HELD", held)
    desk = make_desk(tmp_path)
    for name in ("a", "b"):
        desk.write(name, FR + HEAD, EN)
    times: Counter[str] = Counter()

    def count(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            times[name] += 1
            return function(*given, **named)

        return counted

    for function in (parse.parse_document, note.read_note):
        for module in [m for key, m in sys.modules.items() if key.startswith("visavis")]:
            if getattr(module, function.__name__, None) is function:
                counted = count(function.__name__, function)
                monkeypatch.setattr(module, function.__name__, counted)
    monkeypatch.setattr(TextRenderer, "render", count("render", TextRenderer.render))

    published = publish(replace(open_edition(read_project(tmp_path)), kept=kept))
    for side in Side:
        shown = Interface(published, side, Addresses("fr"))
        for page in list_pages(shown, ChapterPages({}, lambda: "Une édition")):
            page.make()
            page.about()

    assert len(published.annotations) == 4
    assert times == {"parse_document": 4, "read_note": 6, "render": 4}

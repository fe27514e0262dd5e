"""What the gate costs: the texts of a generated edition rendered with it and without, in turns.

Prints processor seconds and the ratios pair by pair; the build does more than render.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median

from generated import write_edition
from visavis.edition import Edition, open_edition
from visavis.render import Dialect, Html, TextRenderer
from visavis.render.sanitize import Sanitizer
from visavis.settings import read_project
from visavis.side import Side


def render(edition: Edition) -> float:
    """Render every text; returns processor seconds."""
    begun = time.process_time()
    for side in Side:
        renderer = TextRenderer(edition.project[side].language, Dialect())
        for chapter in edition.chapters:
            renderer.render(chapter[side], (pair[side] for pair in chapter.pairs))
    return time.process_time() - begun


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--chapters", type=int, default=40)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    clean = Sanitizer.clean
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "edition"
        write_edition(root, options.chapters)
        edition = open_edition(read_project(root))
        ratios = []
        for _ in range(options.runs):
            Sanitizer.clean = clean  # type: ignore[method-assign]
            ours = render(edition)
            Sanitizer.clean = lambda self, html: Html((html,))  # type: ignore[method-assign]
            without = render(edition)
            ratios.append(ours / without)
            print(f"with the gate {ours:.2f} s, without {without:.2f} s: {ratios[-1]:.2f} times")
    print(f"median {median(ratios):.2f}")


if __name__ == "__main__":
    main()

"""The tree that `visavis compose` writes has the pages of the site."""

from __future__ import annotations

from pathlib import Path

from desk import make_desk
from visavis.edition import open_edition
from visavis.settings import read_project
from visavis.site.tree import compose_tree


def test_the_tree_says_where_the_review_stands(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    desk.write("a", "Un mot.\n{: #p1 }\n", "A word.\n{: #p1 }\n")
    desk.write("b", "Deux mots.\n{: #p1 }\n", "Two words.\n{: #p1 }\n")
    desk.run("review", "--accept", "a#p1", "--name", "Ana")
    config = tmp_path / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "nav:\n  - b.md\n  - A: a.md\n", "utf-8")
    files = compose_tree(open_edition(read_project(tmp_path)))

    def told(name: str) -> str:
        content = files[f"docs/{name}"]
        return content if isinstance(content, str) else content.decode()

    french, english = told("alignment/index.md"), told("en/alignment/index.md")
    assert "relu" in french
    assert 'href="../a/#p1"' in french
    assert 'href="../a/#p1"' in english
    assert french.index('"../b/#p1"') < french.index('"../a/#p1"')
    assert '"reviewed": 1' in told("alignment.json")
    assert "1/2" in told("alignment.svg")

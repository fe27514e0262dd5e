"""`visavis import`: what a publisher brings is aligned, stamped and passes the checks."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desk import Desk, make_desk
from imports.specimen import RICH, UNITS, put, specimen

ROOT = Path(__file__).parents[2]
FORMATS = (*RICH, ".txt")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    root = tmp_path / "edition"
    root.mkdir()
    return make_desk(root)


def bring(desk: Desk, suffix: str, *options: str) -> str:
    """Import the lighthouse in one format; what is said."""
    files = [str(put(desk.root.parent, f"lighthouse.{tag}{suffix}")) for tag in ("en", "fr")]
    said = desk.run("import", *files, "--as", "lighthouse", *options)
    assert said.code == 0, said.err
    return said.out


def text(desk: Desk, path: str) -> str:
    return (desk.root / path).read_text(encoding="utf-8")


def write(desk: Desk, name: str, content: str) -> str:
    file = desk.root.parent / name
    file.write_text(content, encoding="utf-8")
    return str(file)


def refused(desk: Desk, *arguments: str) -> str:
    """The one line with which a command is refused; nothing is written."""
    before = desk.files()
    said = desk.run("import", *arguments)
    assert said.code == 2
    assert said.err.count("\n") == 1, said.err
    assert desk.files() == before
    return said.err


@pytest.mark.parametrize("suffix", FORMATS)
def test_two_texts_are_aligned_and_pass_the_checks(desk: Desk, suffix: str) -> None:
    bring(desk, suffix)
    checked = desk.run("check", "--fail-on", "warning")
    assert checked.code == 0, checked.out
    if suffix != ".txt":
        french = text(desk, "docs/lighthouse.md")
        assert "\n## Ce qu’il chantait\n{: #p5 }\n" in french
        assert "\npoint de lumière.\n{: #p7 .verse }\n" in french
        assert "un **épais** cahier.[^1]" in french
        assert "\n[^1]: Il n’y est jamais question du vent.\n" in french
    entries = desk.records()["lighthouse"].entries
    assert {entry.state for entry in entries.values()} == {"unreviewed"}
    assert "p1" in entries


@pytest.mark.parametrize("name", UNITS)
def test_aligned_material_keeps_its_alignment(desk: Desk, name: str) -> None:
    file = str(put(desk.root.parent, name))
    assert desk.run("import", file, "--as", "units").code == 0
    assert desk.run("check").code == 0
    assert "l’avait" not in text(desk, "docs/units.md")
    assert "sœur, qui n’avait jamais vu la mer\u00a0:\n{: #p1 }" in text(desk, "docs/units.md")
    if name == "units.tsv":
        assert "he sang:\n{: #p3 .untranslated }" in text(desk, "docs_en/units.md")
        assert "courte\u00a0:\n{: #p4 .alone }" in text(desk, "docs/units.md")


def test_a_dry_run_shows_the_alignment_and_writes_nothing(desk: Desk) -> None:
    before = desk.files()
    said = bring(desk, ".md", "--dry-run")
    assert "     p1  1:1 " in said
    assert "The lighthouse" in said
    assert "Le phare" in said
    assert "Nothing was written" in said
    assert desk.files() == before


def test_nothing_is_overwritten_without_force(desk: Desk) -> None:
    bring(desk, ".md")
    file = str(desk.root.parent / "lighthouse.en.md")
    said = refused(desk, file, file, "--as", "lighthouse")
    assert "docs_en/lighthouse.md: the chapter is there already; --force" in said


def test_with_force_the_same_words_keep_their_ids_and_no_id_comes_back(desk: Desk) -> None:
    bring(desk, ".md")
    texts = {}
    for tag, added in (("en", "A storm came in 1901."), ("fr", "Une tempête vint en 1901.")):
        lines = specimen(f"lighthouse.{tag}.md").decode()
        head, _, tail = lines.partition("\n\n> ")
        quote, _, rest = tail.partition("\n\n")
        assert quote
        texts[tag] = write(desk, f"new.{tag}.md", f"{head}\n\n{added}\n\n{rest}")
    said = desk.run("import", texts["en"], texts["fr"], "--as", "lighthouse", "--force")
    assert said.code == 0, said.err
    french = text(desk, "docs/lighthouse.md")
    assert "Une tempête vint en 1901.\n{: #p3-1 }" in french
    assert "Personne ne vint avant mars.\n{: #p11 }" in french
    assert desk.entry("lighthouse", "p4").gone
    assert desk.run("check").code == 0


def test_doubtful_rows_are_listed_with_their_neighbours(desk: Desk) -> None:
    file = put(desk.root.parent, "units.po")
    said = desk.run("import", str(file), "--as", "units").out
    assert "1 row to look at (less sure than 0.9):" in said
    listed = said.partition("to look at")[2]
    assert "> p5  0.50  docs_en/units.md:13 and docs/units.md:10\n      en  The end\n" in listed
    assert "      fr  Personne ne vint avant mars.\n" in listed

    # Whoever reviews begins with it, until it is signed off.
    assert desk.entry("units", "p5").score == 0.5
    found = desk.run("review", "--only", "doubtful").out
    assert "units#p5  doubtful; the aligner was 50% sure of it\n" in found
    assert desk.run("review", "--accept", "units#p5", "--name", "Ana").code == 0
    assert desk.entry("units", "p5").score is None


def test_another_text_takes_the_place_of_the_original(desk: Desk) -> None:
    bring(desk, ".md")
    before = text(desk, "docs/lighthouse.md")
    desk.edit("docs_en/lighthouse.md", 'title: "The', 'text_status: reconstruction\ntitle: "The')
    new = (
        specimen("lighthouse.en.md")
        .decode()
        .replace("wrote every evening", "used to write every night")
        .replace("Nobody came before March.", "Nobody at all came before the month of March.")
        .replace("His list for the winter", "A gull sat on the rail of the boat.\n\nHis list")
    )
    file = write(desk, "new.md", new)
    said = desk.run("import", file, "--replace", "source", "--as", "lighthouse")
    assert said.code == 0, said.err
    english = text(desk, "docs_en/lighthouse.md")
    assert english.startswith('---\ntext_status: published-original\ntitle: "The light')
    assert "used to write every night" in english
    assert "A gull sat on the rail of the boat.\n{: #p7-1 .untranslated }" in english
    assert "before the month of March.\n{: #p11 }" in english
    assert text(desk, "docs/lighthouse.md") == before
    assert "p7-1 has no answer, marked .untranslated: A gull sat" in said.out
    assert desk.run("check").code == 0


def test_the_side_that_stays_says_what_it_has_lost(desk: Desk) -> None:
    bring(desk, ".md")
    new = specimen("lighthouse.fr.md").decode()
    new = new.replace("[^vent]:", "Plus rien.\n\n[^autre]:").replace("[^vent]", "")
    new = new.replace("## Ce qu’il chantait\n\n", "")
    said = desk.run("import", write(desk, "n.md", new), "--replace", "target", "--as", "lighthouse")
    assert said.code == 0, said.err
    english = text(desk, "docs_en/lighthouse.md")
    assert "## What he sang\n{: #p5 .untranslated }" in english
    assert "notebook.[^src-1]" in english
    assert "[^src-1]: The wind is never mentioned in it." in english
    assert desk.run("check").code == 0


@pytest.mark.parametrize("side", ["source", "target"])
def test_every_chapter_of_this_edition_put_in_again_is_the_same(desk: Desk, side: str) -> None:
    shutil.copy(ROOT / "mkdocs.yml", desk.root)
    for folder in ("docs", "docs_en", "glossary", "alignment"):
        shutil.copytree(ROOT / folder, desk.root / folder, dirs_exist_ok=True)
    folder = "docs_en" if side == "source" else "docs"
    names = [file.stem for file in sorted((desk.root / folder).glob("*.md"))]
    before = {path: words_of(text(desk, path)) for path in paths(names)}
    for name in names:
        file = str(desk.root / folder / f"{name}.md")
        said = desk.run("import", file, "--replace", side, "--as", name)
        assert said.code == 0, said.err
    assert {path: words_of(text(desk, path)) for path in paths(names)} == before


def paths(names: list[str]) -> list[str]:
    return [f"{folder}/{name}.md" for folder in ("docs", "docs_en") for name in names]


def words_of(chapter: str) -> list[str]:
    """All lines but the one that says what kind of text it is."""
    return [line for line in chapter.split("\n") if not line.startswith("text_status:")]


OWN_HAND = """# Title
{: #p1 }

Two *ships* come_in with[^b] the _tide_[^a], 3 < 4 & more.
{: #p2 lang="en" }

- bread
- a pencil
{: #p3 .walk }

```python
x = 1
```
{: #p4 }

|a|b|
|:--|--:|
|1|2[^c]|
{: #p5 }

Short lines
of verse.
{: #p6 .verse }

[^b]: Second:

    - one
    - two

[^a]: First _of_ all.

[^c]: Third.
"""


@pytest.mark.parametrize("side", ["source", "target"])
def test_a_text_that_is_put_in_again_stays_in_the_hand_that_wrote_it(desk: Desk, side: str) -> None:
    desk.write("a", OWN_HAND, OWN_HAND)
    file = str(desk.root / ("docs_en" if side == "source" else "docs") / "a.md")
    said = desk.run("import", file, "--as", "a", "--replace", side)
    assert said.code == 0, said.err
    assert text(desk, "docs/a.md").rpartition("---\n\n")[2] == OWN_HAND
    assert text(desk, "docs_en/a.md").rpartition("---\n\n")[2] == OWN_HAND


def test_other_markup_of_the_same_words_is_taken_over(desk: Desk) -> None:
    desk.write("a", "- un\n- deux\n{: #p1 }\n", "- one\n- two\n{: #p1 }\n")
    new = write(desk, "new.md", "1. one\n2. *two*\n")
    assert desk.run("import", new, "--as", "a", "--replace", "source").code == 0
    assert "1.  one\n2.  *two*\n{: #p1 }" in text(desk, "docs_en/a.md")


def test_marks_of_what_stands_alone_stay_with_the_same_words(desk: Desk) -> None:
    desk.write(
        "a",
        "# Titre\n{: #p1 }\n\nDeux navires arrivent.\n{: #p3 }\n",
        "# Title\n{: #p1 }\n\nBy an unknown.\n{: #p2 .alone }\n\nTwo ships come.\n{: #p3 }\n",
    )
    before = text(desk, "docs_en/a.md")
    file = str(desk.root / "docs_en/a.md")
    assert desk.run("import", file, "--replace", "source", "--as", "a").code == 0
    assert text(desk, "docs_en/a.md").partition("---\n\n")[2] == before


def test_blocks_of_the_edition_itself_stay_on_both_sides(desk: Desk) -> None:
    bring(desk, ".md")
    for path in ("docs/lighthouse.md", "docs_en/lighthouse.md"):
        desk.edit(path, "{: #p11 }", "{: #p11 .edition }")
    new = write(desk, "new.md", specimen("lighthouse.en.md").decode().replace("Nobody", "Someone"))
    said = desk.run("import", new, "--replace", "source", "--as", "lighthouse")
    assert said.code == 0, said.err
    assert "Nobody came before March.\n{: #p11 .edition }" in text(desk, "docs_en/lighthouse.md")
    assert desk.run("check").code == 0


def test_of_what_was_signed_off_the_changed_words_are_shown(desk: Desk) -> None:
    bring(desk, ".md")
    desk.run("review", "--accept", "--all", "--name", "Ana")
    signed = desk.records()["lighthouse"].entries
    new = write(desk, "new.md", specimen("lighthouse.en.md").decode().replace("Nobody", "Someone"))
    assert desk.run("import", new, "--replace", "source", "--as", "lighthouse").code == 0
    assert desk.records()["lighthouse"].entries == signed
    shown = (
        "p11 has changed since Ana signed it off on 2023-11-14, the French side has not: "
        "“[-Nobody-] came before March.” → “{+Someone+} came before March.”"
    )
    assert shown in desk.run("check").out
    assert "Someone" in desk.run("review").out


def test_a_sign_off_goes_with_its_paragraph_when_the_chapter_is_imported_again(desk: Desk) -> None:
    bring(desk, ".md")
    desk.run("review", "--accept", "--all", "--name", "Ana")
    files = []
    for tag, old, new in (("en", "never", "seldom"), ("fr", "jamais", "rarement")):
        changed = specimen(f"lighthouse.{tag}.md").decode()
        files.append(write(desk, f"new.{tag}.md", changed.replace(old, new)))
    assert desk.run("import", *files, "--as", "lighthouse", "--force").code == 0
    record = desk.records()["lighthouse"].entries
    assert {entry.state for entry in record.values()} <= {"reviewed", "moved"}
    said = desk.run("check").out
    assert "[-never-]" in said
    assert "{+seldom+}" in said


def test_a_row_that_is_part_of_another_keeps_what_was_signed_off(desk: Desk) -> None:
    bring(desk, ".md")
    desk.run("review", "--accept", "--all", "--name", "Ana")
    before = desk.entry("lighthouse", "p3")
    lines = specimen("lighthouse.en.md").decode()
    joined = lines.replace("12 of them.\n\nHe kept", "12 of them. He kept")
    said = desk.run(
        "import", write(desk, "n.md", joined), "--replace", "source", "--as", "lighthouse"
    )
    assert "p3 is part of p2 now" in said.out
    entry = desk.entry("lighthouse", "p3")
    assert (entry.state, entry.moved_to) == ("moved", "#p2")
    assert (entry.source, entry.name) == (before.source, "Ana")


def test_words_that_nobody_has_signed_off_are_recorded_as_they_are_now(desk: Desk) -> None:
    bring(desk, ".md")
    new = write(desk, "new.md", specimen("lighthouse.en.md").decode().replace("Nobody", "Someone"))
    assert desk.run("import", new, "--replace", "source", "--as", "lighthouse").code == 0
    entry = desk.entry("lighthouse", "p11")
    assert (entry.state, entry.source) == ("unreviewed", "Someone came before March.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["en.md", "--as", "a"], "en.md: TARGET is missing"),
        (["en.md", "fr.md", "--as", "../a"], "../a is no name for a chapter"),
        (["en.md", "fr.md", "--as", "a.md"], "a.md is no name for a chapter"),
        (["en.pdf", "fr.md", "--as", "a"], ".pdf cannot be read well enough to keep every word"),
        (["en.jpg", "fr.md", "--as", "a"], ".jpg is no format that can be imported"),
        (["units.po", "fr.md", "--as", "a"], "units.po: this file holds both texts"),
        (["en.md", "--replace", "source", "--as", "a"], "docs/a.md: there is no such chapter yet"),
        (["en.md", "fr.md", "--replace", "source", "--as", "a"], "--replace takes one text"),
        (["en.md", "none.md", "--as", "a"], "none.md: cannot be read"),
        (["en.md", "fr.docx", "--as", "a"], "fr.docx: not a DOCX file"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(desk.root.parent)
    for name in ("en.md", "fr.md", "fr.docx", "units.po", "en.pdf"):
        write(desk, name, "Words.\n")
    assert said in refused(desk, *arguments)


def test_a_name_that_differs_only_in_case_is_refused(desk: Desk) -> None:
    bring(desk, ".md")
    files = [str(desk.root.parent / f"lighthouse.{tag}.md") for tag in ("en", "fr")]
    assert "lighthouse.md and Lighthouse.md differ" in refused(desk, *files, "--as", "Lighthouse")


def test_chapters_can_stand_in_folders(desk: Desk) -> None:
    files = [str(put(desk.root.parent, f"lighthouse.{tag}.md")) for tag in ("en", "fr")]
    assert desk.run("import", *files, "--as", "part-1/sea").code == 0
    assert (desk.root / "docs_en/part-1/sea.md").is_file()
    assert desk.run("check").code == 0


def test_without_the_extra_the_command_names_it(desk: Desk, tmp_path: Path) -> None:
    for name in ("pypandoc", "trafilatura", "polib"):
        lame(tmp_path, name, "raise ModuleNotFoundError(name=__name__)\n")
    said = bring_lame(desk, tmp_path, ".docx")
    assert "pypandoc_binary" in said
    assert "pip install 'visavis[import]'" in said


def test_a_package_that_does_not_load_says_why(desk: Desk, tmp_path: Path) -> None:
    lame(tmp_path, "trafilatura", "raise ImportError('lxml.html.clean is\\nnow a project.')\n")
    said = bring_lame(desk, tmp_path, ".html")
    assert (
        "reading HTML needs the package trafilatura, which is installed but does not load: "
        "lxml.html.clean is now a project"
    ) in said


def lame(folder: Path, name: str, code: str) -> None:
    """A package of a name that hides the real one."""
    (folder / "lame" / name).mkdir(parents=True)
    (folder / "lame" / name / "__init__.py").write_text(code, encoding="utf-8")


def bring_lame(desk: Desk, folder: Path, suffix: str) -> str:
    """The one line with which an import ends that needs one of these packages."""
    shutil.copytree(ROOT / "scripts" / "visavis", folder / "lame" / "visavis")
    files = [str(put(folder, f"lighthouse.{tag}{suffix}")) for tag in ("en", "fr")]
    done = subprocess.run(
        [sys.executable, "-m", "visavis", "-C", str(desk.root), "import", *files, "--as", "a"],
        cwd=folder / "lame",
        env={"PYTHONPATH": str(folder / "lame")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def test_a_book_becomes_chapters(desk: Desk) -> None:
    english, french = "# Book\n\nBy me.\n\n", "# Livre\n\nDe moi.\n\n"
    for n, (noun, nom) in enumerate([("river", "rivière"), ("bridge", "pont")], 1):
        english += f"## Chapter {n}\n\nThe {noun} of 18{n}7 was old.[^{n}]\n\n"
        french += f"## Chapitre {n}\n\nLe mot {nom} de 18{n}7 était vieux.[^{n}]\n\n"
    english += "[^1]: A note.\n\n[^2]: Another note.\n"
    french += "[^1]: Une note.\n\n[^2]: Une autre note.\n"
    files = [write(desk, "book.en.md", english), write(desk, "book.fr.md", french)]
    shown = desk.run("import", *files, "--as", "book", "--chapters", "--dry-run")
    assert "book-02\n     p1  1:1 " in shown.out
    said = desk.run("import", *files, "--as", "book", "--chapters")
    assert said.code == 0, said.err
    assert said.out.endswith("and their record.\nNext: `visavis check`.\n")
    assert text(desk, "docs/book-02.md").startswith(
        '---\ntitle: "Chapitre 2"\n---\n\n# Chapitre 2\n{: #p1 }\n'
    )
    assert text(desk, "docs_en/book-02.md").endswith("old.[^1]\n{: #p2 }\n\n[^1]: Another note.\n")
    assert "By me." in text(desk, "docs_en/book-00.md")
    assert desk.run("check").code == 0
    assert set(desk.records()) == {"book-00", "book-01", "book-02"}
    assert "book-00.md: the chapter is there" in refused(desk, *files, "--as", "book", "--chapters")
    again = desk.run("import", *files, "--as", "book", "--chapters", "--level", "1", "--force")
    assert "docs/book-02.md is of an earlier import" in again.out


def test_a_chapter_of_another_name_is_no_leftover(desk: Desk) -> None:
    english = "# One\n\nThe river of 1817.\n\n# Two\n\nThe bridge of 1827.\n"
    french = "# Un\n\nLa rivière de 1817.\n\n# Deux\n\nLe pont de 1827.\n"
    files = [write(desk, "en.md", english), write(desk, "fr.md", french)]
    for name in ("hist-1914", "hist-03", "hist-3", "hist-late-04"):
        desk.write(name, fr="Un.\n", en="One.\n")
    said = desk.run("import", *files, "--as", "hist", "--chapters")
    assert said.code == 0, said.err
    left = [line.split()[0] for line in said.out.splitlines() if "of an earlier import" in line]
    assert left == ["docs_en/hist-03.md", "docs/hist-03.md"]


def test_a_level_is_one_of_chapters(desk: Desk) -> None:
    files = [write(desk, "en.md", "# One\n\nTwo.\n"), write(desk, "fr.md", "# Un\n\nDeux.\n")]
    said = refused(desk, *files, "--as", "book", "--level", "1")
    assert "--level names the headings at which --chapters cuts a book" in said
    assert "add --chapters" in said


def test_what_a_book_leaves_out_is_said_once(desk: Desk) -> None:
    english = "# One\n\nSome <b>bold</b> words.\n\n# Two\n\nMore of them.\n\n[^x]: Lost.\n"
    french = "# Un\n\nDes mots gras.\n\n# Deux\n\nEncore d’autres.\n"
    files = [write(desk, "en.md", english), write(desk, "fr.md", french)]
    said = desk.run("import", *files, "--as", "book", "--chapters")
    assert said.code == 0, said.err
    assert said.out.count("en.md: left out: 2 × raw HTML (<b>, </b>)\n") == 1
    assert "en.md: 1 × note that nobody calls, now a paragraph at the end ([^x])\n" in said.out
    assert said.out.count("left out") == 1


def test_headings_at_which_a_book_is_not_cut_are_named(desk: Desk) -> None:
    english = "# Book\n\n## One\n\nThe river of 1817.\n\n## Two\n\nThe bridge of 1827.\n\n"
    french = "# Livre\n\n## Un\n\nLa rivière de 1817.\n\n## Deux\n\nLe pont de 1827.\n\n"
    english += "## Three\n\nThe church of 1837.\n\n## Four\n\nThe tower of 1847.\n"
    french += "L’église de 1837.\n\n## Quatre\n\nLa tour de 1847.\n"
    files = [write(desk, "en.md", english), write(desk, "fr.md", french)]
    said = desk.run("import", *files, "--as", "book", "--chapters")
    assert said.code == 0, said.err
    line = text(desk, "docs_en/book-02-two.md").split("\n").index("# Three") + 1
    assert (
        f"docs_en/book-02-two.md:{line}: no chapter begins at this heading, since no heading of "
        "the translation answers it: Three\n"
    ) in said.out
    assert said.out.count("no chapter begins") == 1


def test_chapters_are_called_by_their_titles(desk: Desk) -> None:
    english = "# 1\n\n## The *old* river\n\nIt froze in 1817.\n\n# 2\n\n## At L’Étang\n\nNo.\n"
    french = "# Un\n\nElle gela en 1817.\n\n# Deux\n\nNon.\n"
    files = [write(desk, "en.md", english), write(desk, "fr.md", french)]
    said = desk.run("import", *files, "--as", "book", "--chapters")
    assert said.code == 0, said.err
    assert "# 1 The *old* river\n{: #p1 }" in text(desk, "docs_en/book-01-the-old-river.md")
    assert "Non." in text(desk, "docs/book-02-at-etang.md")


def test_a_level_that_a_side_does_not_have_is_refused(desk: Desk) -> None:
    english = "# One\n\n## First\n\nA.\n\n# Two\n\n## Second\n\nB.\n"
    files = [write(desk, "en.md", english), write(desk, "fr.md", "# Un\n\nA.\n\n# Deux\n\nB.\n")]
    said = refused(desk, *files, "--as", "book", "--chapters", "--level", "2")
    assert "fr.md: it has no headings of level 2; it has those of level 1" in said


def test_what_the_nav_does_not_name_is_to_be_named_there(desk: Desk) -> None:
    assert bring(desk, ".md").endswith(".jsonl.\nNext: `visavis check`.\n")
    desk.edit("mkdocs.yml", "site_name", "nav: [{Sea: [index.md, lighthouse.md]}]\nsite_name")
    assert bring(desk, ".md", "--force").endswith(".jsonl.\nNext: `visavis check`.\n")
    desk.edit("mkdocs.yml", ", lighthouse.md", "")
    assert bring(desk, ".md", "--force").endswith(
        "The nav of mkdocs.yml does not name this; add it there, then `visavis check`:\n"
        "  - lighthouse.md\n"
    )


def test_what_the_rules_find_elsewhere_is_not_said_of_the_new_texts(desk: Desk) -> None:
    desk.edit("mkdocs.yml", "site_name", "nav: [lighthouse.md, gone.md]\nsite_name")
    assert "nav.broken" not in bring(desk, ".md")


def test_exchanged_texts_are_noticed(desk: Desk) -> None:
    english, french = (put(desk.root.parent, f"lighthouse.{tag}.md") for tag in ("en", "fr"))
    said = desk.run("import", str(french), str(english), "--as", "sea")
    assert said.code == 0
    assert (
        "lighthouse.fr.md: the original reads like French, not like English\n"
        f"{english}: the translation reads like English, not like French\n"
        "The two seem exchanged: run `visavis undo`, then import them the other way round.\n"
    ) in said.out
    assert desk.run("undo").code == 0
    right = desk.run("import", str(english), str(french), "--as", "sea").out
    assert "reads like" not in right
    said = desk.run("import", str(french), "--as", "sea", "--replace", "source")
    assert "lighthouse.fr.md: the original reads like French, not like English\n" in said.out
    assert "See whether it belongs to the other side" in said.out


def test_an_exchanged_book_is_noticed_once(desk: Desk) -> None:
    english = "# One\n\nThe river was old and deep that year.\n\n# Two\n\nNobody came here again.\n"
    french = "# Un\n\nLa rivière était vieille cette année.\n\n# Deux\n\nPersonne ne revint ici.\n"
    files = [write(desk, "fr.md", french), write(desk, "en.md", english)]
    said = desk.run("import", *files, "--as", "book", "--chapters")
    assert said.out.count("The two seem exchanged: run `visavis undo`") == 1


def test_what_is_exchanged_and_not_written_is_not_undone(desk: Desk) -> None:
    english, french = (str(put(desk.root.parent, f"lighthouse.{tag}.md")) for tag in ("en", "fr"))
    said = desk.run("import", french, english, "--as", "sea", "--dry-run").out
    assert "The two seem exchanged: import them the other way round.\n" in said


def test_columns_that_are_exchanged_get_a_head(desk: Desk) -> None:
    rows = [("La rivière était vieille cette année.", "The river was old and deep that year.")]
    rows.append(("Personne ne revint jamais ici.", "Nobody ever came here again, they said."))
    table = write(desk, "both.tsv", "".join("\t".join(row) + "\n" for row in rows))
    said = desk.run("import", table, "--as", "sea").out
    assert "then import them with the languages at the head of the file.\n" in said


def test_texts_that_the_edition_had_already_are_named(desk: Desk) -> None:
    english, french = (str(put(desk.root.parent, f"lighthouse.{tag}.md")) for tag in ("en", "fr"))
    assert "had already" not in desk.run("import", english, french, "--as", "sea").out
    told = (
        "has the texts of sea, which the edition had already; `visavis undo` takes the import back."
    )
    assert f"again {told}\n" in desk.run("import", english, french, "--as", "again").out
    assert desk.run("undo").code == 0
    assert "had already" not in desk.run("import", english, french, "--as", "sea", "--force").out


def test_another_translation_of_a_text_is_none_that_the_edition_had(desk: Desk) -> None:
    english, french = (put(desk.root.parent, f"lighthouse.{tag}.md") for tag in ("en", "fr"))
    desk.run("import", str(english), str(french), "--as", "sea")
    other = write(desk, "other.md", french.read_text("utf-8").replace("e ", "es "))
    assert "had already" not in desk.run("import", str(english), other, "--as", "pope").out


def test_a_folder_is_called_one(desk: Desk) -> None:
    said = desk.run("import", str(desk.root / "docs"), "--as", "sea")
    assert said.code == 2
    assert "docs: this is a folder, not a file" in said.err

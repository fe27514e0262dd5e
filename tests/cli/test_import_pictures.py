"""`visavis import`: the pictures of both texts come along, each to its row."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pypandoc
import pytest

from desk import Desk, make_desk
from imports.specimen import picture

ENGLISH = """# The garden

The garden was closed for three winters, and nobody knew why.

![A map of the garden](map.png)

In March 1921 the mayor opened the gate, a lamp ![A lamp](lamp.png) in his hand.

- one tree
- two ponds ![A pond](pond-en.png)

The visitors came in the morning and left before the evening bell.
"""
FRENCH = """# Le jardin

Le jardin resta fermé trois hivers, et personne ne savait pourquoi.

![Un plan du jardin](map.png)

En mars 1921 le maire ouvrit la grille, une lampe à la main.

- un arbre
- deux étangs ![Un étang](pond-fr.png)

Les visiteurs vinrent le matin et partirent avant la cloche du soir.
"""
PICTURES = {"map.png": 1, "lamp.png": 2, "pond-en.png": 3, "pond-fr.png": 4}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    root = tmp_path / "edition"
    root.mkdir()
    return make_desk(root)


def write(folder: Path, suffix: str) -> tuple[str, str]:
    """Both texts in one format, with their pictures."""
    for name, shade in PICTURES.items():
        (folder / name).write_bytes(picture(shade))
    files = []
    for tag, text in (("en", ENGLISH), ("fr", FRENCH)):
        (folder / f"{tag}.md").write_text(text, encoding="utf-8")
        if suffix != ".md":
            command = [pypandoc.get_pandoc_path(), f"{tag}.md", "-o", f"{tag}{suffix}"]
            # Without captions, which are paragraphs of their own.
            command += ["-f", "markdown-implicit_figures"]
            subprocess.run(command, cwd=folder, check=True)
        files.append(str(folder / f"{tag}{suffix}"))
    return files[0], files[1]


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx", ".odt", ".epub"])
def test_pictures_come_along_and_stand_face_to_face(
    desk: Desk, tmp_path: Path, suffix: str
) -> None:
    said = desk.run("import", *write(tmp_path, suffix), "--as", "part/garden")
    assert said.code == 0, said.err
    assert "and 4 pictures." in said.out
    assert "left out" not in said.out
    assert "link.broken" not in said.out
    folder = desk.root / "docs/img/part/garden"
    found = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert found == {
        "p3.png": picture(1),
        "p5.png": picture(2),
        "p7-en.png": picture(3),
        "p7-fr.png": picture(4),
    }
    english = (desk.root / "docs_en/part/garden.md").read_text(encoding="utf-8")
    french = (desk.root / "docs/part/garden.md").read_text(encoding="utf-8")
    for text in (english, french):
        assert "](../img/part/garden/p3.png)\n{: #p3 }\n" in text
    assert "](../img/part/garden/p5.png)\n{: #p5 .alone }\n" in english
    assert "](../img/part/garden/p7-en.png)\n{: #p7 }\n" in english
    assert "](../img/part/garden/p7-fr.png)\n{: #p7 }\n" in french
    checked = desk.run("check", "--fail-on", "warning")
    assert checked.code == 0, checked.out


def test_what_a_picture_shows_is_said_to_those_who_do_not_see_it(
    desk: Desk, tmp_path: Path
) -> None:
    desk.run("import", *write(tmp_path, ".docx"), "--as", "garden")
    assert "![Un plan du jardin](" in (desk.root / "docs/garden.md").read_text(encoding="utf-8")


def test_another_picture_is_not_written_over_unasked(desk: Desk, tmp_path: Path) -> None:
    texts = write(tmp_path, ".md")
    folder = desk.root / "docs/img/garden"
    folder.mkdir(parents=True)
    (folder / "p3.png").write_bytes(b"somebody's")
    before = desk.files()
    said = desk.run("import", *texts, "--as", "garden")
    assert said.code == 2
    assert "docs/img/garden/p3.png: another picture is there already" in said.err
    assert desk.files() == before
    assert desk.run("import", *texts, "--as", "garden", "--force").code == 0
    assert (folder / "p3.png").read_bytes() == picture(1)


def test_a_text_that_replaces_a_side_brings_none(desk: Desk, tmp_path: Path) -> None:
    texts = write(tmp_path, ".md")
    desk.run("import", *texts, "--as", "garden")
    (tmp_path / "lamp.png").write_bytes(picture(5))
    said = desk.run("import", texts[0], "--as", "garden", "--replace", "source")
    assert said.code == 0, said.err
    assert "left out: 1 × image, which --replace does not bring" in said.out
    assert (desk.root / "docs/img/garden/p5.png").read_bytes() == picture(2)
    assert "](img/garden/p5.png)" in (desk.root / "docs_en/garden.md").read_text(encoding="utf-8")
    assert desk.run("check").code == 0


def test_chapters_of_a_book_have_their_own(desk: Desk, tmp_path: Path) -> None:
    texts = write(tmp_path, ".md")
    for path in texts:
        book = Path(path)
        text = book.read_text(encoding="utf-8")
        book.write_text(text + "\n" + text, encoding="utf-8")
    said = desk.run("import", *texts, "--as", "garden", "--chapters")
    assert said.code == 0, said.err
    for part in ("garden-01-the-garden", "garden-02-the-garden"):
        assert (desk.root / f"docs/img/{part}/p3.png").read_bytes() == picture(1)
        assert "(img/" + part + "/p3.png)" in (desk.root / f"docs_en/{part}.md").read_text("utf-8")
    assert desk.run("check").code == 0


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("../secret.png", "that is not there"),
        ("none.png", "that is not there"),
        ("https://example.org/a.png", "of another host"),
        ("//example.org/a.png", "of another host"),
        ("drawing.svg", "that is no PNG, JPEG, GIF or WebP"),
        ("data:image/png;base64,AAAA", "that is no PNG, JPEG, GIF or WebP"),
    ],
)
def test_a_picture_that_is_left_out_is_named(
    desk: Desk, tmp_path: Path, address: str, why: str
) -> None:
    (tmp_path / "secret.png").write_bytes(picture(1))
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    for tag in ("en", "fr"):
        (folder / f"{tag}.md").write_text(f"# One\n\n![x]({address})\n\nTwo.\n", "utf-8")
    said = desk.run("import", str(folder / "en.md"), str(folder / "fr.md"), "--as", "a")
    assert said.code == 0, said.err
    assert f"left out: 1 × image {why} ({address})" in said.out
    assert not (desk.root / "docs/img").exists()


@pytest.mark.parametrize("side", ["source", "target"])
def test_pictures_stay_where_a_side_is_exchanged_for_its_own_text(
    desk: Desk, tmp_path: Path, side: str
) -> None:
    desk.run("import", *write(tmp_path, ".md"), "--as", "part/garden")
    texts = [desk.root / folder / "part/garden.md" for folder in ("docs_en", "docs")]
    before = [file.read_text(encoding="utf-8").partition("---\n\n")[2] for file in texts]
    own = str(texts[0 if side == "source" else 1])
    said = desk.run("import", own, "--as", "part/garden", "--replace", side)
    assert said.code == 0, said.err
    assert "left out" not in said.out
    after = [file.read_text(encoding="utf-8").partition("---\n\n")[2] for file in texts]
    assert after == before


def test_a_text_of_pictures_alone_replaces_no_side(desk: Desk, tmp_path: Path) -> None:
    texts = write(tmp_path, ".md")
    desk.run("import", *texts, "--as", "garden")
    before = desk.files()
    (tmp_path / "new.md").write_text("![A map](map.png)\n", encoding="utf-8")
    said = desk.run("import", str(tmp_path / "new.md"), "--as", "garden", "--replace", "source")
    assert said.code == 2
    assert "new.md: there is no text in it" in said.err
    assert desk.files() == before


def test_the_edition_alone_may_have_said_all_of_a_text(desk: Desk, tmp_path: Path) -> None:
    own = "The map was drawn by the edition.\n{: #p0 .edition .alone }\n"
    desk.write(
        "garden",
        fr="Le jardin resta fermé.\n{: #p1 }\n",
        en=f"{own}\nThe garden was closed.\n{{: #p1 }}\n",
    )
    before = desk.files()
    (tmp_path / "new.md").write_text("The map was drawn by the edition.\n", encoding="utf-8")
    said = desk.run("import", str(tmp_path / "new.md"), "--as", "garden", "--replace", "source")
    assert said.code == 2
    assert "new.md: there is no text in it" in said.err
    assert desk.files() == before


@pytest.mark.parametrize("address", ["pipe.png", "/dev/zero", "../../map.png", "a://[x"])
def test_pictures_are_not_looked_for_outside_the_edition(
    desk: Desk, tmp_path: Path, address: str
) -> None:
    texts = write(tmp_path, ".md")
    desk.run("import", *texts, "--as", "garden")
    (desk.root / "docs/pipe.png").symlink_to("/dev/zero")
    desk.edit("docs_en/garden.md", "](img/garden/p3.png)", f"]({address})")
    said = desk.run("import", texts[0], "--as", "garden", "--replace", "source")
    assert said.code == 0, said.err
    assert "left out: 1 × image, which --replace does not bring" in said.out


@pytest.mark.parametrize("name", ["garden", "part/garden"])
def test_the_own_files_of_a_chapter_are_imported_as_they_are(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    desk.run("import", *write(tmp_path, ".md"), "--as", name)
    before = desk.files()
    own = [str(desk.root / folder / f"{name}.md") for folder in ("docs_en", "docs")]
    said = desk.run("import", *own, "--as", name, "--force")
    assert said.code == 0, said.err
    assert "left out" not in said.out
    assert desk.files() == before


def test_the_own_files_of_a_chapter_keep_pictures_that_somebody_put_there(
    desk: Desk, tmp_path: Path
) -> None:
    desk.run("import", *write(tmp_path, ".md"), "--as", "part/garden")
    folder = desk.root / "docs/img"
    (folder / "part/garden/p3.png").rename(folder / "map.png")
    own = [desk.root / side / "part/garden.md" for side in ("docs_en", "docs")]
    for file in own:
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("img/part/garden/p3.png", "img/map.png"), encoding="utf-8")
    said = desk.run("import", *map(str, own), "--as", "part/garden", "--force")
    assert said.code == 0, said.err
    assert "left out" not in said.out
    assert (folder / "map.png").read_bytes() == picture(1)
    assert (folder / "part/garden/p3.png").read_bytes() == picture(1)


def test_own_files_reach_no_further_than_the_folders_of_the_edition(
    desk: Desk, tmp_path: Path
) -> None:
    (desk.root / "secret.png").write_bytes(picture(1))
    desk.write("a", fr="# Un\n\n![x](../secret.png)\n", en="# One\n\n![x](../secret.png)\n")
    own = [str(desk.root / folder / "a.md") for folder in ("docs_en", "docs")]
    said = desk.run("import", *own, "--as", "b")
    assert said.code == 0, said.err
    assert "left out: 1 × image that is not there (../secret.png)" in said.out


def test_an_ornament_is_one_file_however_often_it_stands(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "star.png").write_bytes(picture(1))
    (tmp_path / "flower.png").write_bytes(picture(2))
    texts = []
    for tag, last in (("en", "star"), ("fr", "flower")):
        parts = [f"{tag} 19{n}1.\n\n![](star.png)\n\n" for n in range(3)]
        file = tmp_path / f"{tag}.md"
        file.write_text("".join(parts) + f"{tag} 1999.\n\n![]({last}.png)\n", encoding="utf-8")
        texts.append(str(file))
    said = desk.run("import", *texts, "--as", "garden")
    assert said.code == 0, said.err
    names = {file.name for file in (desk.root / "docs/img/garden").iterdir()}
    assert names == {"p2.png", "p8-en.png", "p8-fr.png"}
    for folder in ("docs", "docs_en"):
        text = (desk.root / folder / "garden.md").read_text(encoding="utf-8")
        assert text.count("](img/garden/p2.png)") == 3
    before = desk.files()
    own = [str(desk.root / folder / "garden.md") for folder in ("docs_en", "docs")]
    assert desk.run("import", *own, "--as", "garden", "--force").code == 0
    assert desk.files() == before


@pytest.mark.parametrize("side", ["source", "target"])
def test_a_picture_of_another_host_stays_where_a_side_is_exchanged_for_its_own_text(
    desk: Desk, side: str
) -> None:
    shown = "![A map](https://example.org/map.png)\n{: #p2 }\n"
    desk.write(
        "garden",
        fr=f"Le jardin resta fermé.\n{{: #p1 }}\n\n{shown}\nLa fin.\n{{: #p3 }}\n",
        en=f"The garden was closed.\n{{: #p1 }}\n\n{shown}\nThe end.\n{{: #p3 }}\n",
    )
    texts = [desk.root / folder / "garden.md" for folder in ("docs_en", "docs")]
    before = [file.read_text(encoding="utf-8") for file in texts]
    own = str(texts[0 if side == "source" else 1])
    said = desk.run("import", own, "--as", "garden", "--replace", side)
    assert said.code == 0, said.err
    assert "left out" not in said.out
    after = [file.read_text(encoding="utf-8") for file in texts]
    assert [text.rpartition("---\n\n")[2] for text in after] == before


def test_pictures_of_an_earlier_import_are_named(desk: Desk, tmp_path: Path) -> None:
    texts = write(tmp_path, ".md")
    said = desk.run("import", *texts, "--as", "garden")
    assert "earlier import" not in said.out
    folder = desk.root / "docs/img/garden"
    (folder / "late").mkdir()
    (folder / "late/p1.png").write_bytes(picture(6))  # of the chapter garden/late
    (folder / ".hidden").write_bytes(b"")
    for path in texts:
        text = Path(path).read_text(encoding="utf-8")
        Path(path).write_text(re.sub(r"!\[[^]]*\]\((?!map)[^)]*\)", "", text), encoding="utf-8")
    said = desk.run("import", *texts, "--as", "garden", "--force", "--dry-run")
    assert "earlier import" not in said.out
    said = desk.run("import", *texts, "--as", "garden", "--force")
    assert said.code == 0, said.err
    left = [line for line in said.out.splitlines() if "of an earlier import" in line]
    assert left == [
        f"docs/img/garden/{name} is of an earlier import: delete it, or keep it as it is."
        for name in ("p5.png", "p7-en.png", "p7-fr.png")
    ]


def test_pictures_of_a_chapter_that_is_left_over_are_named_with_it(
    desk: Desk, tmp_path: Path
) -> None:
    texts = write(tmp_path, ".md")
    before = [Path(path).read_text(encoding="utf-8") for path in texts]
    for path, text in zip(texts, before, strict=True):
        Path(path).write_text(3 * f"{text}\n", encoding="utf-8")
    desk.run("import", *texts, "--as", "garden", "--chapters")
    for path, text in zip(texts, before, strict=True):
        Path(path).write_text(2 * f"{text}\n", encoding="utf-8")
    said = desk.run("import", *texts, "--as", "garden", "--chapters", "--force")
    left = [line.split()[0] for line in said.out.splitlines() if "of an earlier import" in line]
    assert left == [
        "docs_en/garden-03-the-garden.md",
        "docs/garden-03-the-garden.md",
        "docs/img/garden-03-the-garden",
    ]


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_folder_where_a_picture_should_be_is_named(
    desk: Desk, tmp_path: Path, force: tuple[str, ...]
) -> None:
    texts = write(tmp_path, ".md")
    (desk.root / "docs/img/garden/p3.png").mkdir(parents=True)
    before = desk.files()
    said = desk.run("import", *texts, "--as", "garden", *force)
    assert said.code == 2
    assert "docs/img/garden/p3.png: this is no file, and a picture is to stand here" in said.err
    assert desk.files() == before

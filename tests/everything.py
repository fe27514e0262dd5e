"""An edition with one of everything that a book may have to show, made in a folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from visavis.edition import Edition, open_edition
from visavis.settings import read_project

_PICTURE = Path(__file__).parent / "editions/everything/docs/img/bird.png"
_LONG = "A note that goes on and on. " * 220
_TEXT = """# All & <everything>[^n{n}]
{{: #p1 }}

#### A heading that leaves two levels out
{{: #p2 }}

Words, *emphasis*, **strong**, `<code>`, [abroad](https://example.org/?a=1&b=2), a call[^b] and one
to what is too long[^long], with [a row](#p2), [another chapter](part/two.md#p1), [nothing](#p99),
[no page](nowhere.md) and [a file](data.csv).
{{: #p3 }}

عربي <span dir="rtl" lang="ar">مرحبا بالعالم</span>,
<ruby lang="ja">漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字。
{{: #p4 }}

A line of verse
and *another
one*, longer than the screen of a phone is wide, so that it has to be turned over
{{: #p5 .verse }}

the second stanza
{{: .p5 .verse }}

- one[^b]

    with a second paragraph

- two

    1. deeper
    2. and on

- three
{{: #p6 }}

| left | middle | right |
|:-----|:------:|------:|
| a[^b] | `b` | 1 |
| *c* | d | 20 |
{{: #p7 }}

> A quotation
>
> > in a quotation
{{: #p8 }}

```python
if a < b & c:
    print("<x>")
```
{{: #p9 }}

![A bird](img/bird.png)
{{: #p10 }}

<figure><img src="img/bird.png" alt="A bird"><figcaption>A caption[^b]</figcaption></figure>
{{: #p11 }}

<math><mfrac><mi>a</mi><mn>2</mn></mfrac></math> in words.
{{: #p12 }}

<ul class="task-list"><li><input type="checkbox" checked disabled> done</li></ul>
{{: #p13 }}

??? note "Folded"
    Inside, <ins>more</ins> <del>or less</del>.
{{: #p14 }}

---
{{: #p15 }}

<section id="own" title="&quot;quoted&quot;" markdown="1">
A part of its own, and [a way to it](#own).
</section>
{{: #p16 }}

![None](img/none.png) <img src="img/bird.png"> <video src="film.avi" controls></video>
{{: #p17 }}

<dl><dt>A term</dt><dd>and what it means</dd></dl>
{{: #p18 }}

{alone}

[^n{n}]: The first note.
[^b]: A note with `<code>` that calls another[^n{n}] and leads [home](index.md).
[^long]: {long}
"""


def write_everything(root: Path) -> Edition:
    """The edition: Hebrew is the original, so that the book opens on the other side."""
    tongues = {"docs_he": "he", "docs": "en"}
    for number, (folder, tongue) in enumerate(tongues.items()):
        (root / folder / "part").mkdir(parents=True)
        alone = f"Only here: {tongue}.\n{{: #q{number} .alone }}"
        text = _TEXT.format(n=1, alone=alone, long=_LONG)
        (root / folder / "index.md").write_text(text, "utf-8")
        head = f"---\ntitle: Two & {tongue}\n---\n\n"
        two = head + "No heading here.\n{: #p1 }\n\n## Late\n{: #p2 }\n"
        (root / folder / "part/two.md").write_text(two, "utf-8")
    untranslated = "\nStill to come.\n{: #p3 .untranslated }\n"
    with (root / "docs_he/part/two.md").open("a", encoding="utf-8") as stream:
        stream.write(untranslated)
    (root / "docs/img").mkdir()
    shutil.copy(_PICTURE, root / "docs/img/bird.png")
    settings = {
        "source": {"language": "he", "folder": "docs_he", "name": "עברית"},
        "target": {"language": "en", "folder": "docs", "name": "English"},
        "citation": {"authors": ["Nobody, A. & B."], "date": 2026},
    }
    config = {"site_name": "Everything & <more>", "plugins": [{"visavis": settings}]}
    (root / "mkdocs.yml").write_text(json.dumps(config), "utf-8")
    return open_edition(read_project(root))

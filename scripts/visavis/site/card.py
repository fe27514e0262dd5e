"""The picture that stands for a page where somebody shares it, and the icons of the site.

Both titles stand face to face, as the texts do. A title in letters that the typeface has not is
left out; a picture without any title is not made.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from visavis.publication import Interface
from visavis.store import Cache, content_key, name_code

if TYPE_CHECKING:
    from PIL import Image
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
"""Pixels; what Open Graph’s readers show whole."""
FOLDER = "assets/visavis/cards/"
TOUCH_ICON = 180
ICONS = (TOUCH_ICON, 192, 512)
"""Sizes in pixels: that of a phone's home screen, and those that a manifest names."""
PAPER = "#fdfcf9"
_INK, _QUIET, _LINE, _ACCENT = "#24211c", "#625c51", "#a89f8d", "#8a2f1c"
"""As `colours.css` has them, in light."""
_MARGIN, _GAP = 72, 48
_COLUMN = WIDTH // 2 - _MARGIN - _GAP
_SIZES = (64, 56, 48, 42, 36, 32)
_SHADES = 32


@dataclass(frozen=True, slots=True)
class Card:
    """What is written on a picture."""

    name: str
    """Of the chapter."""
    titles: tuple[str, ...]
    """In the order of the columns."""
    author: str = ""
    edition: str = ""
    """What the whole is called; empty where the titles say it."""

    @property
    def address(self) -> str:
        """Where it stands in the site."""
        return f"{FOLDER}{self.name}.png"

    @property
    def words(self) -> str:
        """For those who do not see it."""
        return " · ".join(filter(None, (*self.titles, self.author)))


def make_card(name: str, titles: Iterable[str], author: str, edition: str) -> Card | None:
    """What can be written of it; None where no title can."""
    told = tuple(filter(_can_write, titles))
    author, edition = (text if _can_write(text) else "" for text in (author, edition))
    return Card(name, told, author, "" if edition in told else edition) if told else None


def write_pictures(root: Path, site: Path, cards: Iterable[Card]) -> None:
    """Draw cards and icons into a built site; the edition at `root` keeps what was drawn."""
    for card in cards:
        kept = Cache(root, f"cards/{card.name}", name_code())
        _write(site / card.address, kept, repr(card), partial(draw_card, card))
    kept = Cache(root, "icons", name_code())
    for size in ICONS:
        _write(site / icon_address(size), kept, str(size), partial(draw_icon, size))


def icon_address(size: int) -> str:
    """Where an icon stands in the site."""
    return f"assets/visavis/icon-{size}.png"


def _write(path: Path, kept: Cache, said: str, draw: Callable[[], bytes]) -> None:
    key = content_key(said)
    drawn = kept.get(key)
    if drawn is None:
        drawn = base64.b64encode(draw()).decode("ascii")
        kept.put(key, drawn)
        kept.save()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(base64.b64decode(drawn))


def write_manifest(interface: Interface, title: str) -> str:
    """The web app manifest of an interface, which stands in its folder."""
    home = interface.addresses.home(interface.language)
    told = {
        "name": title,
        "short_name": title,
        "lang": interface.language,
        "dir": interface.text.direction,
        "start_url": "./",
        "scope": "../" if home else "./",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {
                "src": interface.addresses.between(home, icon_address(size)),
                "sizes": f"{size}x{size}",
                "type": "image/png",
            }
            for size in ICONS
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def draw_card(card: Card) -> bytes:
    """The picture as PNG."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 12), fill=_ACCENT)
    two = len(card.titles) > 1
    width = _COLUMN if two else WIDTH - 2 * _MARGIN
    size, columns = _fit(card.titles, width)
    if two:
        draw.line((WIDTH // 2, _MARGIN + 24, WIDTH // 2, HEIGHT - 150), fill=_LINE, width=2)
    for place, lines in enumerate(columns):
        left = WIDTH // 2 + _GAP if place else _MARGIN
        font = _font("It" if place else "Regular", size)
        for number, line in enumerate(lines):
            top = _MARGIN + 24 + number * size * 1.22
            draw.text((left, top), line, fill=_INK, font=font)
    foot = HEIGHT - 104
    draw.text((_MARGIN, foot), card.author, fill=_ACCENT, font=_font("Semibold", 34))
    if card.edition:
        edition = _shorten(card.edition, _font("Regular", 26), WIDTH - 2 * _MARGIN)
        draw.text((_MARGIN, foot + 46), edition, fill=_QUIET, font=_font("Regular", 26))
    return _pack(image)


def draw_icon(size: int) -> bytes:
    """The icon of the site as PNG: two columns, line by line."""
    from PIL import Image, ImageDraw

    fine = 4 * size  # drawn larger and made smaller, so that edges are smooth
    image = Image.new("RGB", (fine, fine), PAPER)
    draw = ImageDraw.Draw(image)
    unit = fine / 24
    for row, (left, right) in enumerate(((6, 6), (6, 5), (4, 6), (6, 6), (5, 3))):
        top = (6 + 2.6 * row) * unit
        for start, length, colour in ((4.5, left, _INK), (13.5, right, _ACCENT)):
            box = (start * unit, top, (start + length) * unit, top + 1.3 * unit)
            draw.rounded_rectangle(box, radius=unit * 0.5, fill=colour)
    return _pack(image.resize((size, size), Image.Resampling.LANCZOS))


def _pack(image: Image.Image) -> bytes:
    """An image as a small PNG, in the way that takes a tenth of the time of the smallest."""
    stream = BytesIO()
    image.quantize(_SHADES, method=2).save(stream, "PNG")  # 2: an octree
    return stream.getvalue()


def _fit(titles: Sequence[str], width: int) -> tuple[int, list[list[str]]]:
    """The largest size at which all titles have room, and their lines at that size."""
    for size in _SIZES:
        columns = [
            _wrap(title, _font("It" if place else "Regular", size), width)
            for place, title in enumerate(titles)
        ]
        room = (HEIGHT - 150 - _MARGIN - 24) // (size * 1.22)
        if all(len(lines) <= room for lines in columns):
            return size, columns
    return size, [[*lines[: int(room) - 1], "…"] for lines in columns]


def _wrap(text: str, font: FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(_shorten(word, font, width))
    return lines


def _shorten(text: str, font: FreeTypeFont, width: int) -> str:
    """As much of a text as has room."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


@cache
def _font(style: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(_typeface(style), size)


def _typeface(style: str) -> str:
    folder = resources.files("font_source_serif_pro") / "files"
    return str(folder / f"SourceSerifPro-{style}.ttf")


def _can_write(text: str) -> bool:
    """Whether the typeface has every letter of a text."""
    return bool(text) and {ord(letter) for letter in text} <= _letters()


@cache
def _letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(_typeface("Regular"), lazy=True) as font:
        return frozenset(font.getBestCmap())

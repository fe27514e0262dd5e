"""The colours of Material's palette as the accent of an edition, made legible on its paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

SHEET = "accent.css"
ICON = "icon.svg"
# As the style sheets of Material for MkDocs 9 have them.
_PRIMARY = {
    **{"red": "ef5552", "pink": "e92063", "purple": "ab47bd", "deep-purple": "7e56c2"},
    **{"indigo": "4051b5", "blue": "2094f3", "light-blue": "02a6f2", "cyan": "00bdd6"},
    **{"teal": "009485", "green": "4cae4f", "light-green": "8bc34b", "lime": "cbdc38"},
    **{"yellow": "ffec3d", "amber": "ffc105", "orange": "ffa724", "deep-orange": "ff6e42"},
    **{"brown": "795649", "grey": "757575", "blue-grey": "546d78", "black": "14151a"},
}
_ACCENT = {
    **{"red": "ff1a47", "pink": "f50056", "purple": "df41fb", "deep-purple": "7c4dff"},
    **{"indigo": "526cfe", "blue": "4287ff", "light-blue": "0091eb", "cyan": "00bad6"},
    **{"teal": "00bda4", "green": "00c753", "light-green": "63de17", "lime": "b0eb00"},
    **{"yellow": "ffd500", "amber": "ffaa00", "orange": "ff9100", "deep-orange": "ff6e42"},
}
_LEGIBLE = 4.7
"""The contrast that is wanted: a little more than the 4.5 of WCAG 2, 1.4.3."""
_STEPS = 100
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><style>'
    "rect{{fill:#fdfcf9}}.a{{fill:#24211c}}.b{{fill:{light}}}"
    "@media(prefers-color-scheme:dark){{rect{{fill:#191816}}.a{{fill:#e4dfd4}}.b{{fill:{dark}}}}}"
    '</style><rect width="24" height="24" rx="4"/>'
    '<path class="a" d="M4.5 6h6v1.3h-6zm0 2.6h6v1.3h-6zm0 2.6h4v1.3h-4zm0 2.6h6v1.3h-6z'
    'm0 2.6h5v1.3h-5z"/><path class="b" d="M13.5 6h6v1.3h-6zm0 2.6h5v1.3h-5zm0 2.6h6v1.3h-6z'
    'm0 2.6h6v1.3h-6zm0 2.6h3v1.3h-3z"/></svg>\n'
)


@dataclass(frozen=True, slots=True)
class Accent:
    """The one colour of an edition."""

    light: str = "#8a2f1c"
    """On light paper."""
    dark: str = "#eba88f"

    def write(self, folder: Path) -> None:
        """Write the rule for it, where it is not that of `colours.css`, and the site's icon."""
        (folder / SHEET).write_text(self._rules(), "utf-8", newline="\n")
        icon = _ICON.format(light=self.light, dark=self.dark)
        (folder / ICON).write_text(icon, "utf-8", newline="\n")

    def _rules(self) -> str:
        if self == Accent():
            return ""
        return (
            f"@layer visavis{{\nbody{{--vv-accent:light-dark({self.light},{self.dark})}}\n"
            f"@supports not (color:light-dark(#000,#fff)){{body{{--vv-accent:{self.light}}}"
            f'[data-md-color-scheme="slate"]{{--vv-accent:{self.dark}}}}}\n}}\n'
        )


def find_accent(palette: Iterable[Mapping[str, object]]) -> Accent:
    """What the palettes in `mkdocs.yml` make of it: their `primary`, or else their `accent`."""
    found = {"light": "", "dark": ""}
    for option in palette:
        scheme = "dark" if option.get("scheme") == "slate" else "light"
        named = _PRIMARY.get(str(option.get("primary"))) or _ACCENT.get(str(option.get("accent")))
        found[scheme] = found[scheme] or named or ""
    light, dark = found["light"] or found["dark"], found["dark"] or found["light"]
    if not light:
        return Accent()
    return Accent(_make_legible(light, "f4f0e6", "000000"), _make_legible(dark, "24221f", "ffffff"))


def contrast(one: str, other: str) -> float:
    """How far apart two colours are in brightness (WCAG 2.2, contrast ratio)."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _make_legible(colour: str, ground: str, towards: str) -> str:
    """A colour with as much of another as it needs to be read on a ground."""
    for step in range(_STEPS + 1):
        mixed = _mix(colour, towards, step / _STEPS)
        if contrast(mixed, ground) >= _LEGIBLE:
            return f"#{mixed}"
    return f"#{towards}"


def _mix(one: str, other: str, part: float) -> str:
    channels = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return bytes(round(a + (b - a) * part) for a, b in channels).hex()


def _luminance(colour: str) -> float:
    """Of sRGB, relative to white."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (byte / 255 for byte in bytes.fromhex(colour.removeprefix("#")))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

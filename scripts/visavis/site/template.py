"""The words that the theme has for an interface."""

from __future__ import annotations

from jinja2 import Environment

from visavis.settings import TextSettings
from visavis.theme import theme_folders


def speaks(language: str) -> bool:
    """Whether Material has words in a language."""
    file = f"partials/languages/{language}.html"
    return any((folder / file).is_file() for folder in theme_folders())


def theme_words(env: Environment, side: TextSettings) -> dict[str, object]:
    """Which of Material's templates has its words for an interface, and what it says wrongly then.

    It speaks some sixty languages; to the others it speaks English.
    """
    tags = (side.language, side.language.partition("-")[0], "en")
    names = [f"partials/languages/{tag}.html" for tag in tags]
    found = env.select_template(names).name
    own = {"language": side.language, "direction": side.direction}
    return {"theme_words": found, "theme_says": {} if found == names[0] else own}

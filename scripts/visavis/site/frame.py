"""What the frame of every page, the theme, is told about the interface that is being built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, TemplatesNotFound
from jinja2.bccache import Bucket
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig

from visavis.edition import HOME
from visavis.errors import VisavisError
from visavis.publication import Interface, as_line
from visavis.render import mark_html, read_words, typeset
from visavis.settings import CONFIG, TextSettings
from visavis.site.books import FEED, FEED_TYPE, describe_books
from visavis.site.csp import POLICY, read_lost
from visavis.site.edition_site import EditionSite
from visavis.site.nav import make_leaves
from visavis.site.offline import WORKER
from visavis.site.search import PIECES, in_pieces
from visavis.theme import theme_folders
from visavis.unicode import primary

_OTHER_LETTERS = frozenset("ar ckb fa he ja ko ps ur yi zh".split())
"""Languages that have fonts, leading or breaks in `letters.css`."""


def fill_frame(
    env: Environment, site: EditionSite, config: MkDocsConfig, *, preview: bool, search: bool
) -> None:
    """Tell the templates about the interface that is being built. Raises VisavisError."""
    env.bytecode_cache = TEMPLATE_CODE
    # Never in a preview: what a browser keeps of it would be shown in place of the next.
    unhosted = site.offline or preview
    env.globals["visavis"] = describe_frame(
        env,
        site,
        _find_interface(site, config),
        worker="" if unhosted else WORKER,
        csp=site.publication.edition.project.csp and not unhosted,
        search=search,
        about=config.site_description or "",
    )


def _find_interface(site: EditionSite, config: MkDocsConfig) -> Interface:
    """The one whose language the theme speaks; a plugin for languages sets it for each build."""
    said = str(config.theme.get("language") or "")
    if said not in site.interfaces:
        problem = f"{said} is none of the edition's languages" if said else "has no language"
        raise _refuse(problem, site.publication.edition.project.languages)
    return site.interfaces[said]


def _refuse(problem: str, languages: Iterable[str]) -> VisavisError:
    hint = f"`{{name: material, language: …}}`: {' or '.join(languages)}"
    return VisavisError(f"theme: {problem}", place=CONFIG, hint=hint)


def describe_frame(
    env: Environment,
    site: EditionSite,
    interface: Interface,
    *,
    worker: str,
    csp: bool,
    search: bool,
    about: str,
) -> dict[str, Any]:
    """The variable `visavis` of all templates; `theme/main.html` says what it holds."""
    texts = [interface.settings.target, interface.settings.source]
    edition, language, names = interface.publication.edition, interface.language, interface.names
    only = interface.words["view_only"]
    return {
        **_find_theme_words(env, interface.text, edition.project.languages),
        "language": language,
        "default": interface.addresses.default,
        "alignment": interface.address(names.alignment),
        "rules": interface.address(names.rules),
        "notes": interface.address(names.notes) if names.notes else "",
        "languages": [
            {"tag": text.language, "name": text.name, "dir": text.direction} for text in texts
        ],
        "home": interface.address(HOME),
        "search": interface.addresses.home(language) + "search/",
        "search_page": interface.address(names.index),
        "pieces": PIECES if in_pieces(edition) and not site.offline else "",
        "leaves": make_leaves(),
        "offline": site.offline,
        "books": describe_books(site.books, interface, HOME),
        "feed": (FEED, FEED_TYPE) if site.books else None,
        "worker": worker,
        "csp": POLICY if csp else "",
        "lost": read_lost(),
        "preload": () if site.offline else site.typeface.preload,
        "searches": search,
        "head": partial(site.describe_head, about=about),
        "typeset": typeset,
        "letters": any(primary(text.language) in _OTHER_LETTERS for text in texts),
        "names": interface.called,
        "only": {
            text.language: as_line(only.replace("{name}", interface.call_language(text)))
            for text in texts
        },
        "words": {text.language: read_words(text.language) for text in texts},
        "marks": {text.language: Markup(mark_html(text.language)) for text in texts},
    }


class TemplateCode(BytecodeCache):
    """The theme's templates as code, for all interfaces of a process and every build of it.

    To compile them takes longer than to fill them for a small edition. It is kept in memory alone:
    what stands on a disk somebody else may have written, and code is run.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template the code that was made of this very text under the same settings."""
        bucket.code = self._known.get(_name_code_of(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was made of a template."""
        if bucket.code is not None:
            self._known[_name_code_of(bucket)] = bucket.code


TEMPLATE_CODE = TemplateCode()


def _name_code_of(bucket: Bucket) -> tuple[object, ...]:
    env = bucket.environment
    signs = env.block_start_string, env.variable_start_string, env.comment_start_string
    spaces = env.trim_blocks, env.lstrip_blocks, env.keep_trailing_newline
    written = env.line_statement_prefix, env.line_comment_prefix, env.autoescape
    return bucket.key, bucket.checksum, *sorted(env.extensions), *signs, *spaces, *written


def speaks(language: str) -> bool:
    """Whether Material has words in a language."""
    file = f"partials/languages/{language}.html"
    return any((folder / file).is_file() for folder in theme_folders())


def _find_theme_words(
    env: Environment, text: TextSettings, languages: Iterable[str]
) -> Mapping[str, object]:
    """Which of Material's templates has its words for an interface, and what it says wrongly then.

    It speaks some sixty languages; to the others it speaks English. Raises VisavisError for a
    theme of another family.
    """
    tags = (text.language, primary(text.language), "en")
    names = [f"partials/languages/{tag}.html" for tag in tags]
    try:
        found = env.select_template(names).name
    except TemplatesNotFound:
        raise _refuse("it has no such pages", languages) from None
    own = {"language": text.language, "direction": text.direction}
    return {"theme_words": found, "theme_says": {} if found == names[0] else own}

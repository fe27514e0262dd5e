"""static-i18n for interfaces in any language: its own settings take only tags of two letters.

In `mkdocs.yml` it is called `visavis-i18n`, and takes the settings of `i18n`.
"""

from __future__ import annotations

from typing import Any

from mkdocs.config.base import ValidationError
from mkdocs.config.config_options import ListOfItems, SubConfig, Type
from mkdocs_static_i18n.config import I18nPluginConfig, I18nPluginLanguage
from mkdocs_static_i18n.plugin import I18n

from visavis.text import is_tag


class _Tag(Type[str]):
    """A language tag (BCP 47)."""

    def run_validation(self, value: Any) -> str:
        tag = super().run_validation(value)
        if not is_tag(tag):
            raise ValidationError(f"{tag} is not a language tag; write it as in `fr` or `grc`")
        return tag


class _Interface(I18nPluginLanguage):  # type: ignore[misc]
    locale = _Tag(str)


class InterfacesConfig(I18nPluginConfig):  # type: ignore[misc]
    """The settings of static-i18n, with any language."""

    languages = ListOfItems(SubConfig(_Interface, validate=True))


class InterfacesPlugin(I18n):  # type: ignore[misc]
    """Builds the site once for each interface, as static-i18n does."""

    config_class = InterfacesConfig

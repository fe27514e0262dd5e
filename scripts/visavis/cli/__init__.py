"""The command `visavis`, an object of click: `click-man` makes man pages of it."""

from visavis.cli.main import cli as main

__all__ = ["main"]

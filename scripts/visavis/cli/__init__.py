"""The command `visavis`."""

from visavis.cli.main import main

__all__ = ["main"]

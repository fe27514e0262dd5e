"""Options that all tests share."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` rewrites what case files expect; the difference is for a person to read."""
    parser.addoption(
        "--update", action="store_true", help="rewrite the case files under tests/cases"
    )

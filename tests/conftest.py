"""Options that all tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# No test depends on the clock; and in CI the same examples are tried each time.
settings.register_profile(
    "visavis",
    parent=settings.get_profile("ci" if os.environ.get("CI") else "default"),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("visavis")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what is slow, so that nobody ends with it while the other workers wait."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` rewrites what case files expect; the difference is for a person to read."""
    parser.addoption("--update", action="store_true", help="rewrite the case files")

"""Tests that need other programs are skipped by name, unless `--external` asks for them."""

from __future__ import annotations

import signal

import pytest
from hypothesis import Phase, settings

# A mutant needs one example that fails, soon and the same each time, not the smallest one.
settings.register_profile(
    "mutants",
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
)


def pytest_configure() -> None:
    """Heed Ctrl-C, and let every program do so: what is started in the background ignores it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--external", action="store_true", help="run tests that need other programs")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--external"):
        return
    for item in items:
        if item.get_closest_marker("external"):
            item.add_marker(pytest.mark.skip(reason="needs other programs: make test-all"))

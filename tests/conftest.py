"""What all tests share: those that need other programs are skipped, unless `--external` is given."""

from __future__ import annotations

import signal
from pathlib import Path

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


@pytest.fixture(scope="session")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with many cases, what was found in them and an overview: made once, never changed."""
    from overviews import made

    return made(tmp_path_factory.mktemp("overview"))


@pytest.fixture(scope="session")
def pages(audited: Path) -> dict[str, Path]:
    """That overview in every format, beside the findings."""
    from running import run

    run("overview", audited / "store.sqlite", "--lang", "en", "-o", audited / "out" / "page.html")
    return {".md": audited / "out" / "overview.md", ".html": audited / "out" / "page.html"}

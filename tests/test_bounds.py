"""Each requirement says the versions that will do, from one on and below another, and why."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tools.lowest import lowest, requirements

TEXT = (Path(__file__).resolve().parent.parent / "pyproject.toml").read_text(encoding="utf-8")
REQUIREMENTS = list(requirements(tomllib.loads(TEXT)["project"]))
REMARKS = dict(re.findall(r'^  "([^"]+)", +# (.+)$', TEXT, flags=re.MULTILINE))


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda r: r.name)
def test_every_requirement_has_bounds_and_a_reason(requirement: Requirement) -> None:
    (remark,) = (why for text, why in REMARKS.items() if Requirement(text) == requirement)
    operators = sorted(bound.operator for bound in requirement.specifier)
    assert operators == ([">="] if " open: " in f" {remark}" else ["<", ">="])


def test_the_lowest_version_is_one_that_is_allowed() -> None:
    for requirement in REQUIREMENTS:
        (exact,) = Requirement(lowest(requirement)).specifier
        assert exact.operator == "=="
        assert exact.version in requirement.specifier


def test_a_marker_stays_and_a_missing_bound_is_an_error() -> None:
    assert lowest(Requirement("tzdata>=2024.1; sys_platform == 'win32'")) == (
        'tzdata==2024.1; sys_platform == "win32"'
    )
    with pytest.raises(ValueError, match="values to unpack"):
        lowest(Requirement("rich<16"))

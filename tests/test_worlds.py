"""Every check stands beside a naive reference that goes through all worlds of a small case.

What is compared stands in the other files of this family: what is there and in which order, what
was told, the record, and states.
"""

from __future__ import annotations

from pathlib import Path

from vtaudit.rulebook.checks import KINDS

ELSEWHERE = {"path": "tests/align_reference.py goes through every alignment of a small record"}


def test_every_check_is_compared() -> None:
    """Each check that there is stands in this family, and so does its timed form where it has one."""
    family = Path(__file__).parent.glob("test_worlds_*.py")
    text = "".join(p.read_text(encoding="utf-8") for p in family)
    assert not {k for k in KINDS if f'rule("{k}"' not in text and k not in ELSEWHERE}
    timed = {k for k, kind in KINDS.items() if "within" in (*kind.needs, *kind.takes)}
    assert timed == {"responds", "precedes"}

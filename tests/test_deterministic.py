"""The same case, rulebook and peildatum give the same bytes in every format, in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROBE = """
import hashlib, sys
from vtaudit.api import audit, load_case, rulebook
from vtaudit.report.formats import FORMATS, Asked
result = audit(load_case(sys.argv[1]))
for name, form in sorted(FORMATS.items()):
    for lang in ("nl", "en"):
        texts = form.render(result, rulebook(), Asked(lang)).items()
        data = b"".join(p.encode() + (t if isinstance(t, bytes) else t.encode()) for p, t in texts)
        print(name, lang, hashlib.sha256(data).hexdigest())
"""


def hashes(case: Path, seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(case)], capture_output=True, text=True, check=True,
        cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed},
    )  # fmt: skip
    return done.stdout


SHORT = ("example-section-47", "mieke-en-jette")
"""The smallest case and the largest; the others are for `make test-all`."""
ALL = [
    pytest.param(p, id=p.name, marks=() if p.name in SHORT else pytest.mark.external)
    for p in sorted((ROOT / "cases").iterdir())
]


@pytest.mark.parametrize("case", ALL)
def test_no_order_hangs_on_the_process(case: Path) -> None:
    first = hashes(case, "1")
    assert first.count("\n") >= 2
    assert hashes(case, "2") == first

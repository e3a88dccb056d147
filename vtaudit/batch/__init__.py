"""Many cases: finding them, auditing each, and an index of what came of it."""

from __future__ import annotations

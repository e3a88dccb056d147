"""A case on the screen, to walk through: its steps, its findings, and the argument of each."""

from __future__ import annotations

"""What is written: the case model and its reader."""

from __future__ import annotations

"""Whether the rules of a book do what their own worked examples say."""

from __future__ import annotations

"""The overview of a batch: what is counted, and how it is told as markdown and as HTML."""

from __future__ import annotations

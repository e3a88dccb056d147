"""What follows: path, terms, gaps, pairings and findings, as pure functions of case and rulebook."""

from __future__ import annotations

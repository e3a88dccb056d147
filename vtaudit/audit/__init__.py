"""What follows: path, terms, gaps, pairings and findings, from case and rulebook alone."""

from __future__ import annotations

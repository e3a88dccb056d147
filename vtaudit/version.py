"""The version of vtaudit, as a constant: reading it from package metadata costs a slow import."""

from __future__ import annotations

VERSION = "0.1.0"

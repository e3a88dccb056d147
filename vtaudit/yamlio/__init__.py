"""Bytes of a YAML file to a tree of nodes that know where they stand, and back to text.

The only room that imports yaml; above it nobody knows which parser there is.
"""

from __future__ import annotations

from vtaudit.yamlio.emit import Commented, Plain, emit, plain
from vtaudit.yamlio.nodes import Mapping, Node, Parsed, Scalar, Sequence
from vtaudit.yamlio.parser import Limits, limits_of, parse

__all__ = [
    "Commented",
    "Limits",
    "Mapping",
    "Node",
    "Parsed",
    "Plain",
    "Scalar",
    "Sequence",
    "emit",
    "limits_of",
    "parse",
    "plain",
]

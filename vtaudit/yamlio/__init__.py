"""Bytes of a YAML file to a tree of nodes that know where they stand, or to what is wrong.

The only room that imports yaml; above it nobody knows which parser there is.
"""

from __future__ import annotations

from vtaudit.yamlio.nodes import Mapping, Node, Parsed, Scalar, Sequence
from vtaudit.yamlio.parser import Limits, parse

__all__ = ["Limits", "Mapping", "Node", "Parsed", "Scalar", "Sequence", "parse"]

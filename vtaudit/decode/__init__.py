"""Nodes to frozen dataclasses, with every problem kept and the nearest valid word in it.

Separate because case files and rulebook files are read the same way.
"""

from __future__ import annotations

from vtaudit.decode.decoder import Decoded, decode
from vtaudit.decode.problems import listed, noun, short, unknown_word, wrong_word

__all__ = ["Decoded", "decode", "listed", "noun", "short", "unknown_word", "wrong_word"]

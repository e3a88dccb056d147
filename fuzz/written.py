"""Trees as text in several hands: the house's own style, flow style, JSON.

Separate from what they say: the reader must not care. A key that is given twice, which no tree
has, is written with `Twice`.
"""

from __future__ import annotations

import json
from typing import Any

from fuzz.dice import Dice
from vtaudit.yamlio import emit

Tree = dict[str, Any]


class Twice(dict[str, Any]):
    """A mapping whose first key is written once more at its end."""


def written(dice: Dice, tree: Tree) -> bytes:
    """Return *tree* as a file; a reader must find the same in it whichever hand wrote it."""
    if _holds_twice(tree) or dice.often(40):
        return _flow(tree).encode()
    text = emit(tree)
    match dice.below(4):
        case 0:
            return text.encode("utf-8-sig")
        case 1:
            return text.replace("\n", "\r\n").encode()
        case 2:
            return ("# een opmerking\n" + text.replace("\n  - ", "\n\n  - ")).encode()
        case _:
            return text.encode()


def _holds_twice(held: object) -> bool:
    if isinstance(held, dict):
        return isinstance(held, Twice) or any(map(_holds_twice, held.values()))
    return isinstance(held, list) and any(map(_holds_twice, held))


def _flow(held: object) -> str:
    if isinstance(held, dict):
        pairs = [f"{json.dumps(k, ensure_ascii=False)}: {_flow(v)}" for k, v in held.items()]
        return "{" + ", ".join(pairs + pairs[:1] * isinstance(held, Twice)) + "}"
    if isinstance(held, list):
        return "[" + ", ".join(map(_flow, held)) + "]"
    return json.dumps(held, ensure_ascii=False)

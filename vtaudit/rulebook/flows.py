"""The flow of a track as a model that records can be held against.

Separate from the rulebook's model, which is what a lawyer writes: this is the same in the words of
the alignment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vtaudit.align import (
    Block,
    Choice,
    Costs,
    Loop,
    Maybe,
    Model,
    Parallel,
    Sequence,
    Silent,
    Step,
)

if TYPE_CHECKING:
    from vtaudit.rulebook.model import Flow, Protocol


def model_of(protocol: Protocol, track: str) -> Model | None:
    """Return the model of a track with the protocol's costs; None for one without a flow."""
    flow = next((t.flow for t in protocol.tracks if t.id == track), None)
    return None if flow is None else Model(block_of(flow), _costs(protocol))


def block_of(flow: Flow) -> Block:
    """Return what *flow* foresees."""
    if flow.step is not None:
        return Step(str(flow.step))
    if flow.optional is not None:
        return Maybe(block_of(flow.optional))
    if flow.loop is not None:
        return Loop(block_of(flow.loop), block_of(flow.redo) if flow.redo else Silent())
    blocks = tuple(block_of(p) for p in flow.sequence or flow.choice or flow.parallel)
    if flow.sequence:
        return Sequence(blocks)
    if flow.choice:
        return Choice(blocks)
    return Parallel(blocks) if blocks else Silent()


def activities_of(flow: Flow) -> frozenset[str]:
    """Return every activity that a flow names."""
    own = {str(flow.step)} if flow.step else set()
    inner = [*flow.sequence, *flow.choice, *flow.parallel, flow.optional, flow.loop, flow.redo]
    return frozenset(own.union(*(activities_of(f) for f in inner if f is not None)))


def _costs(protocol: Protocol) -> Costs:
    return Costs(
        models={str(c.activity): c.model for c in protocol.costs},
        logs={str(c.activity): c.log for c in protocol.costs},
    )

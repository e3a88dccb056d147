"""vtaudit: what a dossier's timeline shows, contradicts and leaves open.

The public names are imported when they are first asked for, so that `import vtaudit` costs
nothing: `load_case(path)`, `audit(case, as_of=None)`, and the classes `Audit` and `Finding`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vtaudit.version import VERSION as __version__  # noqa: N811 - the name Python expects

if TYPE_CHECKING:
    from vtaudit.api import audit, load_case
    from vtaudit.audit.model import Audit, Finding

__all__ = ["Audit", "Finding", "__version__", "audit", "load_case"]


def __getattr__(name: str) -> object:
    if name in ("audit", "load_case"):
        from importlib import import_module

        from vtaudit import api

        # the first import of the room `vtaudit.audit` puts a module under the function's name
        import_module("vtaudit.audit")
        globals().update(audit=api.audit, load_case=api.load_case)
        return globals()[name]
    if name in ("Audit", "Finding"):
        from vtaudit.audit import model

        return getattr(model, name)
    message = f"module 'vtaudit' has no attribute '{name}'"
    raise AttributeError(message)

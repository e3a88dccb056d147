"""Programs that a test interrupts, as Ctrl-C does."""

from __future__ import annotations

import signal


def heeding() -> None:
    """Heed Ctrl-C, for `preexec_fn`: what a shell starts in the background is made to ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)

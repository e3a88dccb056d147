"""`python -m vtaudit` is the same as `vtaudit`."""

from __future__ import annotations

from vtaudit.cli import main

if __name__ == "__main__":
    main()

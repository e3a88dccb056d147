"""Said by the archive before it starts: Python is too old for it.

Separate, and in words that a Python of any age reads, because the program itself cannot be imported
there.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - it is there for whoever has an older one
    sys.exit("vtaudit needs Python 3.11 or newer; this is Python " + sys.version.split()[0])

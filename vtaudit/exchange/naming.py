"""Names for things that come from outside: an id of a case out of any text.

Separate because every way to a new case needs it.
"""

from __future__ import annotations

import re
import unicodedata

_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Return *text* as an id: lower case without accents, hyphens between words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return _OTHER.sub("-", bare).strip("-") or "zaak"

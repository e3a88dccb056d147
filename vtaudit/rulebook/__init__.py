"""What should happen: protocols, norms, terms and rules as data, and the loader that types them."""

from __future__ import annotations

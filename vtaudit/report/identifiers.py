"""What identifies a person in running text, by its form: numbers that check, addresses, dates.

Separate from the guard because it knows no case: the same search serves outputs and copies in
pseudonyms. Forms are chosen to miss little without crying wolf at ids, hashes, dates and rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

BSN, IBAN, EMAIL, PHONE, POSTCODE, BORN = "BSN", "IBAN", "e-mail", "telephone", "address", "birth"

GAP = r"(?:[ .\-]|[ \t]*\n[ \t]*)"
"""One sign that may stand inside a number, or the break of a line."""
_START, _END = r"(?<![\w.+@/#-])", r"(?![\w@]|[-./:]\w)"
_DATE = (r"(?:\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}|\d{4}-\d{2}-\d{2}"
         r"|\d{1,2}e?\s+[^\W\d_]{3,9}\.?\s+\d{2,4})")  # fmt: skip
_NINE = rf"\d{{9}}|\d{{3}}{GAP}\d{{3}}{GAP}\d{{3}}|\d{{4}}{GAP}\d{{2}}{GAP}\d{{3}}"
_LENGTHS = {
    "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22,
    "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18,
    "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TR": 26,
}  # fmt: skip
"""Characters of an IBAN by country, as its registry gives them."""
_STREET = re.compile(r"[^\W\d_]{3,} $")
_NO_LETTERS = ("SA", "SD", "SS")
"""Pairs of letters that no postcode has."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something that identifies, in a text."""

    kind: str
    start: int
    end: int


def by_form(text: str) -> Iterator[Found]:
    """Yield every BSN, IBAN, e-mail address, telephone number, address and date of birth."""
    for kind, pattern, holds in _FORMS:
        for found in pattern.finditer(text):
            if holds(found):
                yield Found(kind, found.start(), found.end())


def is_bsn(text: str) -> bool:
    """Return whether the nine digits in *text* pass the eleven test of the BSN."""
    digits = [int(c) for c in text if c.isdigit()]
    if len(digits) != 9 or not any(digits):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(d * w for d, w in zip(digits, weights, strict=True)) % 11 == 0


def is_iban(text: str) -> bool:
    """Return whether *text* is an IBAN: the length of its country, and 1 modulo 97."""
    bare = "".join(c for c in text.upper() if c.isalnum())
    if len(bare) != _LENGTHS.get(bare[:2]) or not bare.isascii():
        return False
    return int("".join(str(int(c, 36)) for c in bare[4:] + bare[:4])) % 97 == 1


def _right(found: re.Match[str]) -> bool:
    return is_bsn(found[0])


def _iban(found: re.Match[str]) -> bool:
    """Return whether an IBAN begins here, whatever stands behind it."""
    length = _LENGTHS.get(found[0][:2].upper(), 0)
    signs = [c for c in found[0] if c.isalnum()]
    return is_iban("".join(signs[:length]))


def _no_day(found: re.Match[str]) -> bool:
    return not re.match(r"\d\d[-/. ]\d\d[-/. ](?:19|20)\d\d\b", found[0])


def _house(found: re.Match[str]) -> bool:
    """Return whether this is a postcode with the number of a house, and no year with a code."""
    letters, blank = found["letters"], bool(found["blank"])
    if letters.upper() in _NO_LETTERS or (letters.islower() and blank):
        return False
    if found["digits"][:2] not in ("19", "20"):
        return bool(found["before"] or found["after"])
    if found["before"]:
        return _STREET.search(found.string[: found.start()]) is not None
    return bool(found["after"]) and not blank


def _always(_: re.Match[str]) -> bool:
    return True


_FORMS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (BSN, re.compile(rf"\bBSN\b\W{{0,3}}(?:[^\W\d]+\W{{1,3}}){{0,2}}(?:{_NINE}|\d{{8}})(?!\d)",
                     re.IGNORECASE), _always),
    (BSN, re.compile(rf"{_START}(?:{_NINE}){_END}"), _right),
    (IBAN, re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}"), _iban),
    (EMAIL, re.compile(r"(?<![\w.+%-])[\w.+%-]++@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}"), _always),
    (PHONE, re.compile(rf"{_START}(?:(?:\+|00)31{GAP}?(?:\(0\)\s?)?[1-9]|\(?0(?!800|90[069])[1-9])"
                       rf"(?:\)?{GAP}?\d){{8}}(?![\w:])"), _no_day),
    (PHONE, re.compile(r"(?<![\w.+-])\+(?!31)\d{1,3}(?:[ -]?\d){7,12}(?!\w)"), _always),
    (POSTCODE, re.compile(
        r"(?P<before>(?<![\w.,:/-])\d{1,5}(?:\s?[A-Za-z](?!\w)|-\d{1,4})?(?:,\s*|\s+)(?:te\s+)?)?"
        r"(?<![\w.:/-])(?P<digits>[1-9]\d{3})(?P<blank> ?)(?P<letters>[A-Z]{2}|[a-z]{2})"
        r"(?![A-Za-z0-9])(?P<after>,?\s*(?:nr\.?\s*)?\d{1,5}(?![\d/:]|[.-]\d))?"), _house),
    (BORN, re.compile(rf"\b(?:geb(?:oren|oortedatum)?|born|birth|dob)\b[^\n]{{0,25}}?{_DATE}",
                      re.IGNORECASE), _always),
)  # fmt: skip

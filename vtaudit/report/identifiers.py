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
_HOUSE_BEFORE = re.compile(
    r"(?P<street>[^\W\d_]{3,} )?(?<![\w.,:/-])\d{1,5}(?:\s?[A-Za-z]|-\d{1,4})?"
    r"(?:,\s*|\s+)(?:te\s+)?$"
)
_HOUSE_AFTER = re.compile(r",?\s*(?:nr\.?\s*)?\d{1,5}(?![\d/:]|[.-]\d)")
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
    low = text.lower()
    for kind, pattern, holds, signs in _FORMS:
        if signs and not any(sign in low for sign in signs):
            continue
        for found in pattern.finditer(text):
            if holds(found):
                yield Found(kind, *(_with_house(found) if kind is POSTCODE else found.span()))


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
    digits, letters, blank = found[1], found[3], bool(found[2])
    if letters.upper() in _NO_LETTERS or (letters.islower() and blank):
        return False
    before, after = _houses(found)
    if digits[:2] not in ("19", "20"):
        return bool(before or after)
    return bool(before and before["street"]) or (bool(after) and not blank)


def _houses(found: re.Match[str]) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """Return the number of a house before and after a postcode."""
    text, (start, end) = found.string, found.span()
    return _HOUSE_BEFORE.search(text, max(0, start - 40), start), _HOUSE_AFTER.match(text, end)


def _with_house(found: re.Match[str]) -> tuple[int, int]:
    """Return where an address begins and ends, with its street if that stands there."""
    before, after = _houses(found)
    return before.start() if before else found.start(), after.end() if after else found.end()


def _always(_: re.Match[str]) -> bool:
    return True


_Form = tuple[str, re.Pattern[str], Callable[[re.Match[str]], bool], tuple[str, ...]]
_FORMS: tuple[_Form, ...] = (
    (BSN, re.compile(rf"\bBSN\b\W{{0,3}}(?:[^\W\d]+\W{{1,3}}){{0,2}}(?:{_NINE}|\d{{8}})(?!\d)",
                     re.IGNORECASE), _always, ("bsn",)),
    (BSN, re.compile(rf"{_START}(?:{_NINE}){_END}"), _right, ()),
    (IBAN, re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}"), _iban, ()),
    (EMAIL, re.compile(r"(?<![\w.+%-])[\w.+%-]++@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}"),
     _always, ("@",)),
    (PHONE, re.compile(rf"{_START}(?:(?:\+|00)31{GAP}?(?:\(0\)\s?)?[1-9]|\(?0(?!800|90[069])[1-9])"
                       rf"(?:\)?{GAP}?\d){{8}}(?![\w:])"), _no_day, ()),
    (PHONE, re.compile(r"(?<![\w.+-])\+(?!31)\d{1,3}(?:[ -]?\d){7,12}(?!\w)"), _always, ("+",)),
    (POSTCODE, re.compile(r"(?<![\w.:/-])([1-9]\d{3})( ?)([A-Z]{2}|[a-z]{2})(?![A-Za-z0-9])"),
     _house, ()),
    (BORN, re.compile(rf"\b(?:geb(?:oren|oortedatum)?|born|birth|dob)\b[^\n]{{0,25}}?{_DATE}",
                      re.IGNORECASE), _always, ("geb", "born", "birth", "dob")),
)  # fmt: skip

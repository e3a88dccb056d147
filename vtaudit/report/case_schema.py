"""The JSON schema of a case file, for editors: made from the classes that the reader fills.

Separate from `schemas` because a case is YAML written by people: short forms, single values for
lists and unquoted numbers are all allowed in it, and words come from the rulebook. Editors show
its descriptions while somebody writes, so these are in the language of the author.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args, get_origin, get_type_hints

from vtaudit.dossier import model
from vtaudit.report.bookpages import meanings_of
from vtaudit.report.catalogue import KEYS, Catalogue, catalogue
from vtaudit.report.docstrings import classes_of, described
from vtaudit.report.schemas import DRAFT, Node, as_bytes, closed_object, ref, with_text
from vtaudit.span import Text

if TYPE_CHECKING:
    from vtaudit.rulebook.book import Rulebook

FILE = "case.schema.json"
"""Its name beside a case."""
NAMED = f"# yaml-language-server: $schema={FILE}\n"
"""The first line of a case file with it, by which editors find it."""
_SCALAR: Node = {"type": ["string", "number", "boolean"]}
"""Text: an editor takes `6` for a number, the reader takes it as written."""
_DAY: Node = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_NUMBER: Node = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^\d+$"}]}


def case_schema(book: Rulebook, lang: str) -> bytes:
    """Return the schema of a case file as the bytes of its file; the words are those of *book*."""
    texts = _texts(catalogue(lang))
    meanings = meanings_of(book, lang)
    words = {kind: sorted(known) for kind, known in book.vocabulary().items()}
    classes = classes_of(model)
    whole: Node = {
        "$schema": DRAFT,
        "title": "vtaudit case",
        **ref_of(model.CaseFile),
        "definitions": {
            "words": {kind: _words(known, meanings.get(kind, {})) for kind, known in words.items()},
            **{c.__name__: _class(c, texts[c.__name__], words) for c in classes},
        },
    }
    return as_bytes(whole)


def _texts(cat: Catalogue) -> Mapping[str, Mapping[str, str]]:
    """Return what each class of a case and each of its keys is, in words of *cat*."""
    say = cat.translations.pgettext
    return {
        name: {key: say(KEYS, text) if text else "" for key, text in texts.items()}
        for name, texts in described(model).items()
    }


def _words(known: Sequence[str], meanings: Mapping[str, str]) -> Node:
    """Return the schema of a word, with what each means as far as that says more than the word."""
    node: Node = {"enum": known}
    if not meanings:
        return node
    return {**node, "enumDescriptions": [meanings.get(word, "") for word in known]}


def ref_of(cls: type) -> Node:
    """Return a reference to the definition of *cls*, wrapped so that others may stand beside it."""
    return {"allOf": [ref(cls.__name__)]}


def _class(cls: type, texts: Mapping[str, str], words: Mapping[str, object]) -> Node:
    hints = get_type_hints(cls)
    known = [f for f in fields(cls) if f.name != "span"]
    properties: Node = {
        _key(f): with_text(_value(hints[f.name], f, words), texts.get(f.name)) for f in known
    }
    required = [_key(f) for f in known if f.default is MISSING and f.default_factory is MISSING]
    whole: Node = {"description": texts[""], **closed_object(properties, required)}
    short = next((f for f in known if f.metadata.get("shorthand")), None)
    if short is None:
        return whole
    return {"anyOf": [_value(hints[short.name], short, words), whole]}


def _key(f: Field[object]) -> str:
    return str(f.metadata.get("key", f.name))


def _value(hint: object, f: Field[object], words: Mapping[str, object]) -> Node:
    """Return the schema of a value; a list of one may stand without its brackets."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        one = _value(args[0], f, words)
        return {"anyOf": [one, {"type": "array", "items": one}]}
    if origin is Literal:
        return {"enum": [*args, *(int(a) for a in args if a.isdigit())]}
    if args:
        return _value(next(a for a in args if a is not type(None)), f, words)
    kind = f.metadata.get("word")
    if hint is Text and kind in words:
        return ref(f"words/{kind}")
    scalars: Mapping[object, Node] = {Text: _SCALAR, date: _DAY, int: _NUMBER}
    return scalars[hint] if hint in scalars else ref(getattr(hint, "__name__", str(hint)))

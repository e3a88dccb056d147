"""Bytes to nodes: what stays text, where it stands, and what hostile files can do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vtaudit.errors import Code, describe
from vtaudit.span import Span
from vtaudit.yamlio import Limits, Mapping, Node, Scalar, Sequence, parse
from vtaudit.yamlio.nodes import excerpt


def plain(node: Node | None) -> object:
    """Return *node* without its places."""
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    if isinstance(node, Mapping):
        return [(plain(key), plain(value)) for key, value in node.pairs]
    assert node is not None
    return node.value


def only(data: bytes, limits: Limits | None = None) -> tuple[str, int, int]:
    """Return the code and place of the only problem of *data*."""
    parsed = parse(data, "case.yaml", limits)
    assert parsed.root is None
    (problem,) = parsed.problems
    assert problem.file == "case.yaml"
    return problem.code, problem.span.line, problem.span.column


@pytest.mark.parametrize(
    "text",
    ["no", "off", "Yes", "010", "0x1f", "14:30", "1e3", "2019-12-06", "0000-01-01", "9999-12-31",
     "1_000", ".inf", "true", "3.14", "=", "é", "nul"],
)  # fmt: skip
def test_scalars_stay_text(text: str) -> None:
    assert plain(parse(f"a: {text}\n".encode()).root) == [("a", text)]


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_none_unless_quoted(text: str) -> None:
    assert plain(parse(f"a: {text}\n".encode()).root) == [("a", None)]
    assert plain(parse(f"a: '{text}'\n".encode()).root) == [("a", text)]


def test_a_block_text_is_never_nothing() -> None:
    assert plain(parse(b"a: |-\n  null\n").root) == [("a", "null")]


def test_places_count_characters_from_one() -> None:
    root = parse("é: [€, {b: c}]\n".encode()).root
    assert isinstance(root, Mapping)
    ((key, value),) = root.pairs
    assert isinstance(value, Sequence)
    assert key.span == Span(1, 1, 1, 2)
    assert value.span == Span(1, 4, 1, 15)
    assert value.items[0].span == Span(1, 5, 1, 6)
    assert value.items[1].span == Span(1, 8, 1, 14)


def test_doubles_are_kept_for_whoever_decodes() -> None:
    assert plain(parse(b"a: 1\na: 2\n").root) == [("a", "1"), ("a", "2")]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_line_end_gives_the_same_places(line_end: str) -> None:
    root = parse(line_end.join(["a: 1", "b: 2", "c: 3", ""]).encode()).root
    assert isinstance(root, Mapping)
    assert [key.span.line for key, _ in root.pairs] == [1, 2, 3]


def test_mixed_line_ends_and_the_excerpt_of_an_error() -> None:
    parsed = parse(b"a: 1\r\nb: 2\rc: 3\n\td: 4\n", "case.yaml")
    assert [(p.span.line, p.excerpt) for p in parsed.problems] == [(4, "\td: 4")]


def test_a_byte_order_mark_is_accepted_and_no_column() -> None:
    root = parse(b"\xef\xbb\xbfa: 1\n").root
    assert isinstance(root, Mapping)
    assert root.pairs[0][0] == Scalar("a", *root.pairs[0][0][1:])
    assert root.span.column == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_named(encoding: str) -> None:
    assert only("a: 1\n".encode(encoding)) == (Code.NOT_UTF8, 1, 1)


def test_bytes_that_are_not_utf_8_are_placed_and_shown_as_windows_1252() -> None:
    data = "a: 1\nb: één\n".encode("cp1252")
    assert only(data) == (Code.NOT_UTF8, 2, 4)
    assert "in Windows-1252 it would be `é`" in parse(data).problems[0].message


def test_surrogates_are_not_utf_8() -> None:
    assert only(b"a: \xed\xa0\x80\n") == (Code.NOT_UTF8, 1, 4)


def test_every_control_character_is_placed() -> None:
    found = parse(b"a: \x00\nb: x\x1b[31m\n\x7f").problems
    assert [(p.code, p.span.line, p.span.column) for p in found] == [
        (Code.CONTROL, 1, 4),
        (Code.CONTROL, 2, 5),
        (Code.CONTROL, 3, 1),
    ]


def test_a_binary_file_is_a_few_problems() -> None:
    assert 0 < len(parse(b"\x01" * 100_000).problems) <= 20


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"# only this\n", b"---\n", b"~\n", b"\xef\xbb\xbf"]
)
def test_empty_files(data: bytes) -> None:
    assert only(data) == (Code.EMPTY, 1, 1)


def test_an_empty_list_is_something() -> None:
    assert plain(parse(b"[]\n").root) == []
    assert plain(parse(b"{}\n").root) == []


def test_every_forbidden_thing_is_told_at_once() -> None:
    found = parse(b"a: &x 1\nb: *x\nc: !t 2\n<<: {d: 1}\n").problems
    assert [p.span.line for p in found] == [1, 2, 3, 4]
    assert {p.code for p in found} == {Code.FORBIDDEN}


# -- hostile files ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"[" * 100_000, Code.LIMIT),
        (b"{" * 100_000, Code.LIMIT),
        (b"{a: " * 100_000, Code.LIMIT),
        (b"- " * 100_000, Code.LIMIT),
        (b"? " * 100_000, Code.LIMIT),
        (b"".join(b" " * n + b"a:\n" for n in range(2_000)), Code.LIMIT),
        (b"a: [" + b"x," * 1_000_000 + b"]", Code.LIMIT),
        (b"".join(b"k%d: v\n" % n for n in range(1_000_000)), Code.LIMIT),
        (b"{" + b"".join(b"k%d, " % n for n in range(400_000)) + b"}", Code.LIMIT),
        (b"a: " + b"x" * 5_000_000, Code.LIMIT),
        (b"a: |\n" + b"  x\n" * 500_000, Code.LIMIT),
        (b"x" * 100_000_000, Code.LIMIT),
        (b"a" * 200_000 + b": 1", Code.SYNTAX),
        (b"&a [*a]", Code.FORBIDDEN),
        (b"a: &a [x]\n" + b"b: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\n" * 5_000, Code.FORBIDDEN),
    ],
    ids=["brackets", "braces", "keys-in-braces", "dashes", "question-marks", "indentation",
         "long-list", "million-keys", "null-keys", "huge-text", "huge-block", "100-MB", "long-key",
         "cycle", "alias-bomb"],
)  # fmt: skip
def test_hostile_files_end_with_a_place(data: bytes, code: Code) -> None:
    parsed = parse(data, "case.yaml")
    assert parsed.root is None
    assert {p.code for p in parsed.problems} <= {code, Code.LIMIT, Code.FORBIDDEN}
    assert parsed.problems[0].code == code
    assert 1 <= len(parsed.problems) <= 101
    assert all(p.span.line >= 1 and len(p.excerpt) <= 120 for p in parsed.problems)


def test_limits_can_be_set() -> None:
    data = b"a: [1, 2, {b: [c]}]\n"
    assert parse(data).root is not None
    assert only(data, Limits(bytes=10)) == (Code.LIMIT, 1, 1)
    assert only(data, Limits(nodes=3)) == (Code.LIMIT, 1, 12)
    assert only(data, Limits(depth=3)) == (Code.LIMIT, 1, 15)
    assert only(b"a: abcdef\n", Limits(scalar=5)) == (Code.LIMIT, 1, 4)


@given(st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_no_bytes_raise(data: bytes) -> None:
    parsed = parse(data)
    assert (parsed.root is None) == bool(parsed.problems)


@given(st.text(alphabet="ab:-?[]{}&*!|>'\"%@`#, \n\t~<", max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_text_raises_and_every_problem_has_a_place_in_it(text: str) -> None:
    parsed = parse(text.encode(), "case.yaml")
    for problem in parsed.problems:
        assert 1 <= problem.span.line <= len(parsed.lines)
        assert 0 <= problem.caret <= len(problem.excerpt)
        assert describe(problem).startswith("case.yaml:")


# -- the lines that messages show -------------------------------------------------------------


@pytest.mark.parametrize("column", [1, 2, 60, 500, 999, 1000, 1001, 5000])
def test_a_long_line_is_cut_around_the_column(column: int) -> None:
    line = "".join(chr(ord("a") + n % 26) for n in range(1000))
    shown, caret = excerpt(line, column)
    assert len(shown) <= 112
    if column <= 1000:
        assert shown[caret] == line[column - 1]
    assert shown.startswith("…") or column < 60
    assert shown.endswith("…") or column > 940


def test_describe_puts_the_caret_under_the_mistake() -> None:
    (problem,) = parse(b"a: x\tb\nnote: @vader\n", "case.yaml").problems
    assert describe(problem).split("\n") == [
        "case.yaml:2:7: E103 a text may not begin with `@`: put it in quotes",
        "    note: @vader",
        "          ^",
    ]


def test_describe_shows_what_a_terminal_would_act_on() -> None:
    (problem,) = parse("\u202eabc: @x\n".encode(), "a\x1b[31m.yaml").problems
    told = describe(problem)
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "\\x1b[31m" in told

"""The screen on which a case is walked through: the only module that imports Textual.

Separate because of that import. It shows what the view gives, as plain text: nothing of a case is
ever read as markup.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from vtaudit.browse.view import Filter, Kind, Row, View
from vtaudit.report.markdown import SIGNS

if TYPE_CHECKING:
    from vtaudit.report.document import Sign

STYLES: dict[Sign, str] = {"bad": "$text-error", "open": "$text-warning", "remark": "$text-accent"}
"""The sign alone tells what the colour tells."""
WIDE = 110
"""Columns from which the text stands beside the list and no longer below it."""
_KEYS = {"escape": "esc"}
ANYTHING = ""
"""The choice that takes a filter away; no id is empty."""


class Browser(App[None]):
    """Steps and findings on one side, and on the other what is told of the one in hand."""

    TITLE = "vtaudit browse"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #title { height: 1; padding: 0 1; background: $primary; color: $text; text-style: bold;
             text-wrap: nowrap; text-overflow: ellipsis; }
    #asked { height: 1; padding: 0 1; background: $surface; color: $text-accent;
             text-wrap: nowrap; text-overflow: ellipsis; }
    #body { height: 1fr; }
    .-wide #body { layout: horizontal; }
    OptionList { height: 1fr; width: 1fr; border: round $primary 50%; padding: 0;
                 scrollbar-size: 1 1; text-wrap: nowrap; text-overflow: ellipsis;
                 background: $background; }
    VerticalScroll { height: 1fr; width: 1fr; border: round $primary 50%; padding: 0 0 0 1;
                     scrollbar-size: 1 1; scrollbar-gutter: stable; }
    #text { padding-right: 1; }
    .-wide #told { width: 1.2fr; }
    OptionList:focus, VerticalScroll:focus { border: round $accent; }
    Picker { align: center middle; }
    Picker > Container { width: 64; max-width: 94%; height: 80%; border: round $accent;
                         background: $surface; }
    Picker OptionList { border: none; padding: 0 1; }
    Picker Input { border: none; height: 1; padding: 0 1; margin-bottom: 1; }
    """

    def __init__(self, view: View) -> None:
        """Show *view*, in its language."""
        super().__init__()
        self.view, self.shown = view, Filter()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
        say = view.voice.say
        for keys, action, told in (
            ("t", "show('steps')", say("timeline")),
            ("f,b", "show('findings')", say("findings")),
            ("p", "pick('person')", say("person")),
            ("n", "pick('norm')", say("norm")),
            ("r", "pick('rule')", say("rule")),
            ("escape", "leave", say("back")),
            ("q", "quit", say("quit")),
        ):
            self._bindings.bind(keys, action, told, key_display=_KEYS.get(keys, keys[0]))

    def compose(self) -> ComposeResult:
        """Yield the parts of the screen from top to bottom."""
        yield Static(self.view.title(), id="title", markup=False)
        yield Static(id="asked", markup=False)
        with Container(id="body"):
            yield OptionList(id="steps", markup=False)
            yield OptionList(id="findings", markup=False)
            with VerticalScroll(id="told"):
                yield Static(id="text", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Fill the lists and begin with the timeline."""
        self.query_one("#findings").display = False
        self._fill()
        self.query_one("#steps").focus()

    # -- what the keys do -----------------------------------------------------------------------

    def action_show(self, which: str) -> None:
        """Show the steps or the findings."""
        for name in ("steps", "findings"):
            self.query_one(f"#{name}").display = name == which
        self.query_one(f"#{which}").focus()
        self._tell()

    def action_pick(self, kind: Kind) -> None:
        """Ask by which person, norm or rule to filter."""

        def picked(name: str | None) -> None:
            if name is not None:
                self.shown = replace(self.shown, **{kind: name or None})
                self._fill()

        self.push_screen(Picker(self.view, kind), picked)

    def action_leave(self) -> None:
        """Leave the text, then the findings of one step, then the filter."""
        if self.query_one("#told").has_focus:
            self._list().focus()
        elif self.shown.step is not None:
            self.shown = replace(self.shown, step=None)
            self._fill()
            self.action_show("steps")
        else:
            self.shown = Filter()
            self._fill()

    def on_option_list_option_highlighted(self) -> None:
        """Tell of what is in hand now."""
        self._tell()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go from a step to its findings, and from a finding to its argument."""
        if event.option_list.id == "findings":
            self.query_one("#told").focus()
            return
        step = event.option.id
        if self.view.findings(replace(self.shown, step=step)):
            self.shown = replace(self.shown, step=step)
            self._fill()
            self.action_show("findings")

    def on_resize(self) -> None:
        """Fold the text anew."""
        self.call_after_refresh(self._tell)

    # -- what is shown --------------------------------------------------------------------------

    def _list(self) -> OptionList:
        name = "findings" if self.query_one("#findings").display else "steps"
        return self.query_one(f"#{name}", OptionList)

    def _fill(self) -> None:
        say, asked = self.view.voice.say, self.view.asked(self.shown)
        self.query_one("#asked", Static).update(asked)
        self.query_one("#asked").display = bool(asked)
        for name, title, rows in (
            ("steps", say("Timeline"), self.view.steps(self.shown)),
            ("findings", say("Findings"), self.view.findings(self.shown)),
        ):
            found = self.query_one(f"#{name}", OptionList)
            before = found.highlighted_option.id if found.highlighted_option else None
            found.set_options([Option(_line(row), id=row.id) for row in rows])
            found.border_title = f"{title} ({len(rows)})"
            ids = [row.id for row in rows]
            found.highlighted = ids.index(before) if before in ids else 0 if ids else None
        self._tell()

    def _tell(self) -> None:
        """Show what is told of the step or finding in hand."""
        box, chosen = self.query_one("#told", VerticalScroll), self._list().highlighted_option
        width = max(box.scrollable_content_region.width - 1, 20)
        if chosen is None or chosen.id is None:
            text = self.view.voice.say("nothing fits this filter")
        elif self._list().id == "findings":
            text = self.view.argument(chosen.id, width)
        else:
            text = self.view.step(chosen.id, width)
        self.query_one("#text", Static).update(_headed(text))
        box.scroll_home(animate=False)


class Picker(ModalScreen[str | None]):
    """A list to choose from, narrowed by what is typed."""

    BINDINGS: ClassVar = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, view: View, kind: Kind) -> None:
        """Offer what *view* can be filtered by, of one *kind*."""
        super().__init__()
        self.view, self.choices = view, view.choices(kind)

    def compose(self) -> ComposeResult:
        """Yield the line to type on and the list."""
        with Container():
            yield Input(placeholder=self.view.voice.say("type to search, Enter to choose"))
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Offer everything."""
        self._fill("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what fits."""
        self._fill(event.value)

    def on_input_submitted(self) -> None:
        """Choose the first that fits."""
        chosen = self.query_one(OptionList).highlighted_option
        self.dismiss(chosen.id if chosen else None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose it."""
        event.stop()
        self.dismiss(event.option.id)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Keep it from the lists behind."""
        event.stop()

    def _fill(self, typed: str) -> None:
        fitting = [(i, name) for i, name in self.choices if typed.casefold() in name.casefold()]
        if not typed:
            fitting.insert(0, (ANYTHING, self.view.voice.say("all")))
        found = self.query_one(OptionList)
        found.set_options([Option(Content(name), id=i) for i, name in fitting])
        found.highlighted = 0 if fitting else None


def _line(row: Row) -> Content:
    return Content.assemble((f"{SIGNS[row.sign]:1} ", STYLES.get(row.sign, "")), row.text)


def _headed(text: str) -> Content:
    """Return *text* with its first line, and each line after an empty one, as headings."""
    before, parts = "", list[Content | tuple[str, str]]()
    for line in text.splitlines():
        heading = not before and not line.startswith(" ") and len(parts) != len(_TOP)
        parts.append((f"{line}\n", "bold") if heading else Content(f"{line}\n"))
        before = line
    return Content.assemble(*parts)


_TOP = ("name", "kind", "empty line")
"""The lines above the first sentence of what is told, which is no heading."""

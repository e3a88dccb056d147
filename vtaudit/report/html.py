"""The findings as one HTML file: nothing from the network, readable without its little script.

Separate because only this format has a head, a style and a script; `markup` makes what stands in
it. It has the parts of the markdown report, the timeline to scale and the matrix of steps by
norms. It may be shared, so what is restricted stays out of it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

from vtaudit.report.inert import for_html
from vtaudit.report.markdown import parts
from vtaudit.report.markup import Markup
from vtaudit.report.parts import steps, timeline
from vtaudit.report.parts.about import legend
from vtaudit.report.shareable import shareable
from vtaudit.report.voice import Voice

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.report.document import Section
    from vtaudit.report.shareable import Shareable
    from vtaudit.report.speech import Speech
    from vtaudit.rulebook.book import Rulebook


def render(audit: Audit, book: Rulebook, lang: str = "nl") -> str:
    """Return the whole page; it is well-formed XML too, so that any reader of either takes it."""
    shared = shareable(audit)
    voice = Voice(shared.audit, book, lang)
    sections = tuple(sections_of(voice, shared))
    title = for_html(voice.say("Findings (draft): {case}", case=audit.case.title))
    skip = f'<a class="skip" href="#main">{for_html(voice.say("To the findings"))}</a>\n'
    return page(lang, title, f"{skip}<header><h1>{title}</h1></header>\n{_body(voice, sections)}")


def page(lang: str, title: str, body: str, *styles: str) -> str:
    """Return a page of its own around *body*, with its *styles* after the common one.

    *title* and *body* are markup. The page fetches nothing, and runs no script but ours.
    """
    style = "".join(map(_asset, ("page.css", *styles)))
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n{_head(title, style)}<body>\n{body}'
        f"<script>\n{_asset('page.js')}</script>\n</body>\n</html>\n"
    )


def sections_of(voice: Voice, shared: Shareable) -> Iterator[Section]:
    """Yield the sections of the page: those of markdown, with the drawing and the matrix."""
    for part in parts(voice, shared):
        if part.key == "path":
            yield timeline.section(voice, rivals=True)
        yield part
        if part.key == "path":
            matrix = steps.norms(voice)
            yield replace(matrix, blocks=(legend(voice), *matrix.blocks) if matrix.blocks else ())


def _head(title: str, style: str) -> str:
    script = _hash(_asset("page.js"))
    policy = (f"default-src 'none'; style-src '{_hash(style)}'; script-src '{script}'; "
              "base-uri 'none'; form-action 'none'")  # fmt: skip
    return (
        '<head>\n<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        '<meta name="robots" content="noindex"/>\n<meta name="referrer" content="no-referrer"/>\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n"
    )


def _hash(text: str) -> str:
    """Return the hash by which the policy lets what stands between the tags run."""
    found = hashlib.sha256(f"\n{text}".encode()).digest()
    return f"sha256-{base64.b64encode(found).decode()}"


def _asset(name: str) -> str:
    return (files("vtaudit.report") / "assets" / name).read_text(encoding="utf-8")


def main(speech: Speech) -> str:
    """Return the begin of what a page is about, with the words that its script needs."""
    words = {"filter": speech.say("Filter"), "none": speech.say("Nothing has this in it."),
             "zoom": speech.say("Zoom")}  # fmt: skip
    data = "".join(f' data-{key}="{for_html(word)}"' for key, word in words.items())
    return f'<main id="main"{data}>\n'


def _body(voice: Voice, sections: tuple[Section, ...]) -> str:
    markup = Markup(voice, sections)
    body = "".join(markup.section(s, 2, f"{n}. ") for n, s in enumerate(sections, 1))
    notes = markup.footnotes()
    contents = "".join(
        f'<li><a href="#{key}">{for_html(title)}</a></li>\n' for key, title in markup.contents
    )
    return (
        f'<nav aria-label="{for_html(voice.say("Contents"))}"><ol>\n{contents}</ol></nav>\n'
        f"{main(voice)}{body}{notes}</main>\n"
    )

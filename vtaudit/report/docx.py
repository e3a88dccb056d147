"""The draft findings as a document for Word, with real footnotes: pandoc writes it.

Separate from the tree that pandoc reads. The looks are those of a small document of ours
(`assets/docx`); nothing of the user's pandoc is used, and nothing tells when the file was made.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from functools import partial
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from vtaudit.errors import UsageError
from vtaudit.message import worded
from vtaudit.report.inert import for_html
from vtaudit.report.markdown import parts
from vtaudit.report.pandoc import Tree, anchor, raw, whole
from vtaudit.report.shareable import shareable
from vtaudit.report.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vtaudit.audit.model import Audit
    from vtaudit.report.pandoc import Node
    from vtaudit.rulebook.book import Rulebook

PARTS = ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml",
         "word/footer1.xml", "word/_rels/document.xml.rels")  # fmt: skip
"""What the document of which pandoc takes the looks is made of."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first day that a packed file can name."""
_NO_DAY = b"1970-01-01T"
"""What pandoc says where it may not know the day."""
_TITLE = b"@title@"
"""What stands in the looks where each page tells of what report it is."""
_UPRIGHT, _ASIDE = (11906, 16838), (16838, 11906)
_MARGIN = 1134
"""Pages of A4 and what stays white beside the text, in twentieths of a point."""
_GRID = re.compile(r"<w:tblW [^>]*/>(.*?<w:tblGrid>)(.*?)(?=</w:tblGrid>)", re.DOTALL)
_ROW = "<w:tr><w:tc>", "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>"
_WIDTH = re.compile(r'(?<=<w:gridCol w:w=")\d+')


def render(audit: Audit, book: Rulebook, lang: str = "nl", seal: str = "") -> bytes:
    """Return the findings as DOCX, with the seal among its properties.

    Raises UsageError where pandoc is missing.
    """
    program = _pandoc()
    shared = shareable(audit)
    voice = Voice(shared.audit, book, lang)
    sections = {f"{n}. ": s for n, s in enumerate(parts(voice, shared), 1)}
    tree = Tree(voice, sections.values(), _turned())
    blocks = [b for n, s in sections.items() for b in tree.section(s, 1, n)]
    contents = raw("openxml", _contents({anchor(n): n + s.title for n, s in sections.items()}))
    title = voice.say("Findings (draft): {case}", case=audit.case.title)
    tree_of_all = whole([contents, *blocks], title=title, lang=lang, description=seal)
    made = _unpacked(_made(program, tree_of_all))
    made["word/document.xml"] = _fitted(made["word/document.xml"])
    made["word/footer1.xml"] = made["word/footer1.xml"].replace(_TITLE, for_html(title).encode())
    made["docProps/core.xml"] = made["docProps/core.xml"].replace(
        _NO_DAY, f"{audit.as_of}T".encode()
    )
    return _packed(made)


def _pandoc() -> str:
    """Return the program that the extra brings, or else the one that is installed."""
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        raise UsageError(
            worded(
                "this needs {name}, which is not installed: pip install 'vtaudit[docx]' brings it",
                name="pandoc",
            )
        ) from None


def _contents(titles: Mapping[str, str]) -> str:
    """Return the parts with a link to each, as a table of contents.

    Word adds the numbers of the pages when it is asked to update it: only Word knows them.
    """
    begin, between, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    asked = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\h </w:instrText></w:r>'
    told = [
        f'<w:hyperlink w:anchor="{place}"><w:r><w:t>{for_html(title)}</w:t></w:r></w:hyperlink>'
        for place, title in titles.items()
    ]
    told[0], told[-1] = f"{begin}{asked}{between}{told[0]}", f"{told[-1]}{end}"
    return "".join(f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{x}</w:p>' for x in told)


def _turned() -> tuple[Node, Node]:
    """Return what ends upright pages, and what ends pages on their side."""
    return raw("openxml", _pages(*_UPRIGHT)), raw("openxml", _pages(*_ASIDE))


def _pages(wide: int, tall: int) -> str:
    """Return the end of a stretch of pages of one size; the footer is that of the looks."""
    turned = ' w:orient="landscape"' if wide > tall else ""
    sides = " ".join(f'w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        '<w:p><w:pPr><w:pStyle w:val="PageEnd"/><w:sectPr>'
        '<w:footerReference w:type="default" r:id="rId2"/>'
        f'<w:pgSz w:w="{wide}" w:h="{tall}"{turned}/>'
        f'<w:pgMar {sides} w:header="567" w:footer="567" w:gutter="0"/>'
        "</w:sectPr></w:pPr></w:p>"
    )


def _fitted(document: bytes) -> bytes:
    """Return *document* with every table as wide as its page, and no row over two of them.

    Pandoc knows one width only, and breaks rows.
    """
    upright, aside = (wide - 2 * _MARGIN for wide, _ in (_UPRIGHT, _ASIDE))
    stretches = document.decode().replace(*_ROW).split("</w:sectPr>")
    for n, stretch in enumerate(stretches):
        wide = aside if "landscape" in stretch else upright
        stretches[n] = _GRID.sub(partial(_columns, wide), stretch)
    return "</w:sectPr>".join(stretches).encode()


def _columns(wide: int, grid: re.Match[str]) -> str:
    told = sum(map(int, _WIDTH.findall(grid[2])))
    columns = _WIDTH.sub(lambda found: str(int(found[0]) * wide // told), grid[2])
    return f'<w:tblW w:type="dxa" w:w="{wide}"/>{grid[1]}{columns}'


def _made(program: str, tree: Node) -> bytes:
    """Return what pandoc makes of *tree*; it reads no file but the looks, and no clock."""
    with TemporaryDirectory() as folder:
        looks = Path(folder) / "looks.docx"
        looks.write_bytes(_packed(_looks()))
        done = subprocess.run(  # noqa: S603 - the program is pandoc, and no word is the user's
            [program, "--sandbox", "--data-dir", folder, "--from=json", "--to=docx",
             f"--reference-doc={looks}", "--output=-"],
            input=json.dumps(tree).encode(), capture_output=True, check=False,
        )  # fmt: skip
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise UsageError(worded("pandoc 3 is needed, and could not make it: {reason}", reason=said))
    return done.stdout


def _looks() -> Mapping[str, bytes]:
    folder = files("vtaudit.report") / "assets" / "docx"
    return {name: folder.joinpath(name).read_bytes() for name in PARTS}


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """Return *parts* as one file that is the same whenever and wherever it is packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in parts.items():
            told = zipfile.ZipInfo(name, _LONG_AGO)
            told.create_system, told.compress_type = 0, zipfile.ZIP_DEFLATED
            made.writestr(told, data)
    return out.getvalue()

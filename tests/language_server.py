"""A small client of a language server: opens one file, asks, and collects what it underlines."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

SETTINGS = {
    "yaml": {
        "completion": True,
        "hover": True,
        "validate": True,
        "schemaStore": {"enable": False},  # nothing is fetched: the schema stands beside the case
    }
}
CAPABILITIES = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
    },
}


class LanguageServer:
    """A server in a process of its own, with one file open in it."""

    def __init__(self, command: Sequence[str | Path], file: Path, text: str) -> None:
        self._process = subprocess.Popen(
            [*map(str, command)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._asked = 0
        self._underlined: dict[str, list[Any]] = {}
        self._text = text
        self._uri = file.resolve().as_uri()
        folder = file.resolve().parent.as_uri()
        start = {"processId": None, "rootUri": folder, "capabilities": CAPABILITIES}
        self._ask("initialize", start)
        self._send(method="initialized", params={})
        self._send(method="workspace/didChangeConfiguration", params={"settings": SETTINGS})
        document = {"uri": self._uri, "languageId": "yaml", "version": 1, "text": text}
        self._send(method="textDocument/didOpen", params={"textDocument": document})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def completions(self, line: str) -> dict[str, str]:
        """Return what is offered at the end of the only *line* that reads so, with its texts."""
        found = self._at("completion", line, len(line))
        return {i["label"]: _shown(i.get("documentation")) for i in found["items"]}

    def hover(self, line: str, word: str) -> str:
        """Return what is shown over the first letter of *word* in *line*; empty for nothing."""
        found = self._at("hover", line, line.index(word))
        return _shown(found["contents"]) if found else ""

    def underlined(self) -> dict[str, str]:
        """Return what is wrong, by the text under which a line is drawn; waits for the server."""
        while self._uri not in self._underlined:
            self._other(self._read())
        return {self._marked(d["range"]): d["message"] for d in self._underlined[self._uri]}

    def _marked(self, part: Mapping[str, Any]) -> str:
        line: str = self._text.split("\n")[part["start"]["line"]]
        first: int = part["start"]["character"]
        last: int = part["end"]["character"]
        return line[first : last if part["start"]["line"] == part["end"]["line"] else None]

    def _at(self, what: str, line: str, column: int) -> Any:
        lines = self._text.split("\n")
        assert lines.count(line) == 1, line
        position = {"line": lines.index(line), "character": column}
        document = {"uri": self._uri}
        return self._ask(f"textDocument/{what}", {"textDocument": document, "position": position})

    def _ask(self, method: str, params: object) -> Any:
        self._asked += 1
        self._send(id=self._asked, method=method, params=params)
        while True:
            message = self._read()
            if message.get("id") == self._asked and "method" not in message:
                return message["result"]
            self._other(message)

    def _other(self, message: Mapping[str, Any]) -> None:
        """Answer what the server asks, and keep what it underlines."""
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self._underlined[params["uri"]] = params["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            wanted = message["params"]["items"]
            self._send(id=message["id"], result=[SETTINGS.get(i.get("section")) for i in wanted])
        elif "id" in message and "method" in message:
            self._send(id=message["id"], result=None)

    def _send(self, **message: object) -> None:
        assert self._process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server has stopped"
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return message


def _shown(text: Any) -> str:
    return str(text["value"]) if isinstance(text, dict) else str(text or "")

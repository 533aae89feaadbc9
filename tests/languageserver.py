"""The language server that editors start for YAML, spoken to as editors do: JSON-RPC over its standard streams.

Every answer has a deadline. The server asks nobody: the schemas are files, and the store of schemas in the net is switched off.
"""

import json
import queue
import subprocess
import threading
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

SECONDS = 30
SETTINGS = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}

Message = dict[str, Any]


class Editor:
    """What an editor does with open files. Positions are (line, character), from 0."""

    def __init__(self, server: "subprocess.Popen[bytes]") -> None:
        self._server = server
        self._answers: queue.Queue[Message | None] = queue.Queue()
        self._asked = 0
        self._version = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def open(self, texts: Mapping[Path, str]) -> dict[Path, list[Message]]:
        """Open files with these texts; what the server complains about in each. It waits a while before it thinks of them."""
        for path, text in texts.items():
            self._version += 1
            document = {"uri": path.as_uri(), "languageId": "yaml", "version": self._version, "text": text}
            self.tell("textDocument/didOpen", {"textDocument": document})
        found: dict[Path, list[Message]] = {}
        while left := {path.as_uri(): path for path in texts if path not in found}:
            about = self._until(lambda told: _is_about(told, left))["params"]
            found[left[about["uri"]]] = about["diagnostics"]
        return found

    def close(self, path: Path) -> None:
        """Close the file."""
        self.tell("textDocument/didClose", {"textDocument": {"uri": path.as_uri()}})
        self._until(lambda told: _is_about(told, [path.as_uri()]))

    def completed(self, path: Path, line: int, character: int) -> dict[str, str]:
        """What can be written there: each with what is said about it."""
        answer = self.ask("textDocument/completion", _at(path, line, character))
        return {item["label"]: item.get("documentation", "") for item in answer["items"]}

    def hovered(self, path: Path, line: int, character: int) -> str:
        """What is said about what stands there, without the marks of Markdown."""
        answer = self.ask("textDocument/hover", _at(path, line, character))
        return str(answer["contents"]["value"]).replace("\\", "") if answer else ""

    def ask(self, method: str, params: Message | None) -> Any:
        """The result of a request."""
        self._asked += 1
        self._send(id=self._asked, method=method, params=params)
        answer = self._until(lambda told: told.get("id") == self._asked and "method" not in told)
        assert "error" not in answer, answer
        return answer["result"]

    def tell(self, method: str, params: Message | None) -> None:
        """Send what needs no answer."""
        self._send(method=method, params=params)

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._server.stdin.flush()

    def _until(self, wanted: Callable[[Message], bool]) -> Message:
        """The first message that is wanted; what the server asks on the way is answered."""
        while True:
            told = self._answers.get(timeout=SECONDS)
            assert told is not None, "the language server has ended"
            if "id" in told and "method" in told:
                asked = told["params"]["items"] if told["method"] == "workspace/configuration" else None
                self._send(id=told["id"], result=asked and [SETTINGS.get(item["section"]) for item in asked])
            elif wanted(told):
                return told

    def _listen(self) -> None:
        stream = self._server.stdout
        assert stream
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = stream.readline()
            self._answers.put(json.loads(stream.read(length)))
        self._answers.put(None)


def _is_about(told: Message, files: Container[str]) -> bool:
    return told.get("method") == "textDocument/publishDiagnostics" and told["params"]["uri"] in files


def _at(path: Path, line: int, character: int) -> Message:
    return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": character}}


@contextmanager
def editor() -> Iterator[Editor]:
    """An editor with the language server of the project; it ends in order, or the test fails."""
    command = ["node", str(ROOT / "node_modules/yaml-language-server/bin/yaml-language-server"), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        try:
            started = Editor(server)
            markdown = {"hover": {"contentFormat": ["markdown"]}}
            able = {"workspace": {"configuration": True}, "textDocument": markdown}
            started.ask("initialize", {"processId": None, "rootUri": ROOT.as_uri(), "capabilities": able})
            started.tell("initialized", {})
            yield started
            started.ask("shutdown", None)
            started.tell("exit", None)
            assert server.wait(SECONDS) == 0
        finally:
            server.kill()

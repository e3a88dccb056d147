"""A warm process that runs commands of vtaudit in forks of itself, each under strace when asked.

Run as a program: a request is a line of JSON on standard input, its answer one on standard output.
What is imported stays imported, so that a fork makes few system calls but those of its command, and
the number of a call is the same each time.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import pkgutil
import subprocess
import sys
import traceback
from typing import Any

PR_SET_PTRACER, ANYBODY = 0x59616D61, ctypes.c_ulong(-1)


def serve() -> None:
    import vtaudit.cli

    for module in pkgutil.walk_packages(vtaudit.__path__, "vtaudit."):
        with contextlib.suppress(ImportError):  # what needs a package that is not there
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    migrating = importlib.import_module("vtaudit.exchange.migrating")
    migrating.STEPS = {"0": ("1", lambda text: text.replace("format: 0", "format: 1"))}  # type: ignore[attr-defined]
    for line in sys.stdin:
        sys.stdout.write(json.dumps(run(json.loads(line))) + "\n")
        sys.stdout.flush()


def run(request: dict[str, Any]) -> int:
    """Run a command and return its exit status, or the number of the signal, below 0."""
    if request["here"]:
        return warm(request)
    gc.freeze()
    go, release = os.pipe()
    ready, is_ready = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(release)
        child(request, go, is_ready)
    os.close(go)
    os.close(is_ready)
    os.read(ready, 1)
    os.close(ready)
    tracer = attached(pid, request["strace"]) if request["strace"] else None
    os.close(release)
    _, status = os.waitpid(pid, 0)
    if tracer is not None:
        tracer.wait()
        assert tracer.stderr is not None
        tracer.stderr.close()
    return os.waitstatus_to_exitcode(status)


def attached(pid: int, options: list[str]) -> subprocess.Popen[str]:
    """Return strace once it holds the process *pid*."""
    tracer = subprocess.Popen(
        ["strace", *options, "-p", str(pid)], stderr=subprocess.PIPE, text=True
    )
    assert tracer.stderr is not None
    told = tracer.stderr.readline()
    if "attached" not in told:
        os.kill(pid, 9)
        raise RuntimeError(told)
    return tracer


def child(request: dict[str, Any], go: int, is_ready: int) -> None:
    """Be the command; leaves without taking down what is imported, which takes longest."""
    ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANYBODY, 0, 0, 0)
    prepared(request)
    for number, name in enumerate((os.devnull, request["out"], request["err"])):
        os.dup2(os.open(name, os.O_RDWR | os.O_CREAT, 0o600), number)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    os.close(is_ready)
    os.read(go, 1)
    status = 1
    try:
        command(request["argv"])
    except SystemExit as leaving:
        status = int(leaving.code or 0)
    except BaseException:  # noqa: BLE001 - as an interpreter does
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def warm(request: dict[str, Any]) -> int:
    """Run the command in this process, so that all that it imports is there."""
    prepared(request)
    kept = [os.dup(number) for number in (1, 2)]
    for number, name in ((1, request["out"]), (2, request["err"])):
        os.dup2(os.open(name, os.O_RDWR | os.O_CREAT, 0o600), number)
    try:
        command(request["argv"])
    except SystemExit as leaving:
        return int(leaving.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        for number, was in zip((1, 2), kept, strict=True):
            os.dup2(was, number)
            os.close(was)
    return 0


def prepared(request: dict[str, Any]) -> None:
    os.environ.update(request["environment"])
    os.chdir(request["folder"])


def command(argv: list[str]) -> None:
    from vtaudit.cli import main

    sys.argv = ["vtaudit", *argv]
    main()


if __name__ == "__main__":
    serve()

"""The AsyncAPI document is one for the official parser, too; needs Node.js and npm's registry once."""

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

from scalehook.cli.contracts_document.asyncapi import asyncapi
from scalehook.testing.throwaway import NoServer
from support.patience import PATIENCE_SECONDS

PARSER = "@asyncapi/parser@3.6.6"
PROGRAM = Path(__file__).with_name("parse.mjs")


@pytest.fixture(scope="module")
def installed() -> Path:
    """A folder with the parser in it, kept from one run to the next."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise NoServer("Node.js and npm are not installed")
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = caches / "scalehook-tests" / PARSER.replace("/", "-")
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(dir=folder.parent))
        _install(npm, new)
        with contextlib.suppress(OSError):  # another run of the tests was quicker
            new.rename(folder)
        shutil.rmtree(new, ignore_errors=True)
    return folder


def _install(npm: str, folder: Path) -> None:
    command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, PARSER]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    if done.returncode:
        shutil.rmtree(folder)
        raise NoServer(f"npm cannot install {PARSER}: {done.stderr.strip()[-300:]}")


def test_the_official_parser_takes_it(installed: Path) -> None:
    """Without an error; all channels and operations are seen, each command with its reply."""
    document = asyncapi()
    _look_at_schemas_once(document)
    command = ["node", str(PROGRAM)]
    text = json.dumps(document)
    done = subprocess.run(
        command,
        input=text,
        cwd=installed,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=True,
    )
    found = json.loads(done.stdout)
    assert found["problems"] == []
    commands = [o for o in document["operations"].values() if o["action"] == "receive"]
    assert found["counts"] == {
        "channels": len(document["channels"]),
        "operations": len(document["operations"]),
        "replies": len(commands),
    }
    assert len(commands) > 50


def _look_at_schemas_once(document: dict[str, Any]) -> None:
    """Among the components, and not at each place that leads to one: the parser would take three times
    as long. That each leads somewhere is a unit test's.
    """
    schemas = document["components"]["schemas"]
    for message in document["components"]["messages"].values():
        assert message["payload"]["$ref"].removeprefix("#/components/schemas/") in schemas
        message["payload"] = {"type": "object"}

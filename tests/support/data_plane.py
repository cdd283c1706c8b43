"""EventBridge's client of the data plane. It cannot be installed beside the other SDKs: it asks for an
older library of credentials than they do, and works with the newer one, too.
"""

import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from scalehook.testing.cloud import Cloud
from scalehook.testing.throwaway import NoServer
from support.kept_libraries import kept_libraries

PACKAGES = {"alibabacloud_eventbridge": "1.3.8", "alibabacloud_eventbridge_util": "0.0.3"}


@pytest.fixture(scope="module")
def data_plane() -> ModuleType:
    """Its package `models`, and `client` beside it."""
    folder = kept_libraries("data-plane", PACKAGES, _fetch)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        importlib.import_module("alibabacloud_eventbridge.client")
        return importlib.import_module("alibabacloud_eventbridge")


def client_of(package: Any, cloud: Cloud, **said: str) -> Any:
    """One for the stack, with its key; or with what is said of another."""
    usual = {"access_key_id": cloud.access_key_id, "access_key_secret": cloud.access_key_secret}
    config = package.models.Config(**usual | said, endpoint=cloud.address, protocol="http")
    return package.client.Client(config)


def _fetch(folder: Path) -> Path:
    wanted = [f"{name}=={version}" for name, version in PACKAGES.items()]
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--target",
        str(folder / "lib"),
    ]
    done = subprocess.run([*command, *wanted], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoServer(f"the data plane's client cannot be had: {done.stderr.strip()[-300:]}")
    return folder / "lib"

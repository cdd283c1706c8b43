"""Samples of the API explorer are programs that ask for what the form says: every operation, each in one
process for each language.
"""

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scalehook.gateway.console.explorer import drafting, signing
from scalehook.gateway.console.explorer.samples import LANGUAGES
from scalehook.kit.api.operations import OperationType, build, operations
from scalehook_contracts.base import Command
from scalehook_contracts.shape import shape
from support.desk_of_gateway import KEY_ID, SECRET
from support.explorer import recording as recordings
from support.explorer.recording import Recording
from support.explorer.values import values
from support.node_packages import node_packages
from support.patience import PATIENCE_SECONDS

HERE = Path(recordings.__file__).parent
of = cache(values)
REGION = "cn-hangzhou"
KEYS = {"ALIBABA_CLOUD_ACCESS_KEY_ID": KEY_ID, "ALIBABA_CLOUD_ACCESS_KEY_SECRET": SECRET}
NODE_PACKAGES = {"@alicloud/openapi-core": "1.0.8"}


@pytest.fixture(scope="module")
def recording() -> Iterator[Recording]:
    """One gateway for all languages."""
    with recordings.recording() as found:
        yield found


@cache
def every() -> list[OperationType]:
    """By product and name."""
    return sorted(operations().values(), key=lambda cls: (cls.product.name, cls.__name__))


def expected(cls: OperationType) -> Command[Any]:
    """What the form says."""
    place = shape(cls).whole.get("RegionId") if cls.product.style == "rpc" else None
    return build(cls, of(cls) if place is None else {place.alias: REGION, **of(cls)})


def samples(language: str, endpoint: str, some: list[OperationType] | None = None) -> dict[str, str]:
    """Programs by the names of their operations."""
    write = LANGUAGES[language].write
    return {
        f"{cls.product.name}.{cls.__name__}": write(drafting.draft(cls, of(cls), REGION), endpoint)
        for cls in some or every()
    }


def check(recording: Recording, some: list[OperationType] | None = None) -> None:
    """Each has come as it was meant, and in order."""
    some, came = some or every(), recording.asked
    assert [type(each).__name__ for each in came] == [cls.__name__ for cls in some]
    wrong = {
        cls.__name__: (each, expected(cls))
        for cls, each in zip(some, came, strict=True)
        if each != expected(cls)
    }
    assert not wrong


def test_in_python(recording: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every operation, with all of its parameters."""
    recording.forget()
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    for name, code in samples("python", recording.endpoint).items():
        try:
            exec(compile(code, name, "exec"), {})
        except Exception as problem:
            assert getattr(problem, "code", "") == "InvalidParameter", (name, problem)
    check(recording)


def test_in_node(recording: Recording, tmp_path: Path) -> None:
    """Likewise."""
    recording.forget()
    packages, node = node_packages("explorer", NODE_PACKAGES), shutil.which("node")
    assert node is not None
    programs = samples("node", recording.endpoint)
    listed = [{"name": name, "code": code} for name, code in programs.items()]
    (tmp_path / "programs.json").write_text(json.dumps(listed))
    run([node, str(HERE / "run_all.js"), str(tmp_path / "programs.json")], NODE_PATH=str(packages))
    check(recording)


def test_with_curl(recording: Recording) -> None:
    """One operation of each way to sign; of every other one the script is read."""
    recording.forget()
    named = [
        ("ess", "CreateLifecycleHook"),
        ("mns", "SendMessage"),
        ("mns", "ListQueue"),
        ("cs", "DescribeClusterNodes"),
        ("cs", "AttachInstances"),
        ("eventbridge-data", "PutEvents"),
    ]
    some = [operations()[product, name.lower()] for product, name in named]
    for code in samples("curl", recording.endpoint, some).values():
        run(["bash", "-euc", code])
    check(recording, some)


@pytest.mark.parametrize("language", ["curl", "aliyun"])
def test_scripts_are_scripts(language: str) -> None:
    """As the shell reads them."""
    scripts = samples(language, "http://127.0.0.1:4580")
    run(["bash", "-n"], "\n".join(scripts.values()))


def test_go_is_go(tmp_path: Path) -> None:
    """As its own tool reads it."""
    if (gofmt := shutil.which("gofmt")) is None:
        pytest.skip("there is no gofmt")
    for name, code in samples("go", "http://127.0.0.1:4580").items():
        (tmp_path / f"{name}.go").write_text(code)
    run([gofmt, "-e", str(tmp_path)])


def test_what_is_signed_is_what_a_client_would_sign(recording: Recording) -> None:
    """The explorer's own call comes to the same operation as the samples."""
    recording.forget()
    host = recording.endpoint.partition("://")[2]
    client = recording.desk.gateway

    async def ask(cls: OperationType) -> None:
        draft = drafting.draft(cls, of(cls), REGION)
        signed = signing.sign(draft, signing.Key(KEY_ID, SECRET), host, "127.0.0.1")
        answer = await client.ask(signed.request)
        assert b"InvalidParameter" in answer.body or answer.status < 500

    async def all_of_them() -> None:
        for cls in every():
            await ask(cls)

    asyncio.run(all_of_them())
    check(recording)


def run(command: list[str], text: str = "", **more: str) -> str:
    """What it writes; it has nothing to complain of."""
    done = subprocess.run(
        command, input=text, env={**os.environ, **KEYS, **more, "no_proxy": "*"},
        capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout

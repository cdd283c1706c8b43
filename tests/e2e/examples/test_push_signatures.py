"""Signatures of pushes, checked by hand: in the example of an endpoint, and in new projects in Node."""

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from scalehook.new import Language, Project, Source
from scalehook.testing.throwaway import NoServer
from support.consumers.pushes import CLOUD_URL, OUR_URL, certificate, signed
from support.documents import ROOT
from support.patience import PATIENCE_SECONDS

BODY, TARGET = b"body", "/a?b=c"
MD5_OF_OTHER = "795f3202b17cb6bc3d4b771d8c6c9eaf"
LOOKS_LIKE_IT = "https://mnstest.oss-cn-hangzhou.aliyuncs.com.example.org/x.pem"
Push = tuple[dict[str, str], str, bytes]
GOOD = signed(BODY, TARGET, CLOUD_URL)
PUSHES: dict[str, Push] = {
    "good": (GOOD, TARGET, BODY),
    "to another path": (GOOD, "/other", BODY),
    "with a header more": ({**GOOD, "x-mns-extra": "1"}, TARGET, BODY),
    "another body": (GOOD, TARGET, b"other"),
    "another body, and its MD5": ({**GOOD, "content-md5": MD5_OF_OTHER}, TARGET, b"other"),
    "a certificate from elsewhere": (signed(BODY, TARGET, OUR_URL), TARGET, BODY),
    "a name like the cloud's": (signed(BODY, TARGET, LOOKS_LIKE_IT), TARGET, BODY),
    "no Base64": ({**GOOD, "authorization": "?"}, TARGET, BODY),
    "not signed": ({"content-md5": GOOD["content-md5"]}, TARGET, BODY),
}  # fmt: skip
PROGRAM = """
import { isSigned } from './signature.js';

const { certificate, pushes } = JSON.parse(await new Response(process.stdin).text());
globalThis.fetch = async () => ({ ok: true, text: async () => certificate });
const results = {};
for (const [name, [headers, url, body]] of Object.entries(pushes)) {
  results[name] = await isSigned({ method: 'POST', headers, url }, Buffer.from(body));
}
console.log(JSON.stringify(results));
"""


def in_python(monkeypatch: pytest.MonkeyPatch, _: Path) -> dict[str, bool]:
    spec = spec_from_file_location("signature", ROOT / "examples/push_endpoint/signature.py")
    assert spec is not None
    assert spec.loader is not None
    example = module_from_spec(spec)
    spec.loader.exec_module(example)
    monkeypatch.setattr("urllib.request.urlopen", lambda *_, **__: io.BytesIO(certificate()))
    return {name: example.is_signed(*push) for name, push in PUSHES.items()}


def in_node(_: pytest.MonkeyPatch, folder: Path) -> dict[str, bool]:
    if shutil.which("node") is None:
        raise NoServer("Node.js is not installed")
    project = Project("drain-workers", Language.NODE, Source.PUSH).write(folder)
    (project / "check.mjs").write_text(PROGRAM)
    given: Any = {
        "certificate": certificate().decode(),
        "pushes": {name: [headers, url, body.decode()] for name, (headers, url, body) in PUSHES.items()},
    }
    done = subprocess.run(
        ["node", "check.mjs"], cwd=project, input=json.dumps(given), capture_output=True, text=True,
        timeout=PATIENCE_SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, bool] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("check", [in_python, in_node])
def test_who_may_push(
    check: Callable[[pytest.MonkeyPatch, Path], dict[str, bool]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Only what the cloud has signed, as it comes here, with a certificate of the cloud's own."""
    assert check(monkeypatch, tmp_path) == {name: name == "good" for name in PUSHES}

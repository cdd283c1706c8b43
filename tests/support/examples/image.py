"""An image of one program and what it is linked with: nothing is built on, and nothing pulled."""

import contextlib
import io
import re
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4


@contextlib.contextmanager
def image_of(program: Path) -> Iterator[str]:
    """Its name; it is gone behind the block."""
    name = f"scalehook-test-{uuid4().hex[:12]}"
    entry = [f'--change=ENTRYPOINT ["/{program.name}"]', "-", name]
    _docker("import", *entry, given=_packed(program))
    try:
        yield name
    finally:
        _docker("image", "rm", "--force", name)


def _packed(program: Path) -> bytes:
    linked = subprocess.run(["ldd", program], capture_output=True, text=True, check=False).stdout
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", dereference=True) as archive:
        archive.add(program, program.name)
        for library in re.findall(r"(/\S+) \(", linked):
            archive.add(library, library)
    return packed.getvalue()


def _docker(*words: str, given: bytes = b"") -> None:
    done = subprocess.run(["docker", *words], input=given, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()

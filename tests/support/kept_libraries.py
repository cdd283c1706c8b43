"""Libraries of other languages that tests fetch once, and keep from run to run."""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path


def kept_libraries(name: str, wanted: Mapping[str, str], fetch: Callable[[Path], Path]) -> Path:
    """Their folder. If they are not kept yet, `fetch` brings them into an empty one, and says where in
    it they are.
    """
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    sign = hashlib.sha256(json.dumps(sorted(wanted.items())).encode()).hexdigest()[:12]
    folder = caches / "scalehook-tests" / f"{name}-{sign}"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, ignore_cleanup_errors=True) as new:
            fetched = fetch(Path(new))
            with contextlib.suppress(OSError):  # another run of the tests was quicker
                fetched.rename(folder)
    return folder

"""What is put into an instance's container, as the archive that Docker takes."""

import io
import tarfile
from pathlib import Path

from scalehook.script_runner import guest
from scalehook.script_runner.executors.farm import OURS
from scalehook.script_runner.executors.job import Job


def of_instance(job: Job) -> bytes:
    """The guest's stand-ins and tables, and the instance's metadata."""
    return _archive({"guest": guest.FOLDER, "metadata": job.write_metadata()})


def _archive(folders: dict[str, Path]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, folder in folders.items():
            archive.add(folder, f"{OURS[1:]}/{name}", filter=_as_root)
    return packed.getvalue()


def _as_root(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    if "__pycache__" in entry.name:
        return None
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
    return entry

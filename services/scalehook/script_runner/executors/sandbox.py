"""Runs scripts in bubblewrap: a private writable root, no network, resource limits."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

from scalehook.script_runner import guest
from scalehook.script_runner.executors.instance_root import MERGED, prepare
from scalehook.script_runner.executors.job import Ended, Job
from scalehook.script_runner.executors.process import run_process
from scalehook.script_runner.settings import Settings

GUEST = "/run/scalehook/guest"
SCRIPT = "/run/scalehook/script"
PATH = f"{GUEST}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
ENVIRONMENT = {"PATH": PATH, "HOME": "/root", "USER": "root", "LANG": "C.UTF-8", "SHELL": "/bin/sh"}
HOST_FILES = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/ssl", "/etc/localtime")


class Sandbox:
    """The default executor."""

    async def run(self, job: Job) -> Ended:
        """Run the script in its instance's root."""
        prepare(job.root, job.instance_id)
        script = job.write_script()
        inside = job.root / job.working_dir.lstrip("/")
        if not inside.is_dir() and not job.working_dir.startswith("/usr/"):
            return Ended(None, error_code="DirectoryNotExists")
        sandbox = [
            *limits(job.settings),
            *namespaces(job.root),
            *("--hostname", job.instance_id),
            *("--ro-bind", str(script), SCRIPT),
            *("--chdir", job.working_dir),
            "--",
        ]
        return await run_process([*sandbox, *job.interpreter(SCRIPT)], ENVIRONMENT, job.home)

    def unavailable(self, settings: Settings) -> str:
        """Why not; found out by trying."""
        return _probe()


def limits(settings: Settings) -> list[str]:
    """The prefix that sets resource limits."""
    if shutil.which("prlimit") is None:
        return []
    return [
        "prlimit",
        f"--as={settings.memory_bytes}",
        f"--fsize={settings.file_bytes}",
        f"--nproc={settings.processes}",
        "--core=0",
        "--",
    ]


def namespaces(root: Path) -> list[str]:
    """The sandbox around an instance's root."""
    arguments = ["bwrap", "--unshare-all", "--unshare-user", "--die-with-parent", "--new-session"]
    arguments += ["--uid", "0", "--gid", "0", "--cap-drop", "ALL"]
    arguments += ["--bind", str(root), "/", "--ro-bind", "/usr", "/usr"]
    for name in MERGED:
        if not Path("/", name).is_symlink():
            arguments += ["--ro-bind-try", f"/{name}", f"/{name}"]
    for path in HOST_FILES:
        arguments += ["--ro-bind-try", path, path]
    arguments += ["--proc", "/proc", "--dev", "/dev", "--ro-bind", str(guest.FOLDER), GUEST]
    for name in guest.NAMES:  # scripts that name a program with its path get the stand-in too
        for folder in ("/usr/bin", "/usr/sbin"):
            if Path(folder, name).exists():
                arguments += ["--ro-bind", str(guest.BIN / name), f"{folder}/{name}"]
    return arguments


@cache
def _probe() -> str:
    if shutil.which("bwrap") is None:
        return "bubblewrap (bwrap) is not installed"
    home = Settings().home("probe")
    prepare(home / "root", "probe")
    done = subprocess.run(  # noqa: S603  (our own words only)
        [*namespaces(home / "root"), "--", "/bin/sh", "-c", "true"],
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
    )
    shutil.rmtree(home, ignore_errors=True)
    return "" if done.returncode == 0 else f"bubblewrap does not work here: {done.stderr.strip()}"

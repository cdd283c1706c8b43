"""The file system of an instance: made once, kept as long as the instance."""

from pathlib import Path

FOLDERS = (
    "dev",
    "etc/systemd/system",
    "home",
    "opt",
    "proc",
    "root",
    "run/scalehook/guest",
    "srv",
    "tmp",
    "usr",
    "var/lib/scalehook",
    "var/log",
    "var/tmp",
    "var/www/html",
)
MERGED = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
FILES = {
    "etc/passwd": "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n",
    "etc/group": "root:x:0:\nnogroup:x:65534:\n",
    "etc/hosts": "127.0.0.1 localhost\n",
    "etc/os-release": 'NAME="CentOS Linux"\nID="centos"\nVERSION_ID="7"\n',
}


def prepare(root: Path, name: str) -> None:
    """Make it, once: scripts own it from then on, and may have put links anywhere in it."""
    done = root.parent / "prepared"
    if done.exists():
        return
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
    for link in MERGED:
        if Path("/", link).is_symlink() and not (root / link).is_symlink():
            (root / link).symlink_to(f"usr/{link}")
    for path, text in FILES.items():
        (root / path).write_text(text)
    (root / "etc/hostname").write_text(f"{name}\n")
    done.touch()

"""What the installed official SDKs know: operations, and the parameters of their requests."""

import importlib.util
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from scalehook_contracts.products import Product

ACTION = re.compile(r"action\s*=\s*'(\w+)'")
REQUEST = re.compile(r"^class (\w+)Request\(.*?\n(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
IN_A_MAP = re.compile(r"result\['([\w.]+)'\]")
QUERY_PARAM = re.compile(r"add_(?:query|body)_param(?:s)?\('(\w+)")
ACCOUNT = frozenset({"OwnerId", "OwnerAccount", "ResourceOwnerId", "ResourceOwnerAccount"})  # ignored


Operations = Iterator[tuple[str, frozenset[str]]]


@dataclass(frozen=True)
class Sdk:
    """One package, and how its files are read: only when somebody asks, it takes a second."""

    name: str
    folder: Path
    read: Callable[[Path], Operations]

    @cached_property
    def operations(self) -> dict[str, frozenset[str]]:
        """The parameters of each operation by their names on the wire."""
        return dict(self.read(self.folder))


def sdks(product: Product) -> Iterator[Sdk]:
    """Those of the product that are installed."""
    for version in product.versions:
        compact = version.replace("-", "")
        name = f"alibabacloud_{product.name.lower().replace('-', '_')}{compact}"
        if (folder := _folder(name)) is not None:
            yield Sdk(name, folder, _modelled)
        core = f"aliyunsdk{product.name.lower()}"
        requests = f"{core}.request.v{compact}"
        if _folder(core) and (folder := _folder(requests)) is not None:
            yield Sdk(requests, folder, _core)


def _folder(package: str) -> Path | None:
    """Where it lies. It is read and not imported: some have thousands of classes."""
    spec = importlib.util.find_spec(package)
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def _modelled(folder: Path) -> Operations:
    parts = sorted(folder.glob("models/*.py")) or [folder / "models.py"]
    models = {n: body for part in parts for n, body in REQUEST.findall(part.read_text("utf-8"))}
    called = set(ACTION.findall((folder / "client.py").read_text("utf-8")))
    for action in sorted({n for n in models if not n.endswith("Shrink")} | called):
        yield action, frozenset(IN_A_MAP.findall(models.get(action, ""))) - ACCOUNT


def _core(folder: Path) -> Operations:
    for path in sorted(folder.glob("*Request.py")):
        names = frozenset(QUERY_PARAM.findall(path.read_text("utf-8")))
        yield path.stem.removesuffix("Request"), names - ACCOUNT

"""What the installed official SDKs know: operations, and the parameters of their requests."""

import importlib
import importlib.util
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from scalehook_contracts.products import Product

ACTION = re.compile(r"action\s*=\s*'(\w+)'")
IN_A_MAP = re.compile(r"result\['([\w.]+)'\]")
QUERY_PARAM = re.compile(r"add_(?:query|body)_param(?:s)?\('(\w+)")
ACCOUNT = frozenset({"OwnerId", "OwnerAccount", "ResourceOwnerId", "ResourceOwnerAccount"})  # ignored


@dataclass(frozen=True)
class Sdk:
    """One package: the parameters of each operation by their names on the wire."""

    name: str
    operations: dict[str, frozenset[str]]


def sdks(product: Product) -> Iterator[Sdk]:
    """Those of the product that are installed."""
    for version in product.versions:
        compact = version.replace("-", "")
        name = f"alibabacloud_{product.name.lower()}{compact}"
        if importlib.util.find_spec(name) is not None:
            yield Sdk(name, dict(_modelled(name)))
        core = f"aliyunsdk{product.name.lower()}"
        requests = f"{core}.request.v{compact}"
        if importlib.util.find_spec(core) and importlib.util.find_spec(requests):
            yield Sdk(requests, dict(_core(importlib.import_module(requests))))


def _modelled(name: str) -> Iterator[tuple[str, frozenset[str]]]:
    models = importlib.import_module(f"{name}.models")
    client = inspect.getsource(importlib.import_module(f"{name}.client"))
    known = {n.removesuffix("Request") for n in dir(models) if n.endswith("Request")}
    for action in sorted({n for n in known if not n.endswith("Shrink")} | set(ACTION.findall(client))):
        model = getattr(models, f"{action}Request", None)
        source = inspect.getsource(model.to_map) if model is not None else ""
        yield action, frozenset(IN_A_MAP.findall(source)) - ACCOUNT


def _core(package: ModuleType) -> Iterator[tuple[str, frozenset[str]]]:
    for info in pkgutil.iter_modules(package.__path__):
        if info.name.endswith("Request"):
            source = inspect.getsource(importlib.import_module(f"{package.__name__}.{info.name}"))
            names = frozenset(QUERY_PARAM.findall(source))
            yield info.name.removesuffix("Request"), names - ACCOUNT

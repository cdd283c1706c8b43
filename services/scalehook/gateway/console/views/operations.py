"""The operations of all products, and each of them as a form."""

from functools import cache
from typing import Any

from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.explorer import drafting, forms
from scalehook.gateway.console.explorer.samples import LANGUAGES
from scalehook.gateway.console.views.listing import Nothing, read
from scalehook.kit.api.operations import operations
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.gateway import NotFound
from scalehook_contracts.products import PRODUCTS


async def every(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """By product, with what each of them does; and the languages that samples are written in."""
    read(query, Nothing)
    languages = [{"id": name, "title": each.title} for name, each in LANGUAGES.items()]
    return {"items": _products(), "languages": languages}


async def one(desk: Desk, product: str, name: str, query: dict[str, str]) -> dict[str, Any]:
    """As a form."""
    read(query, Nothing)
    try:
        return _form(product.lower(), name)
    except InvalidParameter as problem:
        raise NotFound() from problem


@cache
def _form(product: str, name: str) -> dict[str, Any]:
    return forms.form(drafting.find(product, name))


@cache
def _products() -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, str]]] = {product.name: [] for product in PRODUCTS}
    for cls in sorted(operations().values(), key=lambda cls: cls.__name__):
        found[cls.product.name].append({"name": cls.__name__, "help": forms.help_of(cls)})
    return [
        {"product": product.name, "versions": list(product.versions), "operations": found[product.name]}
        for product in PRODUCTS
    ]

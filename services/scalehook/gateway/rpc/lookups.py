"""Finds the operation that a request asks for."""

from functools import cache

from scalehook.kit.api.operations import OperationType, operations
from scalehook_contracts.errors.common import InvalidActionNotFound, MissingParameter
from scalehook_contracts.errors.gateway import NoSuchVersion
from scalehook_contracts.products import PRODUCTS, Product

BY_VERSION: dict[str, Product] = {
    version: product for product in PRODUCTS if product.style == "rpc" for version in product.versions
}


@cache  # only of what is found: there are no more entries than operations
def find(action: str, version: str) -> OperationType:
    """The operation of this name in the product that has this version."""
    if not version:
        raise MissingParameter(name="Version")
    product = BY_VERSION.get(version)
    if product is None:
        raise NoSuchVersion()
    if not action:
        raise MissingParameter(name="Action")
    cls = operations().get((product.name.lower(), action.lower()))
    if cls is None or cls.__name__ != action:
        raise InvalidActionNotFound()
    return cls

"""The page of all operations is true: written from the contracts, and checked against the SDKs."""

import json
import os
from pathlib import Path

import pytest

from scalehook_contracts.products import PRODUCTS, Product
from support.operations import contracts
from support.operations.document import written
from support.operations.proofs import place_of, proof
from support.operations.sdks import Sdk, sdks

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "operations.md"
ABSENT = ROOT / "tests" / "support" / "operations" / "absent.json"
INSTALLED = [(product, sdk) for product in PRODUCTS for sdk in sdks(product)]
WRITING = os.environ.get("OPERATIONS") == "write"


def absent() -> dict[str, list[str]]:
    """The operations that are known not to be there; written anew, those of the installed SDKs."""
    names = json.loads(ABSENT.read_text()) if ABSENT.exists() else {}
    if not WRITING:
        return dict(names)
    for product, sdk in INSTALLED:
        names[product.name] = sorted({*names.get(product.name, ()), *sdk.operations})
    for product in PRODUCTS:
        there = contracts.of(product)
        names[product.name] = [name for name in names.get(product.name, ()) if name not in there]
    ABSENT.write_text(json.dumps(names, indent=1) + "\n")
    return names


def test_the_page_is_up_to_date() -> None:
    """Write it anew and look:
    `OPERATIONS=write pytest tests/unit/contracts/test_operations.py && git diff docs/operations.md`.
    """
    now = written(absent())
    if WRITING:
        PAGE.write_text(now)
    assert PAGE.read_text() == now


@pytest.mark.parametrize(("product", "sdk"), INSTALLED, ids=lambda value: value.name)
def test_every_operation_of_an_sdk_is_named(product: Product, sdk: Sdk) -> None:
    """As one that is there, or that is not."""
    named = contracts.of(product).keys() | absent()[product.name]
    assert sorted(sdk.operations.keys() - named) == []


@pytest.mark.parametrize(("product", "sdk"), INSTALLED, ids=lambda value: value.name)
def test_every_parameter_of_an_sdk_is_named(product: Product, sdk: Sdk) -> None:
    """As one that is taken, or that is refused."""
    missing = {
        name: sorted(unknown)
        for name, cls in contracts.of(product).items()
        if (unknown := sdk.operations.get(name, frozenset()) - contracts.known(cls))
    }
    assert missing == {}


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.name)
def test_every_operation_is_proved(product: Product) -> None:
    """Some test asks for it."""
    there = contracts.of(product).items()
    assert [name for name, cls in there if proof(name, place_of(cls)) is None] == []


def test_names_of_operations_that_are_not_there_are_no_others() -> None:
    """Nothing is both there and not."""
    for product in PRODUCTS:
        assert contracts.of(product).keys() & absent().get(product.name, []) == set()

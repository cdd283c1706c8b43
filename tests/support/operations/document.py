"""`docs/operations.md`, written from the contracts."""

from collections.abc import Iterator, Mapping, Sequence

from scalehook.kit.api.operations import OperationType
from scalehook_contracts.products import PRODUCTS, Product
from support.operations import contracts
from support.operations.proofs import place_of, proof

HEAD = """# Operations

Every operation of every product: what is there, what it does with each parameter, and which test
proves it. This page is written from the contracts; a test fails when it is out of date, and when an
official SDK knows an operation or a parameter that it does not name.

- **Parameters** have their effect, or are described back. `*`: must be given. Behind the name stands
  what is checked; a value that does not fit gets the operation's documented code.
- **Refused** parameters are documented and not simulated: a request that gives one gets the same code.
- `OwnerId`, `OwnerAccount`, `ResourceOwnerId` and `ResourceOwnerAccount` are taken and ignored, as is
  whatever is not documented.
- An operation that is **not there** answers 404 `InvalidAction.NotFound`.
"""


def written(absent: Mapping[str, Sequence[str]]) -> str:
    """The page; `absent` has the names of the operations that are not there, by product."""
    parts = [HEAD, *(part for product in PRODUCTS for part in _product(product, absent))]
    return "\n".join(parts)


def _product(product: Product, absent: Mapping[str, Sequence[str]]) -> Iterator[str]:
    there, names = contracts.of(product), absent.get(product.name, ())
    yield f"## {product.name} {', '.join(product.versions)}\n"
    total = len(there) + len(names)
    yield f"{len(there)} of {total} operations.\n" if names else f"{len(there)} operations.\n"
    yield "| operation | parameters | refused | proved by |\n| --- | --- | --- | --- |"
    yield from (_row(name, cls) for name, cls in there.items())
    yield ""
    if names:
        yield f"Not there: {', '.join(names)}.\n"


def _row(name: str, cls: OperationType) -> str:
    taken = "; ".join(
        f"`{field.alias}`{'*' if needed else ''}{f' {limits}' if limits else ''}"
        for field, needed, limits in contracts.parameters(cls)
    )
    refused = ", ".join(f"`{parameter}`" for parameter in sorted(cls.unsupported))
    path = proof(name, place_of(cls))
    cells = (f"**{name}**", taken, refused, f"`{path}`" if path else "")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

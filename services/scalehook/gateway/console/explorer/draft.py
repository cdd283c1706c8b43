"""A request that is not signed yet: what the console sends, and what every sample of code says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scalehook.gateway.percent_encoding import encode


@dataclass(frozen=True)
class Draft:
    """How an operation is asked for with these parameters.

    `style` is its product's: `rpc` has all in the query; `roa` has a path, a query and a JSON body;
    `rest` signs some headers, by `scheme`.
    """

    product: str
    action: str
    version: str
    region: str
    style: str
    method: str = "POST"
    path: str = "/"
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)  # that say something; not those that sign
    body: str = ""
    scheme: str = ""

    @property
    def target(self) -> str:
        """Path and query, as they stand on the request line."""
        pairs = [f"{name}={encode(value)}" for name, value in self.query.items()]
        return f"{self.path}?{'&'.join(pairs)}" if pairs else self.path

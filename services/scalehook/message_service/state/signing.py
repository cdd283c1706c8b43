"""The key of all pushes."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SigningKey:
    """A key pair: the private key, and the certificate that receivers check with. Both are PEM."""

    private_key: str = field(repr=False)
    certificate: str

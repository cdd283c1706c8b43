"""Making the key pair of a stack, and its certificate."""

from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

BITS = 2048
# Any time that a stack may play: its clock is not the receivers'.
BEGINS, ENDS = datetime(2000, 1, 1, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC)


def new_key() -> tuple[str, str]:
    """A private RSA key, and an X.509 v3 certificate that it has signed itself; both as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "scalehook: pushes of topics")])
    number = x509.random_serial_number()
    made = x509.CertificateBuilder(name, name, key.public_key(), number, BEGINS, ENDS)
    certificate = made.sign(key, SHA256())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private.decode(), certificate.public_bytes(Encoding.PEM).decode()

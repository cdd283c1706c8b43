"""The key that pushes are signed with, and the certificate by which receivers check it."""

from pydantic import Field

from scalehook_contracts.base import Command, Done, Intent, Reply


class SigningCertificate(Reply):
    """An X.509 certificate as PEM; empty as long as nothing has been pushed over HTTP."""

    certificate: str = ""


class GetSigningCertificate(Command[SigningCertificate]):
    """Asks for the certificate of this stack. Not one of the cloud's."""


class MakeSigningKey(Intent):
    """Make a key pair for pushes, and a certificate for it."""


class KeepSigningKey(Command[Done]):
    """A key pair has been made: pushes are signed with it from now on. Both texts are PEM."""

    private_key: str = Field(repr=False)
    certificate: str

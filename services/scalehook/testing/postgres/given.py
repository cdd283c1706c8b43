"""A PostgreSQL server that somebody else runs: databases are made there, and removed again."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from scalehook.testing.throwaway import NoServer, require_answer

VARIABLE = "SCALEHOOK_TEST_DATABASE_URL"
PORT = 5432


@dataclass(frozen=True)
class GivenServer:
    """Its address, of a database from which others may be made."""

    administration: str

    def url(self, database: str) -> str:
        """The same address, of another database."""
        return urlsplit(self.administration)._replace(path=f"/{database}").geturl()

    def restart(self) -> None:
        """Somebody else's server is not restarted."""
        raise NoServer(f"the server of {VARIABLE} is not ours: it is not restarted")


def given_server(address: str) -> GivenServer:
    """The server at this address."""
    require_answer(address, PORT, VARIABLE)
    return GivenServer(address)

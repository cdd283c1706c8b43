"""The packages and units of a simulated instance, kept as one file beside its root."""

from pathlib import Path

from pydantic import BaseModel, Field

UNITS = {
    "mysql-server": "mysqld",
    "mysql-community-server": "mysqld",
    "mariadb-server": "mariadb",
    "docker-ce": "docker",
    "docker.io": "docker",
    "redis-server": "redis",
}


class Unit(BaseModel):
    """A service of the instance."""

    active: bool = False
    enabled: bool = False


class Inventory(BaseModel):
    """What is installed."""

    packages: set[str] = Field(default_factory=set)
    units: dict[str, Unit] = Field(default_factory=dict)

    @classmethod
    def load(cls, file: Path) -> "Inventory":
        """As it was kept; nothing is installed at first."""
        return cls.model_validate_json(file.read_text()) if file.exists() else cls()

    def keep(self, file: Path) -> None:
        """Write it, whole or not at all."""
        draft = file.with_suffix(".tmp")
        draft.write_text(self.model_dump_json())
        draft.replace(file)

    def add(self, package: str) -> None:
        """Install a package, which brings its unit."""
        self.packages.add(package)
        self.units.setdefault(UNITS.get(package, package), Unit())

    def remove(self, package: str) -> None:
        """Remove a package and its unit."""
        self.packages.discard(package)
        self.units.pop(UNITS.get(package, package), None)

"""The packages and units of a simulated instance, kept as one file beside its root."""

from pathlib import Path

from pydantic import BaseModel, Field

from scalehook.script_runner import guest


class Unit(BaseModel):
    """A unit of the instance."""

    active: bool = False
    enabled: bool = False
    masked: bool = False

    @classmethod
    def at_first(cls, key: str) -> "Unit | None":
        """As the image brings it, if it does."""
        first = guest.pairs("base-units").get(key)
        if first is None:
            return None
        activity, enablement = first.split()
        return cls(active=activity == "active", enabled=enablement == "enabled")

    @property
    def activity(self) -> str:
        """Whether it is active, in a word."""
        return "active" if self.active else "inactive"

    @property
    def enablement(self) -> str:
        """Whether it is enabled, in a word."""
        if self.masked:
            return "masked"
        return "enabled" if self.enabled else "disabled"


class Inventory(BaseModel):
    """What is installed, and what the instance calls itself; a unit's key has no `.service`."""

    packages: set[str] = Field(default_factory=set)
    units: dict[str, Unit] = Field(default_factory=dict)
    hostname: str = ""

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
        key = _unit(package)
        self.units.setdefault(key, Unit.at_first(key) or Unit())

    def remove(self, package: str) -> None:
        """Remove a package and its unit."""
        self.packages.discard(package)
        self.units.pop(_unit(package), None)

    def called(self, full_name: str) -> str:
        """The name that a unit has, where this is only another one for it."""
        key = full_name.removesuffix(".service")
        known = key in self.units or key not in guest.pairs("aliases")
        return full_name if known else f"{guest.pairs('aliases')[key]}.service"

    def unit(self, full_name: str) -> Unit | None:
        """The unit with this name; one of a template (`app@1`) is made when it is asked for."""
        key = full_name.removesuffix(".service")
        template, at, _ = key.partition("@")
        first = Unit() if at and f"{template}@" in self.units else Unit.at_first(key)
        if key not in self.units and first is not None:
            self.units[key] = first
        return self.units.get(key)

    def all_units(self) -> dict[str, Unit]:
        """Those of the image too, by their keys."""
        first = {key: Unit.at_first(key) or Unit() for key in guest.pairs("base-units")}
        return dict(sorted({**first, **self.units}.items()))


def _unit(package: str) -> str:
    return guest.pairs("units").get(package, package)

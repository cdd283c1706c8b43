"""The cloud's products as far as they have an API here: versions, permissions, answer shapes."""

from dataclasses import dataclass

from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import ForbiddenRam, ForbiddenUnauthorized
from scalehook_contracts.errors.mns import AccessDenied
from scalehook_contracts.errors.ram import NoPermission


@dataclass(frozen=True)
class Product:
    """One product. `wrapped` lists the API versions whose answers wrap a list in an object that
    has the item's name (`{"Instances": {"Instance": [...]}}`); the others answer plain arrays.
    """

    name: str  # as in Recommend and HostId: Ess, Ecs, oos …
    ram_code: str  # the part of a RAM action before the colon
    versions: tuple[str, ...]
    forbidden: type[ApiError]
    wrapped: tuple[str, ...] = ()
    terse_missing: bool = False  # `MissingRegionId` instead of `MissingParameter`


ESS = Product("Ess", "ess", ("2014-08-28", "2022-02-22"), ForbiddenUnauthorized, wrapped=("2014-08-28",))
ECS = Product("Ecs", "ecs", ("2014-05-26",), ForbiddenRam, ("2014-05-26",), terse_missing=True)
OOS = Product("oos", "oos", ("2019-06-01",), ForbiddenRam, terse_missing=True)
RAM = Product("Ram", "ram", ("2015-05-01",), NoPermission, ("2015-05-01",), terse_missing=True)
STS = Product("Sts", "sts", ("2015-04-01",), NoPermission, ("2015-04-01",), terse_missing=True)
MNS = Product("MNS", "mns", ("2015-06-06",), AccessDenied)

PRODUCTS = (ESS, ECS, OOS, RAM, STS, MNS)

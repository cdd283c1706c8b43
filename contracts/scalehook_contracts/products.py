"""The cloud's products as far as they have an API here: versions, permissions, answer shapes."""

from dataclasses import dataclass
from typing import Literal

from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.alb import ForbiddenServerGroup
from scalehook_contracts.errors.cms import AccessForbidden
from scalehook_contracts.errors.common import (
    ForbiddenRam,
    ForbiddenUnauthorized,
    MissingNamedParameter,
    MissingParameter,
)
from scalehook_contracts.errors.eventbridge import BusAccessDenied
from scalehook_contracts.errors.mns import AccessDenied
from scalehook_contracts.errors.ram import NoPermission, NoPermissionOfSts
from scalehook_contracts.errors.rds import ForbiddenRamOfRds
from scalehook_contracts.errors.slb import Forbidden


@dataclass(frozen=True)
class Product:
    """One product. `style` is how it is called: `rpc` by an action's name, `rest` by method and path,
    `roa` by method and path, and signed as `rpc` is.

    `wrapped` lists the API versions whose answers wrap a list in an object that has the item's name
    (`{"Instances": {"Instance": [...]}}`); the others answer plain arrays. `missing` is its answer to
    a parameter that is not there; None: the same as to a bad one. The resources of a product that is not
    `in_regions` have none in their names.
    """

    name: str  # as in Recommend and HostId: Ess, Ecs, oos …
    ram_code: str  # the part of a RAM action before the colon
    versions: tuple[str, ...]
    forbidden: type[ApiError]
    wrapped: tuple[str, ...] = ()
    missing: type[ApiError] | None = MissingNamedParameter
    in_regions: bool = True
    style: Literal["rpc", "rest", "roa"] = "rpc"


ESS = Product(
    "Ess", "ess", ("2014-08-28", "2022-02-22"), ForbiddenUnauthorized, ("2014-08-28",), MissingParameter
)
ECS = Product("Ecs", "ecs", ("2014-05-26",), ForbiddenRam, ("2014-05-26",))
OOS = Product("oos", "oos", ("2019-06-01",), ForbiddenRam)
RAM = Product("Ram", "ram", ("2015-05-01",), NoPermission, ("2015-05-01",), in_regions=False)
STS = Product("Sts", "sts", ("2015-04-01",), NoPermissionOfSts, ("2015-04-01",), in_regions=False)
SLB = Product("Slb", "slb", ("2014-05-15",), Forbidden, ("2014-05-15",))
ALB = Product("Alb", "alb", ("2020-06-16",), ForbiddenServerGroup)
RDS = Product("Rds", "rds", ("2014-08-15",), ForbiddenRamOfRds, ("2014-08-15",))
CMS = Product("Cms", "cms", ("2019-01-01",), AccessForbidden, missing=None)
EVENT_BRIDGE = Product("eventbridge", "eventbridge", ("2020-04-01",), BusAccessDenied, missing=None)
EVENT_BRIDGE_DATA = Product(
    "eventbridge-data", "eventbridge", ("2015-06-06",), BusAccessDenied, missing=None, style="rest"
)
MNS = Product("MNS", "mns", ("2015-06-06",), AccessDenied, missing=None, style="rest")

MNS_OPEN = Product("Mns-open", "mns", ("2022-01-19",), AccessDenied)

# Products whose resources are declared: see resource_provider/declared.
KVSTORE = Product("R-kvstore", "kvstore", ("2015-01-01",), ForbiddenRam, ("2015-01-01",))
DDS = Product("Dds", "dds", ("2015-12-01",), ForbiddenRam, ("2015-12-01",))
POLARDB = Product("polardb", "polardb", ("2017-08-01",), ForbiddenRam, ("2017-08-01",))
ADB = Product("adb", "adb", ("2019-03-15",), ForbiddenRam, ("2019-03-15",))
VPC = Product("Vpc", "vpc", ("2016-04-28",), ForbiddenRam, ("2016-04-28",))
NAS = Product("NAS", "nas", ("2017-06-26",), ForbiddenRam, ("2017-06-26",))
ECI = Product("Eci", "eci", ("2018-08-08",), ForbiddenRam)
CS = Product("CS", "cs", ("2015-12-15",), ForbiddenRam, style="roa")
OSS = Product("Oss", "oss", ("2019-05-17",), ForbiddenRam)

PRODUCTS = (
    ESS, ECS, OOS, RAM, STS, SLB, ALB, RDS, CMS, EVENT_BRIDGE, EVENT_BRIDGE_DATA, MNS, MNS_OPEN,
    KVSTORE, DDS, POLARDB, ADB, VPC, NAS, ECI, CS, OSS,
)  # fmt: skip

"""Whether Auto Scaling may be used."""

from typing import ClassVar

from scalehook_contracts.base import Done
from scalehook_contracts.numbers import Int64
from scalehook_contracts.scaling_controller.base import EssOperation


class VerifyAuthentication(EssOperation[Done]):
    """Checks whether Auto Scaling may act for the account. With `only_check` or without: there is no
    service role here that would be made.
    """

    of_groups: ClassVar[bool] = False

    only_check: bool = False
    uid: Int64 | None = None


class VerifyUser(EssOperation[Done]):
    """Checks whether the account may use Auto Scaling in the region."""

    of_groups: ClassVar[bool] = False

    region_id: str = ""

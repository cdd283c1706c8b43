"""Whether Auto Scaling may be used."""

from scalehook_contracts.base import Done
from scalehook_contracts.numbers import Int64
from scalehook_contracts.scaling_controller.base import EssOperation


class VerifyAuthentication(EssOperation[Done]):
    """Checks whether Auto Scaling may act for the account. With `only_check` or without: there is no
    service role here that would be made.
    """

    only_check: bool = False
    uid: Int64 | None = None


class VerifyUser(EssOperation[Done]):
    """Checks whether the account may use Auto Scaling in the region."""

    region_id: str = ""

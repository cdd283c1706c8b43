"""Whether Auto Scaling may be used: by the account of this cloud."""

from scalehook.kit import Work
from scalehook.scaling_controller.lookups import check_region
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook_contracts.base import Done
from scalehook_contracts.errors.scaling_account import UserNotAuthorizeEss
from scalehook_contracts.scaling_controller.users import VerifyAuthentication, VerifyUser


def verify_authentication(command: VerifyAuthentication, work: Work[State, Settings]) -> Done:
    """Auto Scaling may act for the account, and for no other."""
    if command.uid is not None and str(command.uid) != work.settings.account_id:
        raise UserNotAuthorizeEss()
    return Done()


def verify_user(command: VerifyUser, work: Work[State, Settings]) -> Done:
    """Whoever has come here may use it."""
    check_region(command.region_id, work)
    return Done()

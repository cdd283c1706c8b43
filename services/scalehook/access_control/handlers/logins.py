"""Passwords of users: set, changed, taken away."""

import hashlib
import hmac
from dataclasses import asdict, replace

from scalehook.access_control.lookups import user_of
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import Login, State
from scalehook.access_control.state.events.logins import LoginDeleted, LoginSet
from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook_contracts.access_control.logins import (
    ChangePassword,
    CreateLoginProfile,
    DeleteLoginProfile,
    GetLoginProfile,
    LoginProfileReply,
    LoginProfileView,
    UpdateLoginProfile,
)
from scalehook_contracts.base import Done
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.ram_logins import (
    EntityAlreadyExistsUserLoginProfile,
    EntityNotExistUserLoginProfile,
    NewPasswordTooWeak,
    NotSupportAccount,
    OldPasswordIncorrect,
    PasswordTooWeak,
)

SHORTEST, LONGEST = 8, 32  # characters, as the password policy has them that nobody has changed
ROUNDS = 10_000


def create_login_profile(command: CreateLoginProfile, work: Work[State, Settings]) -> LoginProfileReply:
    """A user who has none."""
    user = user_of(command.user_name, work.state).user_name
    if user.lower() in work.state.logins:
        raise EntityAlreadyExistsUserLoginProfile()
    salt, digest = _sealed(command.password, PasswordTooWeak, work)
    login = Login(
        salt,
        digest,
        work.now.timestamp(),
        command.password_reset_required,
        command.mfa_bind_required,
    )
    _set(user, login, work)
    return _reply(user, login)


def update_login_profile(command: UpdateLoginProfile, work: Work[State, Settings]) -> Done:
    """What is not given stays."""
    user, login = _named(command.user_name, work)
    if command.password:
        login = _renewed(login, command.password, PasswordTooWeak, work)
    given = command.model_dump(include={"password_reset_required", "mfa_bind_required"})
    changed = {name: value for name, value in given.items() if value is not None}
    _set(user, replace(login, **changed), work)
    return Done()


def get_login_profile(command: GetLoginProfile, work: Work[State, Settings]) -> LoginProfileReply:
    """Of a user who has one."""
    return _reply(*_named(command.user_name, work))


def delete_login_profile(command: DeleteLoginProfile, work: Work[State, Settings]) -> Done:
    """It cannot be changed any more."""
    user, _ = _named(command.user_name, work)
    work.record(LoginDeleted(user_name=user))
    return Done()


def change_password(command: ChangePassword, work: Work[State, Settings]) -> Done:
    """The caller's own: neither the account nor a role has one."""
    _, is_user, name = work.caller.partition(":user/")
    if not is_user:
        raise NotSupportAccount()
    user, login = _named(name, work)
    if not hmac.compare_digest(_digest(command.old_password, login.salt), login.digest):
        raise OldPasswordIncorrect()
    renewed = _renewed(login, command.new_password, NewPasswordTooWeak, work)
    _set(user, replace(renewed, password_reset_required=False), work)
    return Done()


def _named(name: str, work: Work[State, Settings]) -> tuple[str, Login]:
    user = user_of(name, work.state).user_name
    login: Login | None = work.state.logins.get(user.lower())
    if login is None:
        raise EntityNotExistUserLoginProfile()
    return user, login


def _renewed(login: Login, password: str, refusal: type[ApiError], work: Work[State, Settings]) -> Login:
    salt, digest = _sealed(password, refusal, work)
    return replace(login, salt=salt, digest=digest)


def _sealed(password: str, refusal: type[ApiError], work: Work[State, Settings]) -> tuple[str, str]:
    """Salt and digest; refused where the password policy does not allow the password."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise refusal()
    salt = f"{work.random.getrandbits(128):032x}"
    return salt, _digest(password, salt)


def _digest(password: str, salt: str) -> str:
    text = password.encode(errors="surrogatepass")
    return hashlib.pbkdf2_hmac("sha256", text, salt.encode(), ROUNDS).hex()


def _set(user: str, login: Login, work: Work[State, Settings]) -> None:
    work.record(LoginSet(user_name=user, **asdict(login)))


def _reply(user: str, login: Login) -> LoginProfileReply:
    view = LoginProfileView(
        user_name=user,
        create_date=iso_seconds(moment(login.created_at)),
        password_reset_required=login.password_reset_required,
        mfa_bind_required=login.mfa_bind_required,
    )
    return LoginProfileReply(login_profile=view)

"""Errors of RAM that are about passwords of users."""

from scalehook_contracts.errors.base import ApiError


class EntityNotExistUserLoginProfile(ApiError, code="EntityNotExist.User.LoginProfile", status=404):
    """The user login profile does not exist."""


class EntityAlreadyExistsUserLoginProfile(
    ApiError, code="EntityAlreadyExists.User.LoginProfile", status=409
):
    """The user login profile does already EXIST."""


class PasswordTooWeak(ApiError, code="InvalidParameter.Password.TooWeak"):
    """The parameter - "Password" is not compliant with the password policy."""


class NewPasswordTooWeak(ApiError, code="InvalidParameter.NewPassword.TooWeak"):
    """The parameter - "NewPassword" is not compliant with the password policy."""


class OldPasswordIncorrect(ApiError, code="InvalidParameter.OldPassword.Incorrect"):
    """The parameter - "OldPassword" is incorrect."""


class NotSupportAccount(ApiError, code="NotSupport.Account"):
    """This method can be only invoked by sub user."""

"""Errors of Auto Scaling on regions and the account."""

from scalehook_contracts.errors.base import ApiError


class InvalidAcceptLanguageNotFound(ApiError, code="InvalidAcceptLanguage.NotFound", status=404):
    """Only Chinese (zh-CN), English (en-US), and Japanese (ja) are allowed."""


class UserNotAuthorizeEss(ApiError, status=403):
    """Ess should be authorized in ram to operate user ecs resource."""

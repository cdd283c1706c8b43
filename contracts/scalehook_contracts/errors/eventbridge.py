"""Errors of EventBridge. Those with the status 200 are answers like others, with `Success` false."""

from scalehook_contracts.errors.base import ApiError


class EventBridgeFailure(ApiError, status=200):
    """The request was understood, and not done."""


class InvalidArgument(EventBridgeFailure, status=200):
    """The argument {name} is invalid."""


class EventBusNotExist(EventBridgeFailure, status=200):
    """The event bus not existed!"""


class EventBusAlreadyExist(EventBridgeFailure, status=200):
    """The event bus already existed!"""


class EventRuleNotExisted(EventBridgeFailure, status=200):
    """The event rule not existed!"""


class EventRuleAlreadyExisted(EventBridgeFailure, status=200):
    """The event rule already existed!"""


class EventRuleTargetIdDuplicate(EventBridgeFailure, status=200):
    """The id of event target is duplicate!"""


class EventRuleTargetNotExisted(EventBridgeFailure, status=200):
    """The event target not existed!"""


class EventRuleFilterPatternSchemaError(EventBridgeFailure, status=200):
    """The filter pattern is invalid: {reason}."""


class EventNotExist(EventBridgeFailure, status=200):
    """The event not existed!"""


class BusAccessDenied(ApiError, code="AccessDenied", status=403):
    """User not authorized to operate on the specified resource."""

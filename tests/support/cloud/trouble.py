"""Which troubles of a call are a crash's, and which are the stack's own."""

from typing import TypeGuard

from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from darabonba.exceptions import RetryError
from mns.mns_exception import MNSClientNetworkException, MNSServerException
from Tea.exceptions import UnretryableException

NOBODY = (RetryError, UnretryableException, MNSClientNetworkException, ConnectionError)
Refusal = AlibabaCloudException | MNSServerException


def away(problem: Exception) -> bool:
    """Nobody answers, or somebody says that nobody can at the moment; all else is a failure."""
    return isinstance(problem, NOBODY) or refused(problem, "ServiceUnavailable")


def refused(problem: Exception, *codes: str) -> TypeGuard[Refusal]:
    """The answer is a refusal with one of these codes."""
    if isinstance(problem, AlibabaCloudException):
        return problem.code in codes
    return isinstance(problem, MNSServerException) and problem.type in codes

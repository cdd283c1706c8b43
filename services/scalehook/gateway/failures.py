"""Which documented error a client gets for whatever went wrong."""

from scalehook.kit.logs import Log
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InternalError, ServiceUnavailable
from scalehook_contracts.errors.gateway import NestedTooDeep

log = Log(__name__)


def refusal_of(problem: Exception, **request: str) -> ApiError:
    """The error itself, or the one that stands for it; `request` says in the log which it was."""
    if isinstance(problem, ApiError):
        return problem.bare()
    if isinstance(problem, TimeoutError):
        return ServiceUnavailable()
    if isinstance(problem, RecursionError):  # the gateway's own: it reads what a client has sent
        return NestedTooDeep()
    log.error("request failed", exc_info=problem, **request)
    return InternalError()

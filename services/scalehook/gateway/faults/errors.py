"""The error that a fault answers with: documented, or made up."""

from scalehook_contracts.errors import ApiError, load_all
from scalehook_contracts.errors.base import ErrorBody
from scalehook_contracts.errors.common import InvalidParameter

# answered by whatever stands before every product, whose documents do not list them
OF_ALL: dict[str, tuple[int, str]] = {
    "Throttling": (400, "Request was denied due to request throttling."),
    "Throttling.User": (400, "Request was denied due to user flow control."),
    "Throttling.Api": (400, "Request was denied due to api flow control."),
}


def error_of(code: str, status: int | None, message: str) -> ApiError:
    """With the documented status and text, where they are not given; InvalidParameter when the code is
    no documented one and has no status.
    """
    known_status, known_text = OF_ALL.get(code) or _documented(code, status)
    if status is None and not known_status:
        raise InvalidParameter(f"status: {code} is no documented code: say which status it has")
    body = ErrorBody(
        name=code, code=code, message=message or known_text or code, status=status or known_status
    )
    return ApiError.from_body(body)


def _documented(code: str, status: int | None) -> tuple[int, str]:
    """Of several the first that has this status, and the text as it stands there."""
    load_all()
    found = sorted(
        (cls for cls in _below(ApiError) if cls.code == code),
        key=lambda cls: (cls.status != status, cls.status, cls.__module__),
    )
    return (found[0].status, " ".join((found[0].__doc__ or "").split())) if found else (0, "")


def _below(cls: type[ApiError]) -> list[type[ApiError]]:
    return [each for child in cls.__subclasses__() for each in (child, *_below(child))]

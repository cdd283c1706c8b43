"""The root of the error tree and the form in which an error crosses the bus."""

from typing import Any, ClassVar

from pydantic import BaseModel


class ErrorBody(BaseModel):
    """An error on the wire: `name` is the class, the rest what a client sees."""

    name: str
    code: str
    message: str
    status: int
    details: dict[str, Any] = {}


class ApiError(Exception):
    """The request processing has failed due to some unknown error, exception or failure."""

    code: str = "InternalError"
    status: ClassVar[int] = 500
    _classes: ClassVar[dict[str, type["ApiError"]]] = {}

    def __init_subclass__(cls, code: str | None = None, status: int = 400) -> None:
        super().__init_subclass__()
        cls.code = code or cls.__name__
        cls.status = status
        ApiError._classes[f"{cls.__module__}.{cls.__name__}"] = cls

    def __init__(self, message: str | None = None, **names: Any) -> None:
        """`message` replaces the documented text; `names` fill its placeholders."""
        documented = " ".join((type(self).__doc__ or "").split())
        self.message = message or documented.format(**names)
        self.details: dict[str, Any] = {}
        super().__init__(f"{self.code}: {self.message}")

    def body(self) -> ErrorBody:
        """The error as it crosses the bus."""
        name = f"{type(self).__module__}.{type(self).__name__}"
        return ErrorBody(
            name=name, code=self.code, message=self.message, status=self.status, details=self.details
        )

    @classmethod
    def from_body(cls, body: ErrorBody) -> "ApiError":
        """The error again, of its own class where this process knows it."""
        known = cls._classes.get(body.name, ApiError)
        error = known(body.message or body.code)
        error.code = body.code
        error.details = dict(body.details)
        return error

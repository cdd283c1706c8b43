"""The root of the error tree and the form in which an error crosses the bus."""

import importlib
import pkgutil
from functools import cache
from typing import Any, ClassVar, Self

from pydantic import BaseModel, Field

from scalehook_contracts.plain import PlainObject


class ErrorBody(BaseModel):
    """An error on the wire: its `name` is its documented code; the rest is what a client sees."""

    name: str
    code: str
    message: str
    status: int
    details: PlainObject = Field(default_factory=dict)


class ApiError(Exception):
    """The request processing has failed due to some unknown error, exception or failure."""

    code: str = "InternalError"
    status: int = 500
    _by_code: ClassVar[dict[tuple[str, int], list[type["ApiError"]]]] = {}
    _by_path: ClassVar[dict[str, type["ApiError"]]] = {}  # how letters of earlier versions name it

    def __init_subclass__(cls, code: str | None = None, status: int = 400) -> None:
        super().__init_subclass__()
        cls.code = code or cls.__name__
        cls.status = status
        ApiError._by_code.setdefault((cls.code, status), []).append(cls)
        ApiError._by_path[f"{cls.__module__}.{cls.__name__}"] = cls

    def __init__(self, message: str | None = None, **names: Any) -> None:
        """`message` replaces the documented text; `names` fill its placeholders."""
        documented = " ".join((type(self).__doc__ or "").split())
        text = message or documented.format(**names)
        self.message = text.encode(errors="replace").decode()  # a value it repeats may be no UTF-8
        self.details: dict[str, Any] = {}
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"

    def bare(self) -> Self:
        """Itself, without what it came from: frames hold the request, and often the error as well. Such
        a ring is freed only when somebody looks for garbage.
        """
        self.__traceback__ = self.__cause__ = self.__context__ = None
        return self

    def body(self) -> ErrorBody:
        """The error as it crosses the bus."""
        return ErrorBody(
            name=self.code,
            code=self.code,
            message=self.message,
            status=self.status,
            details=self.details,
        )

    @classmethod
    def from_body(cls, body: ErrorBody) -> "ApiError":
        """The error again: code, message, status and details are the same, and so is the class where
        one alone has that code and status.
        """
        error = cls._class_of(body)(body.message or body.code)
        error.code, error.status = body.code, body.status
        error.details = dict(body.details)
        return error

    @classmethod
    def _class_of(cls, body: ErrorBody) -> type["ApiError"]:
        load_all()
        if (known := cls._by_path.get(body.name)) is not None:
            return known
        found = cls._by_code.get((body.code, body.status), [])
        roots = [root for root in found if all(issubclass(other, root) for other in found)]
        return roots[0] if roots else ApiError


@cache
def load_all() -> None:
    """All classes there are: whoever looks for one by its code has to know them. A start does not."""
    tree = importlib.import_module(__package__)
    for module in pkgutil.iter_modules(tree.__path__):
        importlib.import_module(f"{__package__}.{module.name}")

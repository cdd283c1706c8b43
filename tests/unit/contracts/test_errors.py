"""Errors: one tree, drawn where it begins, that crosses the bus by documented codes."""

import inspect
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import scalehook_contracts.errors as tree
from scalehook_contracts.errors import ApiError, ErrorBody, load_all
from scalehook_contracts.errors.common import (
    InvalidAccessKeyIdNotFound,
    InvalidParameter,
    MissingNamedParameter,
    MissingParameter,
    ServiceUnavailable,
)
from scalehook_contracts.errors.gateway import SignatureDoesNotMatch
from scalehook_contracts.errors.mns import ReceiptHandleError, ValueOutOfRange
from scalehook_contracts.errors.mns import SignatureDoesNotMatch as MnsSignatureDoesNotMatch
from scalehook_contracts.errors.oos import InvalidTemplateParameter
from scalehook_contracts.errors.ram import NoPermission

PAGE = Path(__file__).parents[3] / "docs" / "errors.md"
ROOT = Path(str(tree.__file__))
WIDTH = 100


def _module(cls: type[ApiError]) -> str:
    return cls.__module__


def classes(root: type[ApiError] = ApiError) -> list[type[ApiError]]:
    """All documented errors, those of tests left out."""
    load_all()
    found = []
    for child in sorted(root.__subclasses__(), key=_module):  # whichever was imported first
        if child.__module__.startswith(tree.__name__):
            found += [child, *classes(child)]
    return found


HEAD = """# Errors

Every error that a client may see, as one tree below `ApiError`: by module, class, code, HTTP status and
message. `{name}` stands for what the request gave. This page is written from the classes; a test fails
when it is out of date.
"""


def page() -> str:
    """Modules, their classes, and what derives from those."""
    lines = [HEAD]
    for module in sorted({cls.__module__ for cls in classes()}):
        lines += [f"## {module.rpartition('.')[2]}\n", "| class | code | status | message |"]
        lines.append("| --- | --- | --- | --- |")
        own = [cls for cls in classes() if cls.__module__ == module]
        for cls in sorted(own, key=lambda cls: inspect.getsourcelines(cls)[1]):
            above = "" if cls.__base__ is ApiError else f" ({cls.__base__.__name__})"
            text = " ".join((cls.__doc__ or "").split()).replace("|", "\\|")
            lines.append(f"| {cls.__name__}{above} | `{cls.code}` | {cls.status} | {text} |")
        lines.append("")
    return "\n".join(lines)


def picture() -> str:
    """The branches, a module each; in them the classes that others derive from, wherever these are."""
    modules = sorted({cls.__module__ for cls in classes()})
    lines = ["ApiError"]
    for module in modules:
        twig, bough = ("└─", "  ") if module == modules[-1] else ("├─", "│ ")
        opening = (sys.modules[module].__doc__ or "").removeprefix("Errors of ")
        about = re.split(r"[.;:](?:\W|$)| whose| from one", opening)[0]
        lines.append(f"{twig} {module.rpartition('.')[2]:<22} {about}")
        for cls in (each for each in classes() if each.__module__ == module):
            below = [each.__name__ for each in classes(cls) if each.__base__ is cls]
            if below:
                text, indent = f"{cls.__name__} ← {', '.join(below)}", f"{bough}     "
                lines += textwrap.wrap(
                    text, WIDTH, initial_indent=indent, subsequent_indent=indent + "    "
                )
    return "\n".join(lines) + "\n"


def test_the_tree_is_drawn() -> None:
    """Its branches where it begins, and all of it on a page. Write them anew and look:
    `ERRORS=write pytest tests/unit/contracts/test_errors.py && git diff docs/errors.md contracts`.
    """
    drawn = re.compile(r"^ApiError\n.*?\n(?=\n|\"\"\")", re.DOTALL | re.MULTILINE)
    if os.environ.get("ERRORS") == "write":
        PAGE.write_text(page())
        ROOT.write_text(drawn.sub(lambda _: picture(), ROOT.read_text()))
    assert PAGE.read_text() == page()
    assert drawn.findall(ROOT.read_text()) == [picture()]


def test_every_error_survives_the_bus() -> None:
    """Code, message, status and details are exactly the same on the other side."""
    assert len(classes()) > 300
    for cls in classes():
        error = cls('a "message"')
        error.details = {"AccessDeniedDetail": {"AuthAction": "ess:X"}}
        body = ErrorBody.model_validate_json(error.body().model_dump_json())
        again = ApiError.from_body(body)
        assert again.body() == error.body(), cls
        assert str(again) == str(error), cls
        assert isinstance(error, type(again)), cls


@pytest.mark.parametrize(
    "cls", [NoPermission, InvalidAccessKeyIdNotFound, ServiceUnavailable, MissingParameter]
)
def test_what_callers_catch_keeps_its_class(cls: type[ApiError]) -> None:
    """Around calls these are caught by name: whoever has a code and a status alone is found by them."""
    with pytest.raises(cls):
        raise ApiError.from_body(cls(name="X").body())


@pytest.mark.parametrize("cls", [InvalidTemplateParameter, InvalidParameter])
def test_of_one_family_its_root_is_found(cls: type[ApiError]) -> None:
    """Several texts of one code derive from one class: a handler of that catches them all."""
    assert type(ApiError.from_body(cls("text").body())) is InvalidParameter


def test_the_name_on_the_wire_is_the_code() -> None:
    """No module path crosses the bus; a code that has the parameter's name in it is as good."""
    assert MissingNamedParameter(name="RegionId").body().name == "MissingRegionId"
    assert ReceiptHandleError().body().name == "ReceiptHandleError"
    assert ValueOutOfRange(name="a", low=1, high=2, unit="s").body().name == "InvalidArgument"


def test_letters_of_earlier_versions_are_read() -> None:
    """They named the class by its module's path, which tells one code's two classes apart."""
    for cls in (SignatureDoesNotMatch, MnsSignatureDoesNotMatch, MissingNamedParameter):
        body = cls("text").body().model_copy(update={"name": f"{cls.__module__}.{cls.__name__}"})
        assert type(ApiError.from_body(body)) is cls


def test_a_code_that_nobody_knows() -> None:
    """Of a newer version: everything that a client sees is kept."""
    body = ErrorBody(name="New.Code", code="New.Code", message="text", status=418)
    error = ApiError.from_body(body)
    assert (type(error), error.body()) == (ApiError, body)


def test_a_message_can_always_be_sent() -> None:
    """It may repeat what a client gave, which may be no UTF-8."""
    error = InvalidParameter(name="a\ud800")
    assert error.message == 'The specified value of parameter "a?" is not valid.'
    assert error.body().model_dump_json()


def test_whoever_knows_no_class_yet_finds_it() -> None:
    """A process that has imported nothing else reads an error that comes by the bus."""
    program = (
        "import sys; from scalehook_contracts.errors import ApiError, ErrorBody; "
        "assert 'scalehook_contracts.errors.mns' not in sys.modules; "
        "body = ErrorBody(name='TopicAlreadyExist', code='TopicAlreadyExist', message='', status=409); "
        "print(type(ApiError.from_body(body)).__module__)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["scalehook_contracts.errors.mns"]

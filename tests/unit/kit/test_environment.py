"""What the environment says of a model's fields."""

from typing import Any

import pytest
from pydantic import Field, ValidationError

from scalehook.kit.environment import AsJson, FromEnvironment


class Told(FromEnvironment):
    """Two fields by variables of their own, one by that of its alias."""

    size: int = 1
    names: AsJson[list[str]] = []
    other: str = Field("", alias="SCALEHOOK_X_OTHER", max_length=3)


@pytest.mark.parametrize(
    ("variables", "given", "comes_to"),
    [
        ({}, {}, (1, [], "", set())),
        ({"SCALEHOOK_SIZE": "2"}, {}, (2, [], "", {"size"})),
        ({"scalehook_Size": "2", "scalehook_x_other": "a"}, {}, (2, [], "a", {"size", "other"})),
        ({"SCALEHOOK_SIZE": "2", "SIZE": "3"}, {"size": 4}, (4, [], "", {"size"})),
        ({"SCALEHOOK_X_OTHER": "a"}, {"other": "b"}, (1, [], "b", {"other"})),
        ({"SCALEHOOK_X_OTHER": "a"}, {"SCALEHOOK_X_OTHER": "c"}, (1, [], "c", {"other"})),
        ({"SCALEHOOK_OTHER": "a", "OTHER": "a"}, {"unknown": 1}, (1, [], "", set())),
        ({"SCALEHOOK_NAMES": '["a"]'}, {}, (1, ["a"], "", {"names"})),
        ({"SCALEHOOK_SIZE": "x"}, {"size": 4}, (4, [], "", {"size"})),
    ],
)
def test_what_is_given_counts_more(
    variables: dict[str, str], given: dict[str, Any], comes_to: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the environment, in upper or lower case, by the alias where there is one; then defaults."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    told = Told(**given)
    assert (told.size, told.names, told.other, told.model_fields_set) == comes_to
    assert (told.model_copy(), Told.model_validate(given)) == (told, told)


@pytest.mark.parametrize(
    ("variable", "value", "place"),
    [
        ("SCALEHOOK_SIZE", "", "size"),
        ("SCALEHOOK_NAMES", "{secret", "names"),
        ("SCALEHOOK_NAMES", '{"a": 1}', "names"),
        ("SCALEHOOK_X_OTHER", "long", "SCALEHOOK_X_OTHER"),
    ],
)
def test_what_does_not_fit(
    variable: str, value: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its field or its alias is named; what should be JSON and is none is not repeated in words."""
    monkeypatch.setenv(variable, value)
    with pytest.raises(ValidationError) as caught:
        Told()
    [error] = caught.value.errors()
    assert error["loc"] == (place,)
    assert "secret" not in error["msg"]

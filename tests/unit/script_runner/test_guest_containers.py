"""The containers of an instance."""

import pytest
from pydantic import ValidationError

from scalehook.script_runner.executors.families import family_of_image
from scalehook.script_runner.guest_containers import NoContainer, container_of
from scalehook.script_runner.settings import GuestContainer, Settings
from scalehook_contracts.script_runner.runs import RunScript

TABLE = [
    {"name": "web", "instance": "i-a*", "id": "a" * 64},
    {"name": "web", "instance": "i-b*"},
    {"name": "web", "runtime": "containerd", "instance": "i-bb"},
]


def found(
    instance_id: str, container_id: str = "", container_name: str = ""
) -> GuestContainer | str | None:
    intent = RunScript(
        invoke_id="t", instance_id=instance_id, script="", working_dir="/", username="root",
        container_id=container_id, container_name=container_name,
    )  # fmt: skip
    try:
        return container_of(intent, Settings.model_validate({"containers": TABLE}))
    except NoContainer as refusal:
        return str(refusal)


def test_which_one() -> None:
    """By its id in any letter case, with its runtime or without; by a name that one alone has."""
    assert found("i-a") is None
    for container_id in ("A" * 64, "docker://" + "a" * 64):
        container = found("i-a", container_id)
        assert isinstance(container, GuestContainer)
        assert container.name == "web"
    assert found("i-b", "a" * 64) == found("i-c", "", "web") == "ContainerNotFound"
    first, second = found("i-b1", "", "web"), found("i-b2", "", "web")
    assert isinstance(first, GuestContainer)
    assert isinstance(second, GuestContainer)
    assert first.id != second.id
    assert found("i-b1", first.id, "web") == first
    assert found("i-bb", "", "web") == "ContainerNameDuplicated"


@pytest.mark.parametrize(
    "wrong",
    [{}, {"name": ""}, {"name": "a/b"}, {"name": "a", "id": "../x"}, {"name": "a", "state": "x"}],
)
def test_what_is_no_container(wrong: dict[str, str]) -> None:
    """Is an error at the start: ids are names of folders."""
    with pytest.raises(ValidationError):
        Settings.model_validate({"containers": [wrong]})


def test_what_images_say() -> None:
    """Their distribution, if their name is one."""
    named = [
        family_of_image(each) for each in ("registry:5000/my/ubuntu:22.04", "debian:12", "nginx", "")
    ]
    assert [family and (family.name, family.version) for family in named] == [
        ("ubuntu", "22.04"),
        ("debian", "12"),
        None,
        None,
    ]

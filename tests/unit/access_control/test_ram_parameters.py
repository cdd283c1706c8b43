"""What RAM says of parameters that do not fit, and of what there is too much of."""

from typing import Any

import pytest

from scalehook.access_control.service import SERVICE
from scalehook.access_control.settings import Settings
from scalehook.kit.api.operations import OperationType, build
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.groups import CreateGroup
from scalehook_contracts.access_control.keys import CreateAccessKey
from scalehook_contracts.access_control.policies import (
    CreatePolicy,
)
from scalehook_contracts.access_control.roles import CreateRole
from scalehook_contracts.access_control.users import CreateUser, ListUsers
from scalehook_contracts.errors import ApiError
from support.account.wrong import WRONG, told
from support.ram_documents import policy, trust
from support.refusals import refusal


@pytest.mark.parametrize(("operation", "given", "ending"), WRONG, ids=lambda value: str(value)[:40])
def test_each_code_says_which_and_what(
    operation: OperationType, given: dict[str, Any], ending: str
) -> None:
    """The message does, too."""
    with pytest.raises(ApiError) as caught:
        build(operation, given)
    assert (caught.value.code, caught.value.message) == told(ending)
    assert caught.value.status == 400


def test_what_is_missing_is_said_first() -> None:
    """Before what is wrong."""
    assert refusal(lambda: build(CreatePolicy, {"PolicyName": "a b"})) == "MissingPolicyDocument"


def test_a_marker_of_nobody(ram: Rehearsal) -> None:
    """It is refused by its name."""
    assert refusal(lambda: ram.ask(ListUsers(marker="x"))) == "InvalidParameter.Marker"


TRUST = trust(Service="oos.aliyuncs.com")
FULL: list[tuple[Any, str]] = [
    (CreateUser(user_name="two"), "LimitExceeded.User"),
    (CreateGroup(group_name="two"), "LimitExceeded.Group"),
    (CreateRole(role_name="two", assume_role_policy_document=TRUST), "LimitExceeded.Role"),
    (CreatePolicy(policy_name="two", policy_document=policy("*")), "LimitExceeded.Policy"),
    (CreateAccessKey(user_name="one"), "LimitExceeded.User.AccessKey"),
]


def test_what_there_is_enough_of() -> None:
    """Each limit is a setting."""
    names = ("users", "groups", "roles", "policies", "access_keys")
    one: Any = {f"max_{name}": 1 for name in names}
    ram = Rehearsal(SERVICE, Settings(**one))
    for command, _ in FULL:
        fields = {name: "one" for name in type(command).model_fields if name.endswith("_name")}
        ram.ask(command.model_copy(update=fields))
    assert [refusal(lambda command=command: ram.ask(command)) for command, _ in FULL] == [
        code for _, code in FULL
    ]


def test_how_much_an_account_has() -> None:
    """As documented, unless it is set."""
    settings = Settings()
    assert (settings.max_users, settings.max_groups, settings.max_roles) == (1000, 50, 1000)
    assert (settings.max_policies, settings.max_access_keys) == (1500, 2)

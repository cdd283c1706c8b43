"""The account's attributes, as the control plane has them."""

import pytest

from scalehook_contracts.errors.common import IdempotentParameterMismatch
from scalehook_contracts.message_service.control_plane.account import (
    GetAccountAttributes,
    SetAccountAttributes,
)


def test_attributes_that_are_not_given_stay(mns):
    """At first nothing is logged; what is set is there after a restart."""
    assert mns.ask(GetAccountAttributes()).data.model_dump(by_alias=True) == {
        "LogEnabled": False,
        "ProjectName": "",
        "LogStoreName": "",
        "MessageTraceEnabled": False,
    }
    mns.ask(SetAccountAttributes(log_enabled=True, project_name="p", log_store_name="l"))
    mns.ask(SetAccountAttributes(message_trace_enabled=True, project_name="other"))
    mns.restart()
    assert mns.ask(GetAccountAttributes()).data.model_dump(by_alias=True) == {
        "LogEnabled": True,
        "ProjectName": "other",
        "LogStoreName": "l",
        "MessageTraceEnabled": True,
    }


def test_a_call_with_its_token_is_done_once(mns):
    """A late duplicate does not undo what came after it; after a day the token is nobody's."""
    given = {"client_token": "token", "project_name": "first"}
    mns.ask(SetAccountAttributes(**given))
    mns.ask(SetAccountAttributes(project_name="second"))
    mns.restart()
    mns.ask(SetAccountAttributes(**given))
    assert mns.ask(GetAccountAttributes()).data.project_name == "second"
    with pytest.raises(IdempotentParameterMismatch):
        mns.ask(SetAccountAttributes(**given | {"project_name": "other"}))
    mns.advance(24 * 3600 + 1)
    for _ in range(2):
        mns.ask(SetAccountAttributes(**given))
    assert mns.ask(GetAccountAttributes()).data.project_name == "first"
    assert len(mns.state.control_plane.client_calls) == len(mns.state.control_plane.used) == 1


def test_old_tokens_are_forgotten(mns):
    """With the next one that is used."""
    mns.ask(SetAccountAttributes(client_token="old", log_enabled=True))
    mns.advance(24 * 3600 + 1)
    mns.ask(SetAccountAttributes(client_token="new", log_enabled=True))
    assert list(mns.state.control_plane.client_calls) == ["set_account_attributes/new"]

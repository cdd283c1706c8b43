"""The account's attributes, as the control plane has them."""

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

"""Notifications to templates: variables, what cannot start, and what is not known yet."""

import json
from typing import Any

import pytest

from scalehook.notification_dispatcher.placeholders import MOST_CHARACTERS
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.notification_dispatcher.notifications import (
    DeliverNotification,
    NotificationAttemptFailed,
    NotificationFailed,
)
from scalehook_contracts.template_engine.template_changes import TemplateDeleted
from support.notifications import (
    OOS,
    TOKEN,
    dispatcher_in_rehearsal,
    failures,
    outcome,
    parameters,
    register,
    started,
)

VARIABLES = (
    "regionId",
    "instanceIds",
    "lifecycleHookId",
    "lifecycleActionToken",
    "scalingGroupId",
    "lifecycleActionResult",
)


@pytest.fixture
def dispatcher() -> Rehearsal:
    """Nothing under way, no template known."""
    return dispatcher_in_rehearsal()


@pytest.mark.parametrize("name", VARIABLES)
@pytest.mark.parametrize("spelt", [str, str.upper])
def test_a_variable_that_the_template_does_not_declare(
    dispatcher: Rehearsal, name: str, spelt: Any
) -> None:
    """It is left out, however it is spelt; any other name is the template's to refuse."""
    register(dispatcher, note="none")
    metadata = {spelt(name): f"${{{name}}}", "nosuch": "x", "note": "kept"}
    dispatcher.tell(started(OOS, json.dumps(metadata)))
    assert parameters(dispatcher) == {"nosuch": "x", "note": "kept"}


def test_a_variable_that_is_given_is_not_given_twice(dispatcher: Rehearsal) -> None:
    """Names of parameters are the same in any letter case: the given value wins."""
    register(dispatcher, regionId="${regionId}", lifecycleActionResult="ABANDON")
    dispatcher.tell(started(OOS, '{"REGIONID": "x", "LifecycleActionResult": "CONTINUE"}'))
    assert parameters(dispatcher) == {"REGIONID": "x", "LifecycleActionResult": "CONTINUE"}


def test_variables_that_the_template_requires(dispatcher: Rehearsal) -> None:
    """They need not be given: by default `lifecycleHookId` is `${lifecycleHookId}`. Others must be."""
    required = dict.fromkeys(VARIABLES, ...)
    register(dispatcher, {"instanceIds": "List"}, **required, note=...)
    dispatcher.tell(started(OOS))
    assert parameters(dispatcher) == {
        "regionId": "cn-hangzhou",
        "instanceIds": ["i-1", "i-2"],
        "lifecycleHookId": "ash-1",
        "lifecycleActionToken": TOKEN,
        "scalingGroupId": "asg-1",
        "lifecycleActionResult": "ABANDON",
    }


def test_a_variable_with_a_default_of_the_template(dispatcher: Rehearsal) -> None:
    """The template's own default stays, and so does its spelling of a variable's name."""
    register(dispatcher, regionId="{{ ACS::RegionId }}", INSTANCEIDS=...)
    dispatcher.tell(started(OOS))
    assert parameters(dispatcher) == {"INSTANCEIDS": "i-1,i-2"}


def test_instances_as_text(dispatcher: Rehearsal) -> None:
    """Where the template declares text, the ids stand in one; elsewhere they are a list."""
    register(dispatcher, types={"rest": "Json"}, text="${instanceIds}", rest={"in": "${instanceIds}"})
    dispatcher.tell(started(OOS))
    assert parameters(dispatcher) == {"text": "i-1,i-2", "rest": {"in": ["i-1", "i-2"]}}


@pytest.mark.parametrize(
    ("metadata", "result"),
    [
        ("{}", ""),
        ('{"lifecycleActionResult": "ROLLBACK"}', "ROLLBACK"),
        ('{"lifecycleactionresult": "${lifecycleActionResult}"}', "${lifecycleActionResult}"),
    ],
)
def test_a_template_that_refuses_to_start(dispatcher: Rehearsal, metadata: str, result: str) -> None:
    """It is not asked again, and the failure says how the wait is to end."""
    register(dispatcher, note="none")
    dispatcher.tell(started(OOS, metadata))
    outcome(dispatcher, "InvalidParameter: nosuch is no parameter", refused=True)
    [failed] = failures(dispatcher)
    assert (failed.attempts, failed.lifecycle_action_result) == (1, result)
    assert dispatcher.machine.timers == {}


def test_an_engine_that_does_not_answer(dispatcher: Rehearsal) -> None:
    """It is asked again, as queues are; in the end the wait ends, too."""
    register(dispatcher, note="none")
    dispatcher.tell(started(OOS))
    for _ in range(5):
        outcome(dispatcher, "no answer in time")
        dispatcher.advance(60)
    tries = [e for e in dispatcher.recorded if isinstance(e, NotificationAttemptFailed)]
    [failed] = failures(dispatcher)
    assert (len(tries), failed.attempts, failed.lifecycle_action_result) == (4, 5, "")


def test_a_queue_is_asked_again(dispatcher: Rehearsal) -> None:
    """Even one that refuses; and its failure does not end the wait."""
    dispatcher.tell(started(OOS.replace("oos", "mns").replace("template", "queue")))
    for _ in range(5):
        outcome(dispatcher, "QueueNotExist", refused=True)
        dispatcher.advance(60)
    [failed] = failures(dispatcher)
    assert (failed.attempts, failed.lifecycle_action_result) == (5, None)


def test_a_template_that_is_not_known_yet(dispatcher: Rehearsal) -> None:
    """The notification waits until it is; an attempt is made once."""
    dispatcher.tell(started(OOS))
    assert dispatcher.begun == []
    dispatcher.restart()
    register(dispatcher, regionId="${regionId}")
    assert parameters(dispatcher) == {"regionId": "cn-hangzhou"}
    register(dispatcher, regionId="${regionId}")
    dispatcher.advance(3600)
    assert len(dispatcher.begun) == 1


def test_a_template_that_never_comes(dispatcher: Rehearsal) -> None:
    """It failed to be executed."""
    dispatcher.tell(started(OOS))
    dispatcher.advance(dispatcher.machine.settings.late_events_seconds)
    [failed] = failures(dispatcher)
    assert (dispatcher.begun, failed.lifecycle_action_result) == ([], "")
    assert dispatcher.machine.timers == {}


def test_a_template_that_was_deleted(dispatcher: Rehearsal) -> None:
    """A hook may name it still: what is sent to it fails, unless it is made again in time."""
    register(dispatcher, old="none")
    dispatcher.tell(TemplateDeleted(template_name="T"))
    dispatcher.tell(started(OOS))
    assert dispatcher.begun == []
    register(dispatcher, new="none")
    assert parameters(dispatcher) == {}
    dispatcher.tell(TemplateDeleted(template_name="T"))
    dispatcher.tell(started(OOS, lifecycle_action_token="TOKEN-2"))
    dispatcher.advance(dispatcher.machine.settings.late_events_seconds)
    assert [failed.lifecycle_action_token for failed in failures(dispatcher)] == ["TOKEN-2"]


@pytest.mark.parametrize("instances", [1, 2000])
def test_placeholders_grow_to_a_bound(dispatcher: Rehearsal, instances: int) -> None:
    """All instances fit; a text that names them again and again may stand for too much."""
    register(dispatcher, instanceIds=["${instanceIds}"], note="none")
    ids = [f"i-bp1{number:017}" for number in range(instances)]
    metadata = json.dumps({"note": "${instanceIds}" * 280})
    dispatcher.tell(started(OOS, metadata, instance_ids=ids))
    if instances == 1:
        assert len(parameters(dispatcher)["note"]) == 280 * 22
        return
    assert dispatcher.begun == []
    assert str(MOST_CHARACTERS) in failures(dispatcher)[0].reason
    dispatcher.tell(started(OOS, instance_ids=ids, lifecycle_action_token="TOKEN-2"))
    assert parameters(dispatcher)["instanceIds"] == ids


@pytest.mark.parametrize("metadata", ["[1]", "x", "[" * 4096, '{"a": NaN}'])
def test_metadata_of_an_older_journal(dispatcher: Rehearsal, metadata: str) -> None:
    """What was let in when less was refused fails as a template does."""
    register(dispatcher, note="none")
    dispatcher.tell(started(OOS, metadata))
    [failed] = failures(dispatcher)
    assert isinstance(failed, NotificationFailed) and "NotificationMetadata" in failed.reason
    assert failed.lifecycle_action_token == TOKEN


@pytest.mark.parametrize("maker", ["", "acs:ram::1:user/alice"])
def test_it_is_executed_for_whoever_has_named_it(dispatcher: Rehearsal, maker: str) -> None:
    """The hook's maker; nobody else acts with what they may."""
    register(dispatcher, note="none")
    dispatcher.tell(started(OOS, "{}").model_copy(update={"hook_maker": maker}))
    [(_, intent)] = dispatcher.begun
    assert isinstance(intent, DeliverNotification)
    assert intent.caller == maker

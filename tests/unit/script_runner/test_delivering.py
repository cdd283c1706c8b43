"""Output that goes to OSS."""

from pathlib import Path
from typing import Any

import pytest

from scalehook.kit.machine.outside import Outside
from scalehook.script_runner.delivering import check_delivery, deliver_output
from scalehook.script_runner.settings import Settings
from scalehook_contracts.access_control.access import AccessAllowed, CheckAccess
from scalehook_contracts.base import Command, Done
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.ram import NoPermission
from scalehook_contracts.resource_provider.stored_objects import PutObject
from scalehook_contracts.script_runner.runs import DeliverOutput, RecordDelivery, RunScript
from support.assistant import Assistant, in_base64

HERE = {"oss_output_delivery": "oss://logs/a"}


def delivered(assistant: Assistant, invoke_id: str, number: int = 1, **outcome: str) -> None:
    named = invoke_id if number < 2 else f"{invoke_id}.{number}"
    ids = {"invoke_id": invoke_id, "instance_id": "i-1", "number": number}
    assistant.settle(f"delivery/{named}/i-1", RecordDelivery.model_validate({**ids, **outcome}))


@pytest.mark.parametrize(
    "place",
    ["oss://b", "oss:/logs", "OSS://logs", "oss://-ogs", "oss://logs//a", "oss://logs/a\nb", "logs",
     "oss://logs/" + "p" * 801, "oss://logs/a\\b", " "],
)  # fmt: skip
def test_what_is_no_place(place: str) -> None:
    """Is refused, whatever it is."""
    with pytest.raises(ApiError, match="OssOutputDelivery"):
        check_delivery(place)


def test_each_run_has_its_own() -> None:
    """An object by invocation, time and instance; that of a time before is known as long as the time."""
    assistant = Assistant()
    invoke_id = assistant.begin(**HERE, frequency="rate(60s)", timeout=10)
    for number in (1, 2):
        assistant.advance(60)
        assert assistant.result(invoke_id).oss_output_status == "InProgress"
        assistant.end(invoke_id, number=number, output=in_base64(f"said {number}"))
    first, second = assistant.intents(DeliverOutput)
    assert first.object_name == f"a/{invoke_id}/i-1/output.txt"
    assert second.object_name == f"a/{invoke_id}.2/i-1/output.txt"
    assert (first.bucket_name, first.output) == ("logs", in_base64("said 1"))
    assistant.advance(60)
    for number, outcome in ((1, {"uri": "oss://logs/1"}), (2, {"error_code": "NoSuchBucket"})):
        delivered(assistant, invoke_id, number, **outcome)
    assistant.restart()
    shown = assistant.results(invoke_id, include_history=True)
    assert [(each.oss_output_status, each.oss_output_uri) for each in shown] == [
        ("InProgress", ""),
        ("Failed", ""),
        ("Finished", "oss://logs/1"),
    ]


def test_what_was_cut_short_is_delivered_and_what_never_ran_is_not() -> None:
    """With what it had printed."""
    assistant = Assistant()
    late = assistant.begin(**HERE, timeout=10)
    assistant.advance(11)
    assistant.collect(late, said="half")
    [intent] = assistant.intents(DeliverOutput)
    assert intent.output == in_base64("half")
    assistant.create("i-3")
    assert assistant.result(assistant.begin("i-1")).oss_output_status == ""
    waiting = assistant.begin(**HERE, repeat_mode="NextRebootOnly")
    assistant.stop(waiting)
    assert assistant.result(waiting).oss_output_status == ""
    assert assistant.intents(DeliverOutput) == [intent]


class Oss:
    """Takes what it is given, or refuses it."""

    def __init__(self, refusal: ApiError | None) -> None:
        self.refusal = refusal
        self.asked: list[Command[Any]] = []

    async def call(self, command: Command[Any], **_: Any) -> Any:
        self.asked.append(command)
        if isinstance(command, CheckAccess):
            if self.refusal:
                raise self.refusal
            return AccessAllowed()
        return Done()


@pytest.mark.parametrize("refusal", [None, NoPermission()])
async def test_on_behalf_of_whom(refusal: ApiError | None, tmp_path: Path) -> None:
    """Whoever invoked it needs `oss:PutObject` on the object; what is no text goes as Base64."""
    oss = Oss(refusal)
    intent = DeliverOutput(
        invoke_id="t-1", instance_id="i-1", number=1, bucket_name="logs", object_name="o",
        output=in_base64(b"\xff"), caller="acs:ram::1:user/alice", session_policy="{}",
    )  # fmt: skip
    outside = Outside(oss, Settings(roots=tmp_path), "key", "flow")  # type: ignore[arg-type]  # it answers
    told = await deliver_output(intent, outside)
    check = oss.asked[0]
    assert isinstance(check, CheckAccess)
    assert (check.action, check.session_policy) == ("oss:PutObject", "{}")
    assert check.resources[0].endswith("logs/o")
    if refusal:
        assert (told.error_code, told.uri) == ("Forbidden.RAM", "")
    else:
        assert (told.error_code, told.uri) == ("", "oss://logs/o")
        assert oss.asked[1] == PutObject(
            bucket_name="logs", object_name="o", body="/w==", content_encoding="Base64"
        )


def test_a_script_that_only_delivers_takes_nothing_from_the_store() -> None:
    """Braces that no parameter fills stay."""
    assistant = Assistant()
    assistant.begin(**HERE, command_content="echo {{oos:x}}")
    [intent] = assistant.intents(RunScript)
    assert (intent.caller, intent.delivers) == ("", True)

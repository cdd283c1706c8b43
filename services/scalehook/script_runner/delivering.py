"""Output that is delivered to OSS: what is said of where it goes, and how it gets there."""

import base64
import re

from scalehook.kit import Outside, Work
from scalehook.kit.api.calling import call_as
from scalehook.script_runner.run_record import RunRecord
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.speaking import run_name
from scalehook.script_runner.state import Invocation, Run, State
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.resource_provider.stored_objects import PutObject
from scalehook_contracts.script_runner.runs import DeliverOutput, RecordDelivery

PLACE = re.compile(r"oss://([A-Za-z0-9][A-Za-z0-9-]{1,61}[A-Za-z0-9])(?:/([^\\\x00-\x1f\x7f]{0,800}))?")
FILE = "output.txt"


def check_delivery(place: str) -> None:
    """`oss://bucket`, and perhaps a prefix. Whether it is there is seen when it is written to."""
    found = PLACE.fullmatch(place) if place else None
    if place and (found is None or (found[2] or "").startswith("/")):
        raise InvalidParameter(name="OssOutputDelivery")


def deliver(invocation: Invocation, run: Run, output: str, work: Work[State, Settings]) -> None:
    """Begin with it: each run of each instance has an object of its own."""
    asked = invocation.request
    found = PLACE.fullmatch(asked.oss_output_delivery)
    if found is None:
        return
    named = run_name(invocation.invoke_id, run.turn)
    prefix = (found[2] or "").rstrip("/")
    intent = DeliverOutput(
        invoke_id=invocation.invoke_id,
        instance_id=run.instance_id,
        number=run.turn,
        bucket_name=found[1],
        object_name="/".join(filter(None, (prefix, named, run.instance_id, FILE))),
        output=output,
        caller=invocation.caller,
        session_policy=asked.session_policy,
    )
    work.begin(f"delivery/{named}/{run.instance_id}", intent)


async def deliver_output(intent: DeliverOutput, outside: Outside[Settings]) -> RecordDelivery:
    """Put it there; what refuses it is told. More is kept of a run than its answer shows."""
    name = run_name(intent.invoke_id, intent.number)
    whole = RunRecord(outside.settings.home(intent.instance_id), name).whole()
    return await put_output(intent, outside, whole)


async def put_output(
    intent: DeliverOutput, outside: Outside[Settings], whole: bytes = b""
) -> RecordDelivery:
    """The same where nothing may be kept: then its end is all that there is."""
    put = _put(intent, whole or base64.b64decode(intent.output))
    ids = {"invoke_id": intent.invoke_id, "instance_id": intent.instance_id, "number": intent.number}
    try:
        await call_as(
            outside.bus,
            put,
            intent.caller,
            session_policy=intent.session_policy,
            region=outside.settings.region,
            account=outside.settings.account_id,
            message_id=f"{outside.key}/put",
            correlation_id=outside.correlation_id,
        )
    except ApiError as refusal:
        return RecordDelivery(**ids, error_code=refusal.code, error_info=refusal.message)
    return RecordDelivery(**ids, uri=f"oss://{put.path}")


def _put(intent: DeliverOutput, said: bytes) -> PutObject:
    try:
        body, encoding = said.decode(), ""
    except UnicodeDecodeError:
        body, encoding = base64.b64encode(said).decode(), "Base64"
    return PutObject(
        bucket_name=intent.bucket_name,
        object_name=intent.object_name,
        body=body,
        content_encoding=encoding,
    )

"""The outside world of effects, played: scripts, pushes, posts to the web."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scalehook.simulate.chance import Chance
from scalehook.simulate.scenario.outside import OutsideWorld, Pushes, Scripts
from scalehook.simulate.signing_key import CERTIFICATE, PRIVATE_KEY
from scalehook_contracts.base import Command, Intent
from scalehook_contracts.event_bus.deliveries import PostEvent, RecordEventDelivery
from scalehook_contracts.message_service.pushes import (
    LookAtEndpoint,
    PushNotification,
    RecordEndpointLook,
    RecordPushOutcome,
)
from scalehook_contracts.message_service.signing import KeepSigningKey, MakeSigningKey
from scalehook_contracts.script_runner.files import RecordFile, WriteFile
from scalehook_contracts.script_runner.roots import RecordRootRemoved, RemoveRoot
from scalehook_contracts.script_runner.runs import (
    CollectOutput,
    ReadTimeZone,
    RecordLastWords,
    RecordScriptResult,
    RecordTimeZone,
    RunScript,
)
from scalehook_contracts.template_engine.tasks import AskServer, CallWebHook, RecordApiAnswer

OUTPUT = base64.b64encode(b"done").decode()
REFUSED = "HTTP 503"
Played = tuple[int, Command[Any]]


@dataclass
class Outer:
    """Answers in the place of what is outside."""

    chance: Chance
    world: OutsideWorld

    def __call__(self, intent: Intent, name: str) -> Played | None:
        """How long it takes, and what is said then; None for what only calls the cloud itself."""
        play: Callable[[Outer, Any, str], Played] | None = PLAYED.get(type(intent))
        return None if play is None else play(self, intent, name)

    def script(self, intent: RunScript, name: str) -> Played:
        """It runs as long as the scenario says."""
        model: Scripts = self.world.scripts
        fails = self.chance.happens(model.fails, "script", name)
        result = RecordScriptResult(
            invoke_id=intent.invoke_id,
            instance_id=intent.instance_id,
            exit_code=int(fails),
            output=OUTPUT,
        )
        return model.work.draw(self.chance, "script", name), result

    def pushed(self, name: str) -> tuple[int, str]:
        """How long a receiver on the web takes, and why it refuses: empty when it does not."""
        model: Pushes = self.world.pushes
        refused = REFUSED if self.chance.happens(model.fails, "push", name) else ""
        return model.answer.draw(self.chance, "push", name), refused


def _push(outer: Outer, intent: PushNotification, name: str) -> Played:
    seconds, reason = outer.pushed(name)
    return seconds, RecordPushOutcome(push_id=intent.push_id, reason=reason)


def _post(outer: Outer, intent: PostEvent, name: str) -> Played:
    seconds, reason = outer.pushed(name)
    return seconds, RecordEventDelivery(
        delivery_id=intent.delivery_id, reason=reason, receiver="web", name=intent.endpoint
    )


def _asked(code: str) -> Callable[[Outer, CallWebHook | AskServer, str], Played]:
    """Of a task: what it is told where there is no answer."""

    def ask(outer: Outer, intent: CallWebHook | AskServer, name: str) -> Played:
        seconds, reason = outer.pushed(name)
        return seconds, RecordApiAnswer(
            task_execution_id=intent.task_execution_id,
            error_code=code if reason else "",
            error_message=reason,
        )

    return ask


def _look(outer: Outer, intent: LookAtEndpoint, name: str) -> Played:
    return 0, RecordEndpointLook(
        topic_name=intent.topic_name,
        subscription_name=intent.subscription_name,
        endpoint=intent.endpoint,
        reason="",
    )


def _key(outer: Outer, intent: MakeSigningKey, name: str) -> Played:
    return 0, KeepSigningKey(private_key=PRIVATE_KEY, certificate=CERTIFICATE)


def _root(outer: Outer, intent: RemoveRoot, name: str) -> Played:
    return 0, RecordRootRemoved(instance_id=intent.instance_id)


def _last_words(outer: Outer, intent: CollectOutput, name: str) -> Played:
    return 0, RecordLastWords(**_of(intent), number=intent.number)


def _time_zone(outer: Outer, intent: ReadTimeZone, name: str) -> Played:
    return 0, RecordTimeZone(**_of(intent), time_zone="UTC")


def _file(outer: Outer, intent: WriteFile, name: str) -> Played:
    return 0, RecordFile(**_of(intent))


def _of(intent: CollectOutput | ReadTimeZone | WriteFile) -> dict[str, Any]:
    return {"invoke_id": intent.invoke_id, "instance_id": intent.instance_id}


PLAYED: dict[type, Callable[[Outer, Any, str], Played]] = {
    RunScript: Outer.script,
    RemoveRoot: _root,
    CollectOutput: _last_words,
    ReadTimeZone: _time_zone,
    WriteFile: _file,
    PushNotification: _push,
    PostEvent: _post,
    CallWebHook: _asked("WebHookFailed"),
    AskServer: _asked("HttpRequestFailed"),
    LookAtEndpoint: _look,
    MakeSigningKey: _key,
}

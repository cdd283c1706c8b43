"""Tells what scripts print while they run, and what they had printed when they were cut short."""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from scalehook.kit import Outside
from scalehook.kit.clock.pausing import pause
from scalehook.kit.logs import Log
from scalehook.script_runner.run_record import RunRecord
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.voices import Voice, heard, lowered, raised
from scalehook_contracts.errors import ApiError
from scalehook_contracts.script_runner.runs import (
    CollectOutput,
    RecordLastWords,
    RecordScriptOutput,
    RunScript,
)

log = Log(__name__)
DELIVERED_BYTES = 256 * 1024  # of an output that is delivered to OSS


def run_name(invoke_id: str, number: int) -> str:
    """What a run's files are called: those of the first have the name of the invocation."""
    return invoke_id if number < 2 else f"{invoke_id}.{number}"


def record_of(intent: RunScript | CollectOutput, settings: Settings) -> RunRecord:
    """What is kept of a run."""
    return RunRecord(settings.home(intent.instance_id), run_name(intent.invoke_id, intent.number))


@asynccontextmanager
async def heard_aloud(
    intent: RunScript, record: RunRecord, outside: Outside[Settings]
) -> AsyncIterator[Callable[[bytes], None]]:
    """Within this, what is said to the function is told every few seconds; who collects the last words
    waits for its end.
    """
    voice, whole = raised(record.path), Voice(DELIVERED_BYTES)

    def say(chunk: bytes) -> None:
        voice.say(chunk)
        whole.say(chunk)

    telling = asyncio.create_task(_tell(intent, record, voice, outside))
    try:
        yield say if intent.delivers else voice.say
    finally:
        telling.cancel()
        if intent.delivers:
            record.keep(whole.tail)
        lowered(record.path)


async def collect_output(intent: CollectOutput, outside: Outside[Settings]) -> RecordLastWords:
    """What the script had printed when it was ended, which may still be under way."""
    record = record_of(intent, outside.settings)
    voice = heard(record.path)
    if voice is not None:
        await voice.silent.wait()
        return _words(intent, voice)
    result, said = record.result(), record.said()
    known = result or said
    return RecordLastWords(
        invoke_id=intent.invoke_id,
        instance_id=intent.instance_id,
        number=intent.number,
        output=known.output if known else "",
        dropped=known.dropped if known else 0,
    )


async def _tell(intent: RunScript, record: RunRecord, voice: Voice, outside: Outside[Settings]) -> None:
    count = 0
    while True:
        await pause(outside.settings.report_seconds)
        if voice.is_new:
            voice.is_new, count = False, count + 1
            words = _words(intent, voice)
            record.say(words)
            try:
                told = RecordScriptOutput.model_validate(words.model_dump())
                await outside.call(told, step=f"said/{count}")
            except (ApiError, TimeoutError):
                log.warning("what a script prints could not be told", invoke_id=intent.invoke_id)


def _words(intent: RunScript | CollectOutput, voice: Voice) -> RecordLastWords:
    return RecordLastWords(
        invoke_id=intent.invoke_id,
        instance_id=intent.instance_id,
        number=intent.number,
        output=base64.b64encode(voice.tail).decode(),
        dropped=voice.dropped,
    )

"""Messages that nobody can read, and a good one behind them."""

from scalehook.certify.rules import ended_well, nothing_left
from scalehook.certify.scenario import Needs, Scenario
from scalehook.certify.stage import Stage
from scalehook.gateway.faults.poison import body

FORMS = ("not_base64", "not_json", "list", "large", "unknown_fields", "wrong_token")
WATCH_SECONDS = 400  # ten deliveries, one each 30 s, and two more that must not come


def story(stage: Stage) -> None:
    """Each form once."""
    for form in FORMS:
        stage.send(body(form))
    stage.until_ended(stage.scale_out())
    stage.until_received(len(FORMS) + 1)


SCENARIO = Scenario(
    name="poison",
    since="0.1.0",
    what="Bodies that are no Base64, no JSON, a list, 64 KB, of unknown fields, with a number as token.",
    must="The good one is completed; each bad one goes, or is received at most 10 times.",
    why="One message that cannot be read must neither end a consumer nor come for ever.",
    source="https://github.com/ag2ai/faststream/issues/1657",
    story=story,
    rules=(ended_well(), nothing_left()),
    needs=Needs(sources=("mns", "push")),
    watch_seconds=WATCH_SECONDS,
)

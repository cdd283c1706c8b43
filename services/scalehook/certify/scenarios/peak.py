"""A thousand instances at once."""

from scalehook.certify.rules import ended_well
from scalehook.certify.scenario import Scenario, Setup
from scalehook.certify.stage import Stage

GROUPS, INSTANCES = 50, 20


def story(stage: Stage) -> None:
    """Each group does one thing at a time: there are as many messages as groups."""
    with stage.standing():
        stage.scale_all([stage.group, *stage.neighbours(GROUPS - 1)], INSTANCES)
    stage.give_patience()  # the consumer's: it has nothing to do with how long the storm takes to begin
    stage.until(lambda: len(stage.chronicle.ends) == GROUPS, f"{GROUPS} waits end")


SCENARIO = Scenario(
    name="peak",
    since="0.1.0",
    what="50 groups add 20 instances each: 50 messages at once, a second's work each.",
    must="All 50 actions are completed before their deadlines.",
    why="A storm is when hooks matter: what takes its turn must still be done before the deadline.",
    source="https://github.com/localstack/localstack/issues/5690",
    story=story,
    rules=(ended_well(at_least=GROUPS),),
    setup=Setup(work="1s", max_size=INSTANCES + 1),
    alone=True,
)

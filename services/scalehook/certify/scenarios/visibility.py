"""The queue gives the message out again while the work goes on."""

from scalehook.certify.rules import calm, ended_well, nothing_left
from scalehook.certify.scenario import Needs, Scenario, Setup
from scalehook.certify.scenarios.long_work import worked

WORK_SECONDS = 100

SCENARIO = Scenario(
    name="visibility",
    since="0.1.0",
    what="The work takes 100 s, and the queue shows a message again after 30 s.",
    must="The action is completed once; what comes again ends quietly, and goes.",
    why="Who holds a message too short gets it twice: the second must end quietly.",
    source="found with a consumer of our own",
    story=worked(WORK_SECONDS),
    rules=(ended_well(), calm(), nothing_left()),
    setup=Setup(work=f"{WORK_SECONDS}s"),
    needs=Needs(abilities=frozenset({"work"}), sources=("mns",)),
)

"""An instance that nobody knows."""

import json

from scalehook.certify.rules import ended_well
from scalehook.certify.scenario import Needs, Scenario
from scalehook.certify.stage import Stage
from scalehook.testing.builders.message import encoded

BACKSTAGE = "certify-backstage"
UNKNOWN = "i-0unknown0unknown00"
RESULTS = ("CONTINUE", "ABANDON", "ROLLBACK")


def story(stage: Stage) -> None:
    """The notification comes by another queue first, where the instance's id is replaced."""
    backstage = stage.cloud.queue(BACKSTAGE)
    stage.hook.modify(notification_arn=backstage.arn)
    with stage.standing():
        action = stage.group.scale_out()
        message = backstage.receive()
        body = message.json
        body["content"]["instanceIds"] = [UNKNOWN]
        stage.send(encoded(json.dumps(body)))
        stage.until_received(1)
    stage.until_ended(action)
    backstage.delete()


SCENARIO = Scenario(
    name="unknown-instance",
    since="0.1.0",
    what="The notification names an instance that is in no registry.",
    must="The action is ended, with any result, before its deadline.",
    why="What a consumer cannot find waits all the same: it has to end the action, with any result.",
    source="https://github.com/aws/aws-node-termination-handler/issues/575",
    story=story,
    rules=(ended_well(RESULTS),),
    needs=Needs(sources=("mns", "push")),
)

"""Each failure of EventBridge, answered with the status 200: beside the bus `default` with a rule."""

import json
from typing import Any

from support.buses_of_events import BUS, RULE, target

NAMED = {"EventBusName": BUS, "RuleName": RULE}
ELSEWHERE: dict[str, Any] = {"EventBusName": "nowhere"}
NO_BUS, NO_RULE = "The event bus not existed!", "The event rule not existed!"
TWICE = json.dumps([target(), target()])
ROWS: list[tuple[str, dict[str, Any], str, str]] = [
    *(
        (action, ELSEWHERE | more, "EventBusNotExist", NO_BUS)
        for action, more in (
            ("GetEventBus", {}),
            ("UpdateEventBus", {"Description": "x"}),
            ("DeleteEventBus", {}),
            ("ListRules", {}),
            ("ListTargets", {}),
            ("CreateRule", {"RuleName": "r1", "FilterPattern": "{}"}),
            ("PutEvents", {"EventList": '[{"Id":"1","Source":"s","Type":"t"}]'}),
            ("QueryEvent", {"EventId": "1"}),
            ("QueryEventTraces", {"EventId": "1"}),
            ("QueryTracedEvents", {"StartTime": 0, "EndTime": 1}),
            ("QueryTracedEventByEventId", {"EventId": "1"}),
        )
    ),
    *(
        (action, {"EventBusName": BUS, "RuleName": "none", **more}, "EventRuleNotExisted", NO_RULE)
        for action, more in (
            ("GetRule", {}),
            ("UpdateRule", {"FilterPattern": "{}"}),
            ("DeleteRule", {}),
            ("EnableRule", {}),
            ("DisableRule", {}),
            ("ListTargets", {}),
            ("PutTargets", {"Targets": json.dumps([target()])}),
            ("DeleteTargets", {"TargetIds": '["1"]'}),
        )
    ),
    ("CreateEventBus", {"EventBusName": BUS}, "EventBusAlreadyExist", "The event bus already existed!"),
    (
        "CreateRule",
        NAMED | {"FilterPattern": "{}"},
        "EventRuleAlreadyExisted",
        "The event rule already existed!",
    ),
    (
        "PutTargets",
        NAMED | {"Targets": TWICE},
        "EventRuleTargetIdDuplicate",
        "The id of event target is duplicate!",
    ),
    ("QueryEvent", {"EventBusName": BUS, "EventId": "x"}, "EventNotExist", "The event not existed!"),
    (
        "TestEventPattern",
        {"Event": "{}", "EventPattern": '{"a":1}'},
        "EventRuleFilterPatternSchemaError",
        "The filter pattern is invalid: 'a' is neither an object nor an array.",
    ),
    (
        "CreateEventBus",
        {"EventBusName": "a b"},
        "InvalidArgument",
        "The argument EventBusName is invalid.",
    ),
    ("PutTargets", NAMED, "InvalidArgument", "The argument Targets is invalid."),
]

"""Scenario files: what is wrong is told with its place, before anything runs."""

from pathlib import Path
from typing import Any

import pytest

from scalehook.kit.documents import BadDocument
from scalehook.simulate.scenario.overriding import Override
from scalehook.simulate.scenario.reading import parse, read_scenario
from scalehook.simulate.scenario.schema import schema

EXAMPLES = Path(__file__).parents[3] / "examples/simulate"
STACK = """\
stack:
  queues:
    - {name: hooks}
  groups:
    - name: web
      min_size: 0
      max_size: 9
      configurations: [{name: plain, image_id: img, instance_type: ecs.g7.large}]
      hooks: [{name: drain, lifecycle_transition: SCALE_IN, heartbeat_timeout: 300}]
"""


def problems(text: str) -> list[str]:
    with pytest.raises(BadDocument) as bad:
        parse(STACK + text, "x.yaml")
    return str(bad.value).splitlines()


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.yaml")), ids=lambda file: file.stem)
def test_examples(file: Path) -> None:
    """Are right."""
    assert read_scenario(file).scenario.name


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("horizn: 2h", 'x.yaml:10:1: unknown key "horizn"; did you mean "horizon"?'),
        ("horizon: 7200", "x.yaml:10:10: horizon: '7200' is not a length of time: write 20ms, 90s, 10m, "
         "1h30m; 7200 what? write 7200s"),
        ("load:\n  a: {group: web, add: 1, exery: 5m}",
         'x.yaml:11:27: unknown key "exery" under load.a; did you mean "every"?'),
        ("load:\n  a: {group: web, add: 1, at: [16m, 15m]}",
         "x.yaml:11:6: load.a: at: 900s comes before 960s"),
        ("load:\n  a: {group: wbe, add: 1, at: 5m}",
         'x.yaml:11:14: load.a: there is no group "wbe" in the stack (web)'),
        ("consumers:\n  w: {queue: hoks}",
         'x.yaml:11:14: consumers.w: there is no queue "hoks" in the stack (hooks)'),
        ("consumers:\n  w: {queue: hooks, concurrency: 0}",
         "x.yaml:11:34: consumers.w.concurrency: Input should be greater than or equal to 1"),
        ("fleet: {start_up: {lognormal: {median: 45s, p95: 30s}}}",
         "x.yaml:10:31: fleet.start_up.lognormal: p95 (30s) is below the median (45s)"),
        ("consumers:\n  w: {concurrency: 1}",
         "x.yaml:11:6: consumers.w: one of queue, push, amqp, not none"),
        ("consumers:\n  w: {queue: hooks, amqp: x}",
         "x.yaml:11:6: consumers.w: one of queue, push, amqp, not queue and amqp"),
        ("consumers:\n  w: {push: 'http://h/x'}",
         "x.yaml:11:13: consumers.w: nothing in the stack is pushed to http://h/x (none)"),
        ("consumers:\n  w: {amqp: x, hooks: [drian]}",
         'x.yaml:11:24: consumers.w: there is no hook "drian" in the stack (drain, web/drain)'),
        ("consumers:\n  w: {queue: hooks, hooks: [drain]}",
         "x.yaml:11:6: consumers.w: hooks: only who reads by amqp hears of all of them"),
        ("consumers:\n  w: {queue: hooks, function: 'a:b', work: 5s}",
         "x.yaml:11:6: consumers.w: work: the function takes its place, under the kit"),
        ("consumers:\n  w: {amqp: x, answer_within: 5s}",
         "x.yaml:11:6: consumers.w: answer_within: only a push is answered"),
        ("load:\n  a: {group: web, function: 'a:b', at: 5m}",
         "x.yaml:11:6: load.a: at says nothing beside function"),
        ("faults: {drop: 120%}",
         "x.yaml:10:16: faults.drop: 120% is no share: it is between 0% and 100%"),
        ("faults: {crash: {service: [mns], every: 5m}}", "x.yaml:10:28: faults.crash.service.0: "),
        ("fleet: {stock: [{amount: 1, at: 5m, until: 4m}]}",
         "x.yaml:10:17: fleet.stock.0: until (240s) is not after at (300s)"),
        ("settings: {max_group_size: many}", "x.yaml:10:28: settings.max_group_size: "),
    ],
)  # fmt: skip
def test_one_problem(text: str, problem: str) -> None:
    """Has its line, its column, and the nearest key that there is."""
    [found] = problems(text)
    assert found.startswith(problem)


def test_all_problems() -> None:
    """Come together, those of the stack as well, in the order of lines."""
    text = STACK.replace("heartbeat_timeout", "heartbeat_timeot") + "horizn: 2h\nfaults: {dorp: 1%}\n"
    with pytest.raises(BadDocument) as bad:
        parse(text, "x.yaml")
    places = [line.split(": ")[0] for line in str(bad.value).splitlines()]
    assert places == ["x.yaml:9:61", "x.yaml:10:1", "x.yaml:11:10"]


def test_whom_nobody_can_tell() -> None:
    """Is no receiver of a hook: the cloud would refuse it, but only in the run."""
    text = STACK.replace("heartbeat_timeout: 300", "notification_arn: acs:mns:here:1:quue/hooks")
    with pytest.raises(BadDocument) as bad:
        parse(text, "x.yaml")
    assert str(bad.value).startswith(
        "x.yaml:9:79: hook \"drain\": 'acs:mns:here:1:quue/hooks' is no receiver"
    )


def test_no_stack() -> None:
    """Is missing."""
    with pytest.raises(BadDocument, match="stack: Field required"):
        parse("seeds: 3", "x.yaml")


@pytest.mark.parametrize(
    ("path", "value", "found"),
    [
        ("heartbeat_timeout", "60", lambda study: study.blueprint.elements[-1].children[1].given),
        ("drain.heartbeat_timeout", "60", lambda study: study.blueprint.elements[-1].children[1].given),
    ],
)
def test_another_value_of_a_hook(path: str, value: str, found: Any) -> None:
    """By the name of its parameter, with or without its own."""
    study = parse(STACK, "x.yaml").with_(Override(path, value))
    assert found(study).values["HeartbeatTimeout"].value == value


def test_another_value_of_the_scenario() -> None:
    """By its path; what is nowhere is refused."""
    study = parse(STACK + "consumers: {w: {queue: hooks}}\n", "x.yaml")
    assert study.with_(Override("consumers.w.concurrency", "7")).scenario.consumers["w"].concurrency == 7
    with pytest.raises(BadDocument, match="there is nothing at"):
        study.with_(Override("consumers.v.concurrency", "7"))


def test_schema() -> None:
    """Has every key, and lets no other pass."""
    found = schema()
    assert set(found["properties"]) >= {"stack", "load", "faults", "consumers"}
    assert found["additionalProperties"] is False
    assert "values" not in str(found["$defs"]["Distribution"]["anyOf"][1]["properties"].keys())

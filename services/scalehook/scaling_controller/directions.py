"""What a scale-out and a scale-in do, step after step.

A step begins by asking somebody for something and is done when that has been heard of: the whitelists
are changed before a hook can be told to anybody, the back end serves before `InService` is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from scalehook.kit import Work
from scalehook.scaling_controller import backend_servers, launching, waits, whitelists
from scalehook.scaling_controller.ending import Ending
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, Group, State
from scalehook_contracts.scaling_controller.base import ActionResult, Transition
from scalehook_contracts.scaling_controller.instances import LifecycleState


@dataclass(frozen=True)
class Step:
    """One step. Its instances enter a state; `resources` must all have changed before it is done."""

    name: str
    begin: Callable[[Activity, Work[State, Settings]], None]
    done: Callable[[Activity], bool]
    enters: LifecycleState | None = None
    resources: Callable[[Group], list[str]] = lambda group: []


@dataclass(frozen=True)
class Direction:
    """The steps up to the hooks, and those after them by their result. In the end the instances are in
    service (`stay`) or released (`go`).
    """

    before: tuple[Step, ...]
    after: Mapping[ActionResult, tuple[Step, ...]]
    stay: Ending
    go: Ending

    @cached_property
    def paths(self) -> Mapping[ActionResult, dict[str, tuple[Step, Step | None]]]:
        """By the result: each step by its name, and the one that follows it."""
        return {
            result: {
                step.name: (step, following)
                for step, following in pairwise((*self.before, *after, None))
                if step is not None
            }
            for result, after in self.after.items()
        }


def _changed(activity: Activity) -> bool:
    return not activity.awaited


def _never(activity: Activity) -> bool:
    """With the last instance that is released the activity ends, whatever the step."""
    return False


LAUNCH = Step("launch", launching.launch, launching.all_run)
ADMIT = Step("admit", whitelists.admit, _changed, resources=whitelists.of)
EXPEL = Step("expel", whitelists.expel, _changed, "Removing", whitelists.of)
HOLD = Step("hold", waits.hold, waits.over)
ATTACH = Step("attach", backend_servers.attach, _changed, resources=backend_servers.of)
DETACH = Step("detach", backend_servers.detach, _changed, "Removing", backend_servers.of)
RELEASE = Step("release", launching.release, _never)

DIRECTIONS: dict[Transition, Direction] = {
    "SCALE_OUT": Direction(
        before=(LAUNCH, ADMIT, HOLD),
        after={"CONTINUE": (ATTACH,), "ABANDON": (EXPEL, RELEASE), "ROLLBACK": (EXPEL, RELEASE)},
        stay=Ending("Successful", '"{amount}" ECS instances are added'),
        go=Ending(
            "Failed", '"{amount}" ECS instances are released: a lifecycle hook ended the scale-out'
        ),
    ),
    "SCALE_IN": Direction(
        before=(EXPEL, HOLD),
        after={"CONTINUE": (DETACH, RELEASE), "ABANDON": (DETACH, RELEASE), "ROLLBACK": (ADMIT,)},
        stay=Ending("Failed", '"{amount}" ECS instances are kept: a lifecycle hook rolled back'),
        go=Ending("Successful", '"{amount}" ECS instances are removed'),
    ),
}


def current(activity: Activity) -> Step:
    """The step that is being taken."""
    return _place(activity)[0]


def following(activity: Activity) -> Step | None:
    """The next one; None when the instances have come to stay."""
    return _place(activity)[1]


def _place(activity: Activity) -> tuple[Step, Step | None]:
    direction = DIRECTIONS[activity.transition]
    return direction.paths[activity.result][activity.step or _unnamed(activity, direction)]


def _unnamed(activity: Activity, direction: Direction) -> str:
    """Journals of earlier versions do not name the step."""
    return (HOLD if activity.actions else direction.before[0]).name

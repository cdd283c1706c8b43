"""What activities do, step after step.

A step begins by asking somebody for something and is done when that has been heard of: the whitelists
are changed before a hook can be told to anybody, the back end serves before `InService` is. On the way
in the whitelists come first, and the back end after the hooks; on the way out the address leaves the
whitelists at once, and the instance the back end after the hooks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from scalehook.kit import Work
from scalehook.scaling_controller import backend_servers, departing, launching, waits, whitelists
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, Group, State
from scalehook_contracts.scaling_controller.activities import CourseName
from scalehook_contracts.scaling_controller.base import ActionResult, Transition
from scalehook_contracts.scaling_controller.instances import LifecycleState


@dataclass(frozen=True)
class Step:
    """One step. Its instances enter a state; `resources` must all have changed before it is done, and
    where there are none of them it begins nothing. One that `brings` instances has none to begin with.
    """

    name: str
    begin: Callable[[Activity, Work[State, Settings]], None]
    done: Callable[[Activity], bool]
    enters: LifecycleState | None = None
    resources: Callable[[Group], list[str]] | None = None
    brings: bool = False


Path = dict[str, tuple[Step, Step | None]]  # each step by its name, and the one that follows it


@dataclass(frozen=True)
class Course:
    """The steps up to the hooks, and those after them by their result. Instances that are still there
    then enter the state `home`, if it has one. `stay` and `go` say what has become of them, with
    `{amount}` for their number; it is as was wanted when they `stays`. `paths` follow from the steps.
    """

    transition: Transition
    before: tuple[Step, ...]
    after: Mapping[ActionResult, tuple[Step, ...]]
    stays: bool
    stay: str
    go: str
    home: LifecycleState | None = "InService"
    paths: Mapping[ActionResult, Path] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        paths = {result: _path(self.before, after) for result, after in self.after.items()}
        object.__setattr__(self, "paths", paths)


def _path(before: tuple[Step, ...], after: tuple[Step, ...]) -> Path:
    pairs = pairwise((*before, *after, None))
    return {step.name: (step, following) for step, following in pairs if step is not None}


def _changed(activity: Activity) -> bool:
    return not activity.awaited


START = Step("start", launching.start, launching.all_run)
LAUNCH = Step("launch", launching.launch, launching.all_run, brings=True)
ADMIT = Step("admit", whitelists.admit, _changed, resources=whitelists.of)
EXPEL = Step("expel", whitelists.expel, _changed, "Removing", whitelists.of)
HOLD = Step("hold", waits.hold, waits.over)
ATTACH = Step("attach", backend_servers.attach, _changed, resources=backend_servers.of)
DETACH = Step("detach", backend_servers.detach, _changed, "Removing", backend_servers.of)
RELEASE = Step("release", departing.depart, departing.all_gone)
LEAVE = Step("leave", departing.detach, departing.all_gone)
SHUT_OUT = Step("shut-out", whitelists.expel, _changed, resources=whitelists.left)
BENCH = Step("bench", backend_servers.bench, _changed, resources=backend_servers.of)
UNBENCH = Step("unbench", backend_servers.unbench, _changed, resources=backend_servers.of)
TAKE_OUT = Step("take-out", backend_servers.detach, _changed, resources=backend_servers.left)

AMOUNT = "{amount}"  # in what is said of an activity: how many instances
VANISHED = '"{amount}" ECS instances are gone'
CANCELLED = '"{amount}" ECS instances are released: a lifecycle hook ended the scale-out'
KEPT = '"{amount}" ECS instances are kept: a lifecycle hook rolled back'


def _always(*steps: Step) -> dict[ActionResult, tuple[Step, ...]]:
    return dict.fromkeys(("CONTINUE", "ABANDON", "ROLLBACK"), steps)


def _out(*undone: Step) -> dict[ActionResult, tuple[Step, ...]]:
    return {**_always(*undone), "CONTINUE": (ATTACH,)}


def _in(*done: Step) -> dict[ActionResult, tuple[Step, ...]]:
    return {**_always(*done), "ROLLBACK": (ADMIT,)}


SCALE_OUT = Course(
    "SCALE_OUT",
    (LAUNCH, ADMIT, HOLD),
    _out(EXPEL, RELEASE),
    stays=True,
    stay='"{amount}" ECS instances are added',
    go=CANCELLED,
)
SCALE_IN = Course(
    "SCALE_IN",
    (EXPEL, HOLD),
    _in(DETACH, RELEASE),
    stays=False,
    stay=KEPT,
    go='"{amount}" ECS instances are removed',
)
ATTACHING = Course(
    "SCALE_OUT",
    (START, ADMIT, HOLD),
    _out(EXPEL, LEAVE),
    stays=True,
    stay=SCALE_OUT.stay,
    go='"{amount}" ECS instances are let go: a lifecycle hook ended the scale-out',
)
DETACHING = Course(
    "SCALE_IN",
    (EXPEL, HOLD),
    _in(DETACH, LEAVE),
    stays=False,
    stay=KEPT,
    go=SCALE_IN.go,
)
JOINING_BACK_ENDS = Course(
    "SCALE_OUT",
    (ADMIT,),
    _always(ATTACH),
    stays=True,
    stay='"{amount}" ECS instances are attached',
    home=None,
    go=VANISHED,
)
LEAVING_BACK_ENDS = Course(
    "SCALE_IN",
    (SHUT_OUT,),
    _always(TAKE_OUT),
    stays=True,
    stay='"{amount}" ECS instances are detached',
    home=None,
    go=VANISHED,
)
ENTERING_STANDBY = Course(
    "SCALE_IN",
    (BENCH,),
    _always(),
    stays=True,
    stay='"{amount}" ECS instances are on standby',
    home="Standby",
    go=VANISHED,
)
EXITING_STANDBY = Course(
    "SCALE_OUT",
    (UNBENCH,),
    _always(),
    stays=True,
    stay='"{amount}" ECS instances are in service',
    go=VANISHED,
)
COURSES: dict[CourseName, Course] = {
    "scale-out": SCALE_OUT,
    "scale-in": SCALE_IN,
    "remove": SCALE_IN,
    "attach": ATTACHING,
    "detach": DETACHING,
    "enter-standby": ENTERING_STANDBY,
    "exit-standby": EXITING_STANDBY,
    "attach-back-ends": JOINING_BACK_ENDS,
    "detach-back-ends": LEAVING_BACK_ENDS,
}


def course(activity: Activity) -> Course:
    """The activity's; those of earlier versions do not name it."""
    if activity.course:
        return COURSES[activity.course]
    return SCALE_OUT if activity.transition == "SCALE_OUT" else SCALE_IN


def place(activity: Activity) -> tuple[Step, Step | None]:
    """The step that is being taken, and the next one."""
    taken = course(activity)
    return taken.paths[activity.result][activity.step or _unnamed(activity, taken)]


def following(step: Step, activity: Activity) -> Step | None:
    """The one that comes behind a step."""
    return course(activity).paths[activity.result][step.name][1]


def goes_without_saying(step: Step, activity: Activity) -> bool:
    """Whether an activity that names no step is at this one: at its first, or at the hooks as soon as
    they hold somebody.
    """
    return not activity.step and (step is HOLD or step is course(activity).before[0])


def _unnamed(activity: Activity, taken: Course) -> str:
    """Where it is that names no step (`goes_without_saying`)."""
    return (HOLD if activity.actions else taken.before[0]).name

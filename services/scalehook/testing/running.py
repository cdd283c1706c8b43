"""An embedded stack on a free port: `with scalehook.stack() as cloud`."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from scalehook.embedded import EmbeddedStack, StateDirectory
from scalehook.kit import Settings
from scalehook.testing.beginning import begin, blueprint_of
from scalehook.testing.cloud import Cloud
from scalehook.testing.past import Past
from scalehook.testing.serving import new_gateway, serving


@dataclass(frozen=True, eq=False)
class RunningStack(Cloud):
    """A cloud whose stack is an embedded one."""

    stack: EmbeddedStack = field(repr=False)


@contextmanager
def running_stack(
    state: Path | str | None = None,
    speed: float = 1.0,
    *,
    auto_advance: bool = False,
    init: Path | str | None = None,
    **settings: Settings,
) -> Iterator[RunningStack]:
    """A stack that runs inside the block; without `state` nothing outlives it.

    An `init` file says what is in it at first: BadDocument, with lines, when it cannot be made.
    With `auto_advance` time jumps by itself while somebody awaits something.
    `settings` are a service's own settings by its name, in place of the environment's.
    """
    with ExitStack() as ending:
        directory = StateDirectory(Path(state)) if state is not None else None
        if directory is not None:
            ending.callback(directory.close)
        past, gateway = Past(), new_gateway(auto_advance)
        blueprint = blueprint_of(init, gateway)
        stack = EmbeddedStack(gateway, directory, speed, settings, witness=past, forgotten=past.forget)
        port, loop = ending.enter_context(serving(stack))
        cloud = RunningStack(stack, port, loop, past)
        with closing(cloud.aio):
            begin(cloud, blueprint, stack)
            yield cloud

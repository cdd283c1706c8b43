"""The planner of instance refreshes: never too few, never too many, and it always comes to an end."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from scalehook.scaling_controller.refresh_plan import Scene, due_at, plan

SCENES = st.builds(
    Scene,
    total=st.just(0),
    old=st.integers(0, 60),
    capacity=st.integers(0, 60),
    min_percentage=st.integers(0, 100),
    max_percentage=st.integers(100, 200),
    most=st.integers(0, 80),
).map(lambda scene: replace(scene, total=scene.capacity, old=min(scene.old, scene.capacity)))


def played(scene: Scene) -> list[Scene]:
    """All that it comes by, until there is no next step."""
    path = [scene]
    while (step := plan(scene)) is not None:
        assert step.amount > 0
        if step.kind == "out":
            scene = replace(scene, total=scene.total + step.amount)
        else:
            left = scene.old - step.amount
            most = scene.most - step.amount
            scene = replace(scene, total=scene.total - step.amount, old=left, most=most)
        path.append(scene)
        assert len(path) < 300
    return path


@given(SCENES)
def test_it_stays_inside_of_its_bounds(scene: Scene) -> None:
    """At least as many as must stay are there, and no more than there may be: one more than that where
    rounding leaves no room at all.
    """
    path = played(scene)
    assert all(scene.lowest <= step.total <= scene.highest for step in path)
    allowed = scene.capacity * scene.max_percentage // 100
    has_room = scene.lowest < scene.capacity or allowed > scene.capacity
    assert scene.highest == allowed + (not has_room)


@given(SCENES)
def test_it_replaces_as_many_as_it_may(scene: Scene) -> None:
    """All old ones, or as many as there are up to the checkpoint; then the group has its capacity."""
    last = played(scene)[-1]
    assert last.old == scene.old - min(scene.old, scene.most)
    assert last.total == scene.capacity


@given(SCENES, st.integers(0, 5))
def test_what_is_open_is_closed(scene: Scene, number: int) -> None:
    """Wherever it is told to open no more batches, the one that is open is completed."""
    path = played(scene)
    somewhere = path[min(number, len(path) - 1)]
    end = played(replace(somewhere, closing=True))[-1]
    assert end.total == scene.capacity
    assert somewhere.old - end.old <= abs(scene.highest - scene.lowest)


def test_one_at_a_time() -> None:
    """With 100 and 100 percent: one comes, then one goes."""
    scene = Scene(total=3, old=3, capacity=3, min_percentage=100, max_percentage=100, most=99)
    assert [s.total for s in played(scene)] == [3, 4, 3, 4, 3, 4, 3]


def test_batches_of_a_fifth() -> None:
    """With the defaults: a fifth more, then a fifth less."""
    scene = Scene(total=10, old=5, capacity=10, min_percentage=80, max_percentage=120, most=99)
    assert [s.total for s in played(scene)] == [10, 12, 10, 12, 10, 11, 10]


def test_those_that_go_first() -> None:
    """Where there may be none above the capacity."""
    scene = Scene(total=10, old=4, capacity=10, min_percentage=75, max_percentage=100, most=99)
    assert [s.total for s in played(scene)] == [10, 8, 10, 8, 10]


def test_checkpoints_are_rounded_up() -> None:
    """A third of ten is reached with the fourth one."""
    assert [due_at(percentage, 10) for percentage in (1, 33, 50, 100)] == [1, 4, 5, 10]

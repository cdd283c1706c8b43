"""JSON of what is described again and again."""

import json

import pytest

from scalehook.kit.api.lasting import Kept
from scalehook.kit.api.shaping import shaped, shaped_json
from scalehook_contracts.scaling_controller.hooks import LifecycleHookPage, LifecycleHookView


def a_hook(name: str) -> LifecycleHookView:
    return LifecycleHookView(
        lifecycle_hook_id=f"ash-{name}",
        lifecycle_hook_name=name,
        scaling_group_id="asg-1",
        lifecycle_transition="SCALE_OUT",
        default_result="CONTINUE",
        heartbeat_timeout=600,
        notification_arn="",
        notification_metadata='"quoted"\n中',
        lifecycle_hook_status="Active",
    )


def test_each_object_is_written_once() -> None:
    """And one that is equal to it is another one."""
    written = []

    def write(hook: LifecycleHookView) -> bytes:
        written.append(hook)
        return hook.lifecycle_hook_name.encode()

    kept, first, second = Kept(write), a_hook("a"), a_hook("a")
    assert kept.of([first, second, first]) == [b"a", b"a", b"a"]
    assert [id(hook) for hook in written] == [id(first), id(second)]


def test_what_is_gone_is_forgotten() -> None:
    """Nothing is kept longer than the object: whatever has its place next is written anew."""
    kept = Kept(lambda hook: hook.lifecycle_hook_name.encode())
    for number in range(100):
        assert kept.of([a_hook(str(number))]) == [str(number).encode()]
    assert len(kept) == 0


@pytest.mark.parametrize("wrapped", [False, True])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_pages_of_them(wrapped: bool, count: int) -> None:
    """The same as data and as JSON, the first time and again; in either form of the same objects."""
    hooks = [a_hook(str(number)) for number in range(count)]
    page = LifecycleHookPage(page_number=1, page_size=10, total_count=count, lifecycle_hooks=hooks)
    for _ in range(2):
        assert json.loads(shaped_json(page, wrapped)) == shaped(page, wrapped)
    assert json.loads(shaped_json(page, not wrapped)) == shaped(page, not wrapped)

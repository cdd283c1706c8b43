"""For tests that are coroutines: calls of a cloud beside the test's own event loop."""

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
MOST = 64  # calls at a time; they wait, and compute nothing


class Aio:
    """`await cloud.aio(call, …)` is `call(…)` while the loop, and what runs in it, goes on."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(MOST, thread_name_prefix="scalehook-aio")

    async def __call__(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the call returns or raises."""
        context = contextvars.copy_context()
        work: Callable[[], T] = partial(context.run, call, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def close(self) -> None:
        """Nothing more is called; what is called now comes to its end."""
        self._threads.shutdown(wait=False, cancel_futures=True)

"""A local Alibaba Cloud for one story: Auto Scaling lifecycle hooks."""


def __getattr__(name: str) -> str:
    """`__version__`, looked up when somebody asks: a start has no need of it."""
    if name == "__version__":
        from importlib.metadata import version

        return version("scalehook")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

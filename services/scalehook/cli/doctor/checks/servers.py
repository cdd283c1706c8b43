"""What is said of servers that only separate services need."""

from scalehook.cli.doctor.finding import Finding, State


def tell(name: str, server: str, problem: str, variable: str, *, is_asked_for: bool) -> Finding:
    """An empty `problem`: it answers. One that nobody has asked for may be away."""
    if not problem:
        return Finding(name, State.GOOD, f"{server} answers")
    if is_asked_for:
        said = f"{server}, which {variable} names: {problem}"
        return Finding(name, State.BAD, said, f"start it, or mend {variable}")
    said = f"no {server} at the usual place"
    return Finding(name, State.LACKING, said, f"for separate services alone: start one, set {variable}")

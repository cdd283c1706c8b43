"""Whether a stack runs, or could."""

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx

from scalehook.cli.doctor.finding import Finding, State

PATIENCE_SECONDS = 5
USUAL_PORT = 80


def look(endpoint: str) -> Iterator[Finding]:
    """At its endpoint: one that answers, a free port, or somebody else."""
    try:
        secure = endpoint.startswith("https:")  # else certificates are read for nothing
        answer = httpx.get(
            f"{endpoint}/readyz", timeout=PATIENCE_SECONDS, trust_env=False, verify=secure
        ).json()
        services = answer["services"]
    except httpx.ConnectError:
        yield _port(endpoint)
        return
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as problem:
        said = f"something at {endpoint} is no stack: {problem or type(problem).__name__}"
        yield Finding("stack", State.BAD, said, "use another port: scalehook up --port 4581")
        return
    missing = sorted(name for name, runs in services.items() if not runs)
    if missing:
        said = f"a stack at {endpoint}, without {', '.join(missing)}"
        yield Finding("stack", State.BAD, said, "look into its log")
    else:
        yield Finding("stack", State.GOOD, f"a stack answers at {endpoint}, {len(services)} services")


def _port(endpoint: str) -> Finding:
    """Nobody answers: can one listen there?"""
    parts = urlsplit(endpoint)
    host, port = parts.hostname or "127.0.0.1", parts.port or USUAL_PORT
    try:
        with socket.create_server((host, port)):
            return Finding("stack", State.GOOD, f"none runs; {host}:{port} is free for scalehook up")
    except OSError as problem:
        said = f"none runs, and nobody can listen at {host}:{port}: {problem}"
        return Finding("stack", State.BAD, said, "use another port: scalehook up --port 4581")

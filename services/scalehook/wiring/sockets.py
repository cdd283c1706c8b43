"""Listening sockets."""

import socket


class PortInUse(Exception):
    """Another program listens there."""


def opened(host: str, port: int) -> socket.socket:
    """A socket that listens: who connects before somebody serves is kept waiting. Port 0 takes a free
    one. No host is not any host: that would be every address of the machine.
    """
    if not host.strip():
        raise PortInUse("cannot listen: the host is empty; 127.0.0.1 is this machine alone")
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()
    except OSError as problem:
        listening.close()
        raise PortInUse(f"cannot listen on {host}:{port}: {problem.strerror}") from problem
    return listening

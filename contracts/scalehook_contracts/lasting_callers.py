"""Operations whose effects outlast the call: what follows is done in the caller's name."""

from scalehook_contracts.base import FromProtocol, Part


class LastingCaller(Part):
    """Whoever calls is acted for later. Credentials of a session that has a policy of its own bound what
    that is, too.
    """

    session_policy: str = FromProtocol()  # of the caller's session, where it has one

"""Makes access keys, lasting ones and those of STS."""

import string
from itertools import islice

from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.access_control.state.events.keys import KeyIssued, KeysExpired
from scalehook.kit import Work
from scalehook.kit.history import AT_A_TIME

ALPHABET = string.ascii_letters + string.digits
FORGET_AFTER_SECONDS = 3600  # an expired key is told apart from an unknown one for this long


def issue(prefix: str, principal: str, work: Work[State, Settings]) -> KeyIssued:
    """A lasting key."""
    issued = KeyIssued(
        access_key_id=prefix + _text(18, work),
        access_key_secret=_text(30, work),
        principal=principal,
        created_at=work.now.timestamp(),
    )
    work.record(issued)
    return issued


def issue_for(
    seconds: int, principal: str, role_id: str, session_policy: str, work: Work[State, Settings]
) -> KeyIssued:
    """A key of a role that works for a while, with its token."""
    _forget_old(work)
    issued = KeyIssued(
        access_key_id="STS.N" + _text(24, work),
        access_key_secret=_text(44, work),
        principal=principal,
        security_token="CAIS" + _text(120, work),
        expires_at=work.now.timestamp() + seconds,
        session_policy=session_policy,
        role_id=role_id,
    )
    work.record(issued)
    return issued


def _forget_old(work: Work[State, Settings]) -> None:
    """A few of those that are over: long ago, or too many of them."""
    now, sessions = work.now.timestamp(), work.state.sessions
    surplus = len(sessions) - work.settings.history_most
    old = [
        access_key_id
        for number, (end, access_key_id) in enumerate(islice(sessions, AT_A_TIME))
        if end < now - FORGET_AFTER_SECONDS or (end <= now and number < surplus)
    ]
    if old:
        work.record(KeysExpired(access_key_ids=old))


def _text(length: int, work: Work[State, Settings]) -> str:
    return "".join(work.random.choices(ALPHABET, k=length))

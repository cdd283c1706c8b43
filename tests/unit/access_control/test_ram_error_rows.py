"""Each documented error of RAM and STS, provoked in a furnished account."""

from typing import Any

import pytest

from scalehook.access_control.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors import ApiError, ram
from support.account.furnished import ALICE, furnish
from support.account.rows import ELSEWHERE, ROWS
from support.account.texts import NEVER, TEXTS


@pytest.fixture(scope="module")
def account() -> Rehearsal:
    """With one of each, and as much as there may be of some."""
    found = Rehearsal(SERVICE)
    furnish(found.ask)
    return found


@pytest.mark.parametrize(("command", "code"), ROWS, ids=[code for _, code in ROWS])
def test_each_row(account: Rehearsal, command: Any, code: str) -> None:
    """By its code, and with its message."""
    reply = account.play(command, caller=ALICE).reply
    assert isinstance(reply, ApiError)
    assert reply.code == code
    assert reply.message


def test_no_row_is_forgotten() -> None:
    """An error that nothing provokes here is provoked elsewhere."""
    codes = {
        each.code
        for each in vars(ram).values()
        if isinstance(each, type) and issubclass(each, ApiError) and each.__module__ == ram.__name__
    }
    provoked = {code for _, code in ROWS}
    assert codes == provoked | ELSEWHERE.keys()
    assert TEXTS.keys() | {"EntityNotExist.Principal"} == provoked
    assert not NEVER.keys() & codes

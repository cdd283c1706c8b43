"""What commands take from the Parameter Store of OOS, and what is refused of it before they run."""

from typing import Any

from pydantic import ValidationError

from scalehook_contracts.base import Command, Fresh, Operation, Reply
from scalehook_contracts.beforehand import Beforehand
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import ForbiddenRam
from scalehook_contracts.errors.ecs import ParameterStoreInvalidParameters, ParameterStoreNoPermission
from scalehook_contracts.template_engine.parameters import GetParameter
from scalehook_contracts.template_engine.secret_parameters import GetSecretParameter
from scalehook_contracts.template_engine.stored_parameters import GivenParameter


class StoredNames(Reply):
    """As scripts spell them: `oos:name`, `oos-secret:name`; each once."""

    names: list[str] = Fresh(list)


class FindStoredNames(Command[StoredNames]):
    """What a script would take with these parameters; or one that is kept under an id."""

    command_id: str = ""
    command_content: str = ""
    content_encoding: str = ""
    parameters: str = ""


class Borrower(Beforehand):
    """An operation whose script must find what it takes, and whose caller may have it."""

    def operations_before(self, answer: StoredNames) -> list[Operation[Any]]:
        """Get each; secret ones stay what they are."""
        return [getting(name) for name in answer.names]

    def refused_before(self, refusal: ApiError) -> ApiError:
        """The documented errors."""
        return as_of_store(refusal)


def getting(name: str, *, with_decryption: bool = False) -> Operation[GivenParameter]:
    """What gets the one with this name; refused where the store can have none of that name."""
    kind, _, known_as = name.partition(":")
    try:
        if kind == "oos-secret":
            return GetSecretParameter(name=known_as, with_decryption=with_decryption)
        return GetParameter(name=known_as)
    except ValidationError as problem:
        raise ParameterStoreInvalidParameters() from problem


def as_of_store(refusal: ApiError) -> ApiError:
    """What Cloud Assistant makes of the store's error."""
    if isinstance(refusal, ForbiddenRam):
        return ParameterStoreNoPermission()
    return ParameterStoreInvalidParameters()

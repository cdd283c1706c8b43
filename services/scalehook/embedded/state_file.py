"""A picture as one readable file, versioned JSON; and what is wrong with a file that is none."""

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import to_json

from scalehook.embedded.picture import Picture
from scalehook.embedded.service_part import ServicePart, beginning_of, part_of
from scalehook.embedded.state_file_broken import StateFileBroken, first_place, of_another_version
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.api.catalogue import message_types
from scalehook.kit.clock.clock import LATEST
from scalehook.kit.clock.moments import moment
from scalehook.kit.dead_letters import DeadLetter, as_text
from scalehook.kit.journal.journal import Beginning
from scalehook.kit.machine.codec import parse
from scalehook.wiring.services import NAMES, service

FORMAT = "state/1"
FIRST = datetime(1970, 1, 1, tzinfo=UTC)
Moment = Annotated[AwareDatetime, Field(ge=FIRST, le=LATEST)]


class KeysPart(BaseModel):
    """The account's access key."""

    model_config = ConfigDict(extra="forbid")

    access_key_id: str
    access_key_secret: str = Field(repr=False)


class LetterPart(BaseModel):
    """A message that was given up."""

    model_config = ConfigDict(extra="forbid")

    letter_id: str
    service: str
    type: str
    reason: str
    at: Moment  # virtual
    body: str  # JSON
    correlation_id: str = ""
    caller: str = ""

    def letter(self) -> DeadLetter:
        """As it is kept."""
        return DeadLetter(**{**self.model_dump(), "body": self.body.encode()})


class StateFile(BaseModel):
    """Everything that there is to a stack; `keys` only where somebody has asked for them."""

    model_config = ConfigDict(extra="forbid")

    scalehook: str = FORMAT
    version: str  # of the program that wrote it
    region: str
    account_id: str
    at: Moment  # virtual
    keys: KeysPart | None = None
    services: dict[str, ServicePart] = {}
    dead_letters: list[LetterPart] = []


@dataclass(frozen=True)
class Imported:
    """What a file says."""

    picture: Picture
    region: str
    account_id: str
    keys: KeysPart | None

    def check_place(self, gateway: GatewaySettings) -> None:
        """StateFileBroken unless it is of the region and account that the stack plays: names that
        resources call each other by have them in them.
        """
        if self.region != gateway.region:
            raise StateFileBroken(
                f"region: it is of {self.region}, and the stack plays {gateway.region}: "
                f"SCALEHOOK_REGION={self.region}"
            )
        if self.account_id != gateway.account_id:
            raise StateFileBroken(
                f"account_id: it is of {self.account_id}, and the stack plays {gateway.account_id}: "
                f"SCALEHOOK_ACCOUNT_ID={self.account_id}"
            )


def written(picture: Picture, gateway: GatewaySettings, keys: KeysPart | None = None) -> bytes:
    """The file."""
    file: dict[str, Any] = {
        "scalehook": FORMAT,
        "version": version("scalehook"),
        "region": gateway.region,
        "account_id": gateway.account_id,
        "at": moment(picture.at).isoformat(),
        "services": {
            name: part_of(begun, message_types(service(name)))
            for name, begun in picture.services.items()
        },
        "dead_letters": [_letter(letter) for letter in picture.letters],
    }
    if keys is not None:
        file["keys"] = keys.model_dump()
    return to_json(file, indent=1, inf_nan_mode="constants") + b"\n"


def read(raw: bytes) -> Imported:
    """What it says. StateFileBroken names the place of what is wrong: nothing is half read."""
    try:
        content = parse(raw)
    except ValueError as problem:
        raise StateFileBroken(f"this is no JSON: {problem}") from problem
    if foreign := of_another_version(content, FORMAT, version("scalehook")):
        raise StateFileBroken(foreign)
    try:
        file = StateFile.model_validate(content)
    except ValidationError as invalid:
        raise StateFileBroken(first_place(invalid)) from invalid
    services = {name: _beginning(name, part) for name, part in file.services.items()}
    letters = tuple(part.letter() for part in file.dead_letters)
    return Imported(
        Picture(file.at.timestamp(), services, letters), file.region, file.account_id, file.keys
    )


def _beginning(name: str, part: ServicePart) -> Beginning:
    if name not in NAMES:
        raise StateFileBroken(f"services.{name}: no service is called so")
    return beginning_of(service(name), part)


def _letter(letter: DeadLetter) -> dict[str, Any]:
    return {
        "letter_id": letter.letter_id,
        "service": letter.service,
        "type": letter.type,
        "reason": letter.reason,
        "at": letter.at.isoformat(),
        "body": as_text(letter.body),
        "correlation_id": letter.correlation_id,
        "caller": letter.caller,
    }

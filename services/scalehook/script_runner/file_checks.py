"""What can be refused of a file that is to be sent."""

import base64
import re

from scalehook.script_runner.choosing import check_ids
from scalehook.script_runner.tags import check_tags
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.ecs_files import (
    FileContentDecodeError,
    FileContentTypeInvalid,
    FileDescExceedLimit,
    FileModeInvalid,
    FileNameExceedLimit,
    FileSizeExceedLimit,
    FileTargetDirInvalid,
    InvalidParameterFileGroup,
    InvalidParameterFileOwner,
)
from scalehook_contracts.script_runner.files import SendFile

MOST_INSTANCES = 50
MOST_BYTES = 32 * 1024  # in Base64
ACCOUNT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}[A-Za-z0-9_.$-]?", re.ASCII)
OCTAL = re.compile(r"[0-7]{3,4}", re.ASCII)
SYMBOLIC = re.compile(r"[ugoa]*[-+=][rwxXst]*(?:,[ugoa]*[-+=][rwxXst]*){0,9}", re.ASCII)


def checked(command: SendFile) -> tuple[bytes, list[str]]:
    """Its bytes, and the instances that it goes to, each once."""
    _check_name(command)
    if len(command.description) > 512:
        raise FileDescExceedLimit()
    for account, refusal in (
        (command.file_owner, InvalidParameterFileOwner),
        (command.file_group, InvalidParameterFileGroup),
    ):
        if not ACCOUNT.fullmatch(account):
            raise refusal()
    if not (OCTAL.fullmatch(command.file_mode) or SYMBOLIC.fullmatch(command.file_mode)):
        raise FileModeInvalid()
    check_tags(command.tags)
    return _content(command), check_ids(command.instance_ids, MOST_INSTANCES)


def _check_name(command: SendFile) -> None:
    if len(command.name) > 255 or len(command.name.encode()) > 255:
        raise FileNameExceedLimit()
    if "/" in command.name or command.name in (".", "..") or not command.name.isprintable():
        raise InvalidParameter(name="Name")
    folder = command.target_dir
    if len(folder) > 255 or not folder.startswith("/") or not folder.isprintable():
        raise FileTargetDirInvalid()


def _content(command: SendFile) -> bytes:
    kind = command.content_type.lower()
    if kind not in ("plaintext", "base64"):
        raise FileContentTypeInvalid()
    content = command.content.encode()
    if kind == "base64":
        try:
            content = base64.b64decode(content, validate=True)
        except ValueError as problem:
            raise FileContentDecodeError() from problem
    if (len(content) + 2) // 3 * 4 > MOST_BYTES:
        raise FileSizeExceedLimit()
    return content

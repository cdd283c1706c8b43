"""Users' JSON, read in bounded time: the contracts' own reader, under the name that services use."""

from scalehook_contracts.plain import DEEPEST, LARGEST, NotPlain, check_plain, parse_json

__all__ = ["DEEPEST", "LARGEST", "NotPlain", "check_plain", "parse_json"]

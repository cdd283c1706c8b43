"""Texts become programs, once each: tokens, terms, what operators hold together; then checked."""

from functools import lru_cache

from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.parsing.checking import check
from scalehook.template_engine.jq.parsing.operators import Parser
from scalehook.template_engine.jq.parsing.tokens import tokens
from scalehook.template_engine.jq.syntax import Node

LONGEST = 8 * 1024  # characters


@lru_cache(512)
def parse(program: str) -> Node:
    """The program; JqError when it is none, or uses what is not simulated."""
    if len(program) > LONGEST:
        raise JqError(f"longer than {LONGEST} characters")
    node = Parser(tokens(program)).whole()
    check(node)
    return node

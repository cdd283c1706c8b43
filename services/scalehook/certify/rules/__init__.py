"""Rules: pure functions of the facts. U1 to U5 are those that many scenarios share."""

from scalehook.certify.rules.alive import alive
from scalehook.certify.rules.attempts import attempts_at_most
from scalehook.certify.rules.broken import Broken, Rule
from scalehook.certify.rules.calls import (
    calls_at_most,
    heartbeats_at_most,
    heartbeats_refused_at_most,
    no_empty_token,
)
from scalehook.certify.rules.calm import calm
from scalehook.certify.rules.declared import ended_as_declared
from scalehook.certify.rules.ended import ended_as, ended_well
from scalehook.certify.rules.foreign import let_be, silent
from scalehook.certify.rules.gone import nothing_left, received_at_most
from scalehook.certify.rules.handed_back import handed_back
from scalehook.certify.rules.polling import long_polls
from scalehook.certify.rules.probe import probe_ended_well

ALWAYS: tuple[Rule, ...] = (alive, probe_ended_well)  # of every scenario: before its own, and after

__all__ = [
    "ALWAYS", "Broken", "Rule", "alive", "attempts_at_most", "calls_at_most", "calm", "ended_as",
    "ended_as_declared", "ended_well", "handed_back", "heartbeats_at_most", "heartbeats_refused_at_most",
    "let_be", "long_polls", "no_empty_token", "nothing_left", "probe_ended_well", "received_at_most",
    "silent",
]  # fmt: skip

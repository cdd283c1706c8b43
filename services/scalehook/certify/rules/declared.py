"""What a consumer has declared to do with work that fails."""

from scalehook.certify.facts import Facts
from scalehook.certify.rules.broken import Broken
from scalehook.certify.rules.ended import ended_as, ended_well

EXPIRE = "expire"


def ended_as_declared(facts: Facts) -> Broken | None:
    """The story's actions ended with the declared result; or by time, with the hook's default."""
    if facts.on_failure != EXPIRE:
        return ended_well((facts.on_failure,))(facts)
    return ended_as("Timeout", ("ABANDON", "CONTINUE", "ROLLBACK"))(facts)

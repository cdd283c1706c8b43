"""A mistake for each scenario, and the rule that it breaks."""

from support.certify import habits
from support.certify.minds import Mind

MISTAKES: dict[str, tuple[type[Mind], str]] = {
    "duplicate": (habits.Forgetful, "U2"),
    "test-notification": (habits.Careless, "token"),
    "released": (habits.LooksFirst, "U3"),
    "early": (habits.GivesUpAtOnce, "U1"),
    "expired": (habits.NeverGivesUp, "U2"),
    "outlives": (habits.NeverGivesUp, "U2"),
    "long-work": (habits.Heartless, "U1"),
    "heartbeat-stops": (habits.BeatsOn, "Br"),
    "flap": (habits.RemembersInstances, "U1"),
    "hook-deleted": (habits.KeepsRefused, "U3"),
    "work-fails": (habits.Optimist, "U1"),
    "two-hooks": (habits.NeverGivesUp, "U2"),
    "manual": (habits.Meddler, "silent"),
    "first-instances": (habits.FreshStart, "U1"),
    "unreachable": (habits.DiesOfSilence, "U4"),
    "poison": (habits.Fragile, "U4"),
    "forbidden": (habits.Hammers, "calls"),
    "peak": (habits.OneAtATime, "U1"),
    "throttled": (habits.GivesUpAtOnce, "U1"),
    "answer-lost": (habits.NeverGivesUp, "U2"),
    "visibility": (habits.HoldsNothing, "U2"),
    "sigterm": (habits.KeepsInHand, "handed"),
    "killed": (habits.DeletesFirst, "U1"),
    "poison-in-batch": (habits.Fragile, "U1"),
    "foreign": (habits.Greedy, "foreign"),
    "unknown-instance": (habits.Registry, "U1"),
    "changed-hook": (habits.BelievesTheHook, "U1"),
    "idle": (habits.Impatient, "polls"),
}

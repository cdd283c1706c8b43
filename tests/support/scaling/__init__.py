"""A scaling group in rehearsal: the controller alone, with the fleet's answers played to it."""

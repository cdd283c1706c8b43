"""Which scenarios a consumer can be asked to play."""

from scalehook.certify.profile import Profile
from scalehook.certify.scenario import Scenario


def not_applicable(scenario: Scenario, profile: Profile) -> str:
    """Why not; empty when it is. Only the source, an ability that was not declared, and being attached
    are reasons.
    """
    needs = scenario.needs
    if profile.source not in needs.sources:
        return f"not over {profile.source}"
    for ability in sorted(needs.abilities):
        if ability not in profile.abilities:
            return f'ability "{ability}" not declared'
    if needs.restart and profile.attach:
        return "attached: it cannot be restarted"
    return ""

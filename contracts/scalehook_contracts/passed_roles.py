"""Roles that a caller hands to OOS, which then acts as them."""

from scalehook_contracts.plain import NotPlain, parse_json

ROLE_PARAMETER = "oosassumerole"  # of the public templates, which take any letter case


def roles_in(parameters: str) -> list[str]:
    """The role that a template's parameters name, given as JSON text. Text that cannot be read names
    none: whoever starts the template refuses it.
    """
    try:
        given = parse_json(parameters)
    except NotPlain:
        return []
    if not isinstance(given, dict):
        return []
    return [str(role) for name, role in given.items() if name.lower() == ROLE_PARAMETER and role]

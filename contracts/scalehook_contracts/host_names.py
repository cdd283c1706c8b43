"""What an instance calls itself that was given no host name."""


def host_name_of(instance_id: str) -> str:
    """`i-bp1…` → `iZbp1…Z`, as ECS has it."""
    return instance_id.replace("i-", "iZ", 1) + "Z"

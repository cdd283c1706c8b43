"""An instance for scripts to run on."""

import base64

from scalehook_contracts.guests import Guest

IMAGE = "python:3.11-slim"  # of containers: Debian with bash, and without curl
GUEST = Guest(
    region_id="cn-hangzhou",
    zone_id="cn-hangzhou-b",
    instance_type="ecs.g7.large",
    private_ip_address="172.16.0.9",
    user_data=base64.b64encode(b"#!/bin/sh\necho started\n").decode(),
)

"""Plays products that the stack does not simulate otherwise: databases, elastic addresses, network
interfaces, disks, container groups, clusters, file systems.

Their kinds and operations are data (`scalehook_contracts/resource_provider/declared`). It keeps the
resources, changes them as a call's declaration says, and describes them.
"""

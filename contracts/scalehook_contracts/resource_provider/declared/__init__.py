"""The declared products. A new one is a file, its line here, and its `Product` in `products.py`."""

from scalehook_contracts.resource_provider.declared import (
    analytic_db,
    clusters,
    container_groups,
    disks,
    elastic_addresses,
    file_systems,
    mongo_db,
    network_interfaces,
    objects,
    polar_db,
    redis,
)

DECLARED = (
    redis.REDIS,
    mongo_db.MONGO_DB,
    polar_db.POLAR_DB,
    analytic_db.ANALYTIC_DB,
    elastic_addresses.ELASTIC_ADDRESSES,
    elastic_addresses.TAGS,
    network_interfaces.NETWORK_INTERFACES,
    disks.DISKS,
    file_systems.FILE_SYSTEMS,
    container_groups.CONTAINER_GROUPS,
    clusters.CLUSTERS,
    objects.OBJECTS,
)

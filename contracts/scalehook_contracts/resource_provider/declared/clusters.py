"""Kubernetes clusters of ACK (CS), and the nodes in them. It is called by method and path."""

from scalehook_contracts.errors.resources import (
    ClusterNodeNotFound,
    ClusterNotFound,
    ClusterTaskNotFound,
)
from scalehook_contracts.products import CS
from scalehook_contracts.resource_provider.declaration import (
    INSTANCE,
    Attribute,
    Call,
    Creates,
    Declaration,
    Describes,
    Kind,
    Removes,
    Shows,
)
from scalehook_contracts.resource_provider.parameters import comma, flag, needed, number, text, texts

CLUSTER = Kind(
    "cluster", "cluster_id", "c", "cluster", ClusterNotFound,
    (
        Attribute("name"),
        Attribute("state", "running"),
        Attribute("cluster_type", "ManagedKubernetes"),
        Attribute("region_id", "{region}"),
        Attribute("created", "{now}"),
    ),
)  # fmt: skip
NODE = Kind(
    "cluster-node", "node_name", "node-", "cluster", ClusterNodeNotFound,
    (
        Attribute("cluster_id"),
        Attribute("instance_id"),
        Attribute("state", "running"),
        Attribute("node_status", "Ready"),
        Attribute("creation_time", "{now}"),
    ),
    found_by=("cluster_id", "instance_id", "state"),
)  # fmt: skip
TASK = Kind(
    "cluster-task", "task_id", "T-", "cluster", ClusterTaskNotFound,
    (
        Attribute("cluster_id"),
        Attribute("task_type", "cluster_node_delete"),
        Attribute("state", "success"),
        Attribute("nodes", [], item="node"),
        Attribute("drain_node", False),
        Attribute("release_node", False),
        Attribute("created", "{now}"),
    ),
)  # fmt: skip
NODES = "/clusters/{ClusterId}/nodes"
CLUSTERS = Declaration(
    (CS,),
    (CLUSTER, NODE, TASK),
    (
        Call(
            "DescribeClusterDetail", "Says what a cluster is.", CLUSTER,
            Shows("ClusterId", {name: name for name in ("cluster_id", "name", "state", "cluster_type",
                                                        "region_id", "created")}),
            (needed("ClusterId"),), path=("GET", "/clusters/{ClusterId}"),
        ),
        Call(
            "AttachInstances", "Puts instances into a cluster: each becomes a node.", NODE,
            Creates({"cluster_id": "ClusterId"}, {}, each="instances"),
            (needed("ClusterId"), texts("instances", "instances", required=True)),
            needs={"ClusterId": CLUSTER, "instances": INSTANCE},
            path=("POST", "/clusters/{ClusterId}/attach"),
        ),
        Call(
            "DescribeClusterNodes", "Lists nodes of a cluster.", NODE,
            Describes("nodes", "node",
                      {"ClusterId": "cluster_id", "instanceIds": "instance_id", "state": "state"},
                      paging="page"),
            (needed("ClusterId"), comma("instanceIds"), text("state"),
             number("pageNumber", 1, 1, 2**31 - 1), number("pageSize", 10, 1, 100)),
            needs={"ClusterId": CLUSTER}, path=("GET", NODES),
        ),
        Call(
            "DeleteClusterNodes",
            "Takes nodes out of a cluster. What else it says is kept with the task.",
            NODE,
            Removes("nodes", leaves=TASK,
                    sets={"cluster_id": "ClusterId", "nodes": "nodes", "drain_node": "drain_node",
                          "release_node": "release_node"},
                    answers={"task_id": "task_id", "cluster_id": "cluster_id"}),
            (needed("ClusterId"), texts("nodes", "nodes", required=True), flag("drain_node"),
             flag("release_node")),
            needs={"ClusterId": CLUSTER}, path=("POST", NODES),
        ),
        Call(
            "DescribeTaskInfo", "Says what has become of a task: it is done at once.", TASK,
            Shows("TaskId", {name: name for name in ("task_id", "cluster_id", "task_type", "state",
                                                     "drain_node", "release_node", "created")}),
            (needed("TaskId"),), path=("GET", "/tasks/{TaskId}"),
        ),
    ),
)  # fmt: skip

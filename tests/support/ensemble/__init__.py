"""All services' machines together, without host, bus or journal: any order between their queues."""

"""The control plane of Message Service, 2022-01-19: queues, topics, subscriptions, who may come in."""

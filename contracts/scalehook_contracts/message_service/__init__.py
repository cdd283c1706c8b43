"""Message Service (MNS): queues, messages, topics, subscriptions."""

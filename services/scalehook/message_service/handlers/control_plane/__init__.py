"""The control plane: the same queues, topics and subscriptions, with more to say of them."""

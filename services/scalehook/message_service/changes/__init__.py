"""Making, changing and deleting queues, topics and subscriptions, whichever API asks for it."""

"""Who has a lifecycle action's notification in hand: asked of the services, never counted."""

"""Programs that live the life of queues and topics with clients of MNS, and how to run them."""

"""Programs that live the life of queues and topics with the official clients of MNS, and how to run them."""

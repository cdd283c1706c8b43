"""Plays Message Service (MNS): queues whose messages are Active, Inactive or Delayed, long polls,
receipt handles, and topics that push to queues and to HTTP endpoints.
"""

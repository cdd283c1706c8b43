"""The same services as processes of their own, on RabbitMQ and PostgreSQL.

Of the processes of a service one holds its lease and is active, the others stand by. The gateway's
process moves the clock of all.
"""

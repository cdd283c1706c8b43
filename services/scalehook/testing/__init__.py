"""For tests, of users and our own.

A service alone (`rehearsal`), a whole stack in a thread (`running`), the pytest plugin, and throwaway
servers of RabbitMQ and PostgreSQL.
"""

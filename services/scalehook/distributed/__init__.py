"""The same services as processes of their own, on RabbitMQ and PostgreSQL."""

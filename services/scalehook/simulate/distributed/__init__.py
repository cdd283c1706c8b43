"""Seeds over machines: work and results are messages of a RabbitMQ broker."""

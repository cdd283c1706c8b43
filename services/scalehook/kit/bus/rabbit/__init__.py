"""The bus over RabbitMQ, through aio-pika."""

"""The bus on RabbitMQ, through aio-pika."""

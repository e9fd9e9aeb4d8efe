"""kombu's Redis transport, with workers that outlive a Redis that cuts lines: why stands in queue_transport.py."""

from kombu.transport import redis, virtual


class QoS(redis.QoS):
    """Forgets a message whose answer was lost: it comes again after its visibility timeout."""

    def ack(self, delivery_tag):
        try:
            super().ack(delivery_tag)
        except self.channel.connection_errors:
            virtual.QoS.ack(self, delivery_tag)
            raise


class Channel(redis.Channel):
    QoS = QoS


class Transport(redis.Transport):
    Channel = Channel

"""kombu's PGMQ transport, with workers that outlive a database that cuts lines; redis_transport.py does it for Redis.

An acknowledgement over a line that was cut fails, while the next read gets a new line and notices nothing. kombu would
count the message as being in hand for ever: after as many such cuts as a worker may have messages in hand, it stands
idle until it is started anew.
"""

from kombu.transport import pgmq, virtual
from psycopg import InterfaceError, OperationalError

CUT = (OperationalError, InterfaceError)


class Channel(pgmq.Channel):
    """Answers a message twice before it gives up, and then forgets it: it comes again after its visibility timeout."""

    def basic_ack(self, delivery_tag, multiple=False):
        self._insist(super().basic_ack, delivery_tag, multiple)

    def basic_reject(self, delivery_tag, requeue=False):
        self._insist(super().basic_reject, delivery_tag, requeue)

    def _insist(self, answer, delivery_tag, given):
        try:
            answer(delivery_tag, given)
        except CUT:
            try:
                answer(delivery_tag, given)
            except CUT:
                virtual.Channel.basic_ack(self, delivery_tag)
                raise


class Transport(pgmq.Transport):
    Channel = Channel

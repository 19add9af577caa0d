"""Things that come in, for tests of what is counted and traced of them."""

from core.ids import ChannelName, ExternalRef, QueueId
from core.inbound import ContactSubject, CustomerMessage, Inbound
from core.messages import Text
from tests.build import NOW


def a_message(key: str = "v1:m1", text: str = "hello") -> Inbound:
    """Make a customer's message."""
    subject = ContactSubject(ChannelName("web"), ExternalRef("v1"), QueueId("support"))
    return Inbound("web", key, subject, CustomerMessage((Text(text),)), NOW)

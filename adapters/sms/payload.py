"""A text message that came in, read.

https://www.twilio.com/docs/messaging/guides/webhook-request
"""

from dataclasses import dataclass

from multidict import MultiDict

from adapters.sms.ids import is_address
from adapters.twilio.payload import File, files_of, is_id
from core.errors import PayloadMalformed


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message of a customer's."""

    sid: str
    customer: str
    to: str
    service: str
    text: str
    files: tuple[File, ...]
    opt_out_type: str


def incoming(form: MultiDict[str]) -> Incoming:
    """Read a message.

    Raises:
        PayloadMalformed: it has no id, or nobody to answer.
    """
    sid, customer, to = (form.get(name, "") for name in ("MessageSid", "From", "To"))
    if not is_id(sid) or not is_address(customer) or not is_address(to):
        raise PayloadMalformed(f"no message in {sorted(set(form))[:20]}")
    service = form.get("MessagingServiceSid", "")
    return Incoming(sid, customer, to, service, form.get("Body", ""), files_of(form), form.get("OptOutType", ""))

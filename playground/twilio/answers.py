"""What the app answers to a message that came in, carried out.

Rules: XML is TwiML, plain text is sent to the customer as it stands, anything else is a warning and nothing more
(https://www.twilio.com/docs/messaging/twiml#twilios-request-to-your-application, /docs/api/errors/12300). An empty
answer is none (that it gives no warning is unverified). Reading is in `twiml`.
"""

from typing import TYPE_CHECKING

from playground.twilio import outbound, twiml
from playground.twilio.errors import ENDS, TwilioError
from playground.twilio.outbound import Order

if TYPE_CHECKING:
    from playground.twilio.delivery import Answer
    from playground.twilio.world import Twilio

_TWIML = frozenset({"text/xml", "application/xml", "text/html"})


def carry_out(twilio: "Twilio", told: dict[str, str], answer: "Answer", url: str) -> None:
    """Send what the app answered to a message; `told` is what it was told of it."""
    sid = told["MessageSid"]
    if not answer.body.strip():
        return
    if answer.mimetype == "text/plain":
        _reply(twilio, told, twiml.Reply(body=answer.body), url)
        return
    if answer.mimetype not in _TWIML:
        said = f"{ENDS[12300]}: {answer.mimetype or 'none'}"
        twilio.report(12300, "warning", said, sid=sid, url=url)
        return
    try:
        found = twiml.read(answer.body)
    except twiml.UnreadableError as problem:
        twilio.report(12100, "error", f"Document parse failure: {problem}", sid=sid, url=url)
        return
    for words in found.warnings:
        twilio.report(12200, "warning", f"Schema validation warning: {words}", sid=sid, url=url)
    for reply in found.replies:
        _reply(twilio, told, reply, url)


def _reply(twilio: "Twilio", told: dict[str, str], reply: "twiml.Reply", url: str) -> None:
    order = Order(
        to=reply.to or told["From"],
        sender=reply.sender or told["To"],
        body=reply.body,
        media=reply.media,
        callback=reply.callback,
    )
    try:
        outbound.send(twilio, order, direction="outbound-reply")
    except TwilioError as refused:
        # https://www.twilio.com/docs/api/errors/14103 names the two that TwiML has a code of its own for.
        code = 14103 if refused.code in {21617, 21619} else refused.code
        twilio.report(code, "warning", refused.message, sid=told["MessageSid"], url=url)

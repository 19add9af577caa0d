"""The Messages resource: create, fetch, list, redact, delete (https://www.twilio.com/docs/messaging/api/message-resource)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from playground.twilio import outbound, resource
from playground.twilio.errors import TwilioError
from playground.twilio.model import Message
from playground.twilio.outbound import Order
from playground.twilio.pages import page
from playground.twilio.rest import Ask, Form, Reply

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

# ValidityPeriod, in seconds (twilio-oai, twilio_api_v2010.json).
_LONGEST_VALIDITY = 36_000
_ABSENT = ("ScheduleType", "SendAt", "PersistentAction", "ApplicationSid")


def create(twilio: "Twilio", ask: Ask) -> Reply:
    """Take a message to be sent.

    Raises TwilioError.
    """
    form = ask.form
    unplayed = next((name for name in _ABSENT if form.get(name)), None)
    if unplayed:
        raise TwilioError(20001, f"{unplayed} (not played here)")
    _check_validity(form)
    order = Order(
        to=form.get("To", "").strip(),
        sender=form.get("From", "").strip(),
        service=form.get("MessagingServiceSid", "").strip(),
        body=form.get("Body", ""),
        media=tuple(form.getall("MediaUrl", [])),
        callback=form.get("StatusCallback", ""),
        content=form.get("ContentSid", ""),
        variables=form.get("ContentVariables", ""),
    )
    return Reply(201, resource.message(twilio, outbound.send(twilio, order)))


def fetch(twilio: "Twilio", ask: Ask) -> Reply:
    """Give one message.

    Raises TwilioError 20404.
    """
    return Reply(200, resource.message(twilio, found(twilio, ask)))


def listed(twilio: "Twilio", ask: Ask) -> Reply:
    """Give the account's messages, the newest first.

    Raises TwilioError 20001 for a date that is none.
    """
    fits = list(_filters(ask.query))
    rows = [one for one in reversed(twilio.store.messages.values()) if all(fit(one) for fit in fits)]
    uri = f"{resource.folder(twilio)}.json"
    return Reply(200, page(ask, uri, "messages", rows, lambda one: resource.message(twilio, one)))


def update(twilio: "Twilio", ask: Ask) -> Reply:
    """Redact a message: an empty Body is the only change that is possible.

    Raises TwilioError.
    """
    one = found(twilio, ask)
    if ask.form.get("Body") != "":
        raise TwilioError(20001, "Body can only be changed to nothing")
    _check_final(one)
    one.body, one.updated = "", twilio.clock.now()
    twilio.changes.ring()
    return Reply(200, resource.message(twilio, one))


def delete(twilio: "Twilio", ask: Ask) -> Reply:
    """Delete a message and its media at Twilio; on the phone it stays.

    Raises TwilioError.
    """
    one = found(twilio, ask)
    _check_final(one)
    for media in one.media:
        twilio.store.files.pop(media.secret, None)
    del twilio.store.messages[one.sid]
    twilio.changes.ring()
    return Reply(204)


def found(twilio: "Twilio", ask: Ask) -> Message:
    """Find the message that the address names.

    Raises TwilioError 20404.
    """
    one = twilio.store.messages.get(ask.sids["message"])
    if one is None:
        raise TwilioError(20404, ask.path.removeprefix("/twilio"))
    return one


def _check_final(one: Message) -> None:
    """https://www.twilio.com/docs/api/errors/20009 (that it also keeps from redacting is unverified)."""
    if not one.is_final:
        raise TwilioError(20009)


def _check_validity(form: Form) -> None:
    period = form.get("ValidityPeriod", "")
    if period and not (period.isdigit() and 1 <= int(period) <= _LONGEST_VALIDITY):
        raise TwilioError(20001, f"ValidityPeriod={period}")


def _filters(query: Form) -> Iterator[Callable[[Message], bool]]:
    """To, From, and DateSent of a day, until then (DateSent<=) or since then (DateSent>=)."""
    if to := query.get("To"):
        yield lambda one: one.to == to
    if sender := query.get("From"):
        yield lambda one: one.sender == sender
    if "DateSent" in query:
        day = _moment(query["DateSent"]).replace(hour=0, minute=0, second=0, microsecond=0)
        since, until = day.timestamp(), (day + timedelta(days=1)).timestamp()
        yield lambda one: since <= _at(one) < until
    if "DateSent>" in query:
        after = _moment(query["DateSent>"]).timestamp()
        yield lambda one: _at(one) >= after
    if "DateSent<" in query:
        before = _end(query["DateSent<"])
        yield lambda one: _at(one) <= before


def _at(one: Message) -> float:
    return one.created if one.sent is None else one.sent


def _end(text: str) -> float:
    """Read a moment; a day without a time counts to its end."""
    moment = _moment(text)
    return (moment if "T" in text else moment + timedelta(days=1, seconds=-1)).timestamp()


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise TwilioError(20001, f"DateSent={text}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

"""The Send API: whom the Page may write to and when, and what becomes of what it sends.

Rules: 24 hours from when the person wrote last, seven days with the tag HUMAN_AGENT
(https://developers.facebook.com/docs/messenger-platform/policy/policy-overview); the refusals of
https://developers.facebook.com/docs/messenger-platform/error-codes. What was sent arrives in the background, is told
as delivered, and echoed.
"""

from typing import TYPE_CHECKING

from playground.meta.ask import Ask, shape
from playground.meta.errors import GraphError, parameter
from playground.meta.ids import mid
from playground.meta.messenger import attachments, checks, events
from playground.meta.messenger.people import Person
from playground.meta.model import Bubble, File, Json, Message

if TYPE_CHECKING:
    from playground.meta.world import Meta

_TYPES = ("RESPONSE", "UPDATE", "MESSAGE_TAG")
ACTIONS = ("typing_on", "typing_off", "mark_seen")
_DAY = 24 * 3600.0
_WINDOW, _HUMAN_WINDOW = _DAY, 7 * _DAY
_OUTSIDE = 2018278
_TYPING_SECONDS = 20.0  # https://developers.facebook.com/docs/messenger-platform/send-messages/sender-actions


async def send(meta: "Meta", ask: Ask) -> Json:
    """Take a message or a sender action.

    Raises GraphError.
    """
    person = _recipient(meta, ask)
    action, given = ask.text("sender_action"), ask.parameters.get("message")
    if action and given:
        raise parameter("Cannot send both message and state at the same time.")
    if action:
        return _act(meta, ask, person, action)
    if given is None:
        raise parameter("The parameter message is required.")
    message = shape(given, dict, "message")
    checks.message(message)
    _check_type(ask)
    _check_reachable(person)
    _check_window(meta, ask, person)
    meta.limits.check_messenger(meta.settings.page)
    file, kept = None, ""
    if message.get("attachment") and message["attachment"]["type"] != "template":
        file, kept = await attachments.found(meta, ask, message["attachment"])
    bubble = _bubble(meta, message, file)
    bubble.reply_to = _reply_to(meta, ask, person)
    id = put(meta, person, bubble, {"message": message})
    answer = {"recipient_id": person.psid, "message_id": id}
    return {**answer, "attachment_id": kept} if kept else answer


def put(meta: "Meta", person: Person, bubble: Bubble, body: Json) -> str:
    """Send something that has been checked."""
    sent = Message(bubble.mid, False, person.psid, bubble, "sent", meta.clock.now(), body)
    meta.messenger.store.messages[sent.mid] = sent
    person.typing_until = 0.0
    meta.webhooks.spawn(_go(meta, person, sent))
    meta.changes.ring()
    return sent.mid


async def _go(meta: "Meta", person: Person, sent: Message) -> None:
    await meta.webhooks.pause(meta.settings.seconds_to_send)
    bubble = sent.bubble
    files = [events.attachment(meta, bubble, at) for at in range(len(bubble.files))]
    if not files and (sent.body.get("message") or {}).get("attachment"):
        files = [sent.body["message"]["attachment"]]
    events.echo(meta, person, sent, files)
    await meta.webhooks.pause(meta.settings.seconds_to_deliver)
    if not person.reachable:
        return
    bubble.at = meta.clock.now()
    meta.messenger.store.put(person, bubble)
    sent.status = "delivered"
    events.delivered(meta, person, [sent])
    meta.changes.ring()


def _recipient(meta: "Meta", ask: Ask) -> Person:
    recipient = ask.parameters.get("recipient")
    if recipient is None:
        raise parameter("The parameter recipient is required.")
    psid = shape(recipient, dict, "recipient").get("id")
    if not psid:
        raise parameter("Param recipient must have id: user_ref, phone_number and the like are not played here.")
    person = meta.messenger.store.people.get(str(psid))
    if person is None:
        raise parameter("No matching user found", 2018001)
    return person


def _act(meta: "Meta", ask: Ask, person: Person, action: str) -> Json:
    if action not in ACTIONS:
        raise parameter(f"Param sender_action must be one of {{{', '.join(ACTIONS)}}}")
    _check_reachable(person)
    _check_window(meta, ask, person)
    if action == "mark_seen":
        for bubble in person.bubbles:
            bubble.seen = bubble.seen or bubble.mine
    else:
        person.typing_until = meta.clock.now() + _TYPING_SECONDS if action == "typing_on" else 0.0
        meta.webhooks.spawn(meta.webhooks.ring_after(_TYPING_SECONDS))
    meta.changes.ring()
    return {"recipient_id": person.psid}


def _check_type(ask: Ask) -> None:
    """Look at the type and the tag; that leaving the type out is refused is unverified.

    https://developers.facebook.com/docs/messenger-platform/send-messages#messaging_types
    """
    kind, tag = ask.text("messaging_type"), ask.text("tag")
    if kind not in _TYPES:
        raise parameter(f"Param messaging_type must be one of {{{', '.join(_TYPES)}}}")
    if kind == "MESSAGE_TAG" and not tag:
        raise parameter("The parameter tag is required.")
    # The other tags are on their way out (2026); that they are refused is unverified.
    if tag and tag != "HUMAN_AGENT":
        raise parameter("Param tag must be one of {HUMAN_AGENT}")


def _check_reachable(person: Person) -> None:
    """Refuse whom nothing reaches; the subcode is reported: https://github.com/Ptt-Alertor/ptt-alertor/issues/75.

    https://developers.facebook.com/docs/messenger-platform/error-codes (551)
    """
    if not person.reachable:
        raise GraphError(551, "(#551) This person isn't available right now.", subcode=1545041)
    if person.trouble:
        raise GraphError(person.trouble, f"(#{person.trouble}) The message could not be sent.")


def _check_window(meta: "Meta", ask: Ask, person: Person) -> None:
    tagged = ask.text("messaging_type") == "MESSAGE_TAG" and ask.text("tag") == "HUMAN_AGENT"
    if tagged and not meta.settings.human_agent:
        words = "(#10) To use 'Human Agent', your use case should be reviewed and approved by Facebook."
        raise GraphError(10, words, subcode=2018276)
    since = None if person.wrote is None else meta.clock.now() - person.wrote
    if since is None or since > (_HUMAN_WINDOW if tagged else _WINDOW):
        words = (
            "(#10) This message is sent outside of allowed window. Learn more about the new policy here:"
            " https://developers.facebook.com/docs/messenger-platform/policy-overview"
        )
        raise GraphError(10, words, subcode=_OUTSIDE)


def _reply_to(meta: "Meta", ask: Ask, person: Person) -> str:
    given = ask.parameters.get("reply_to")
    if not given:
        return ""
    found = shape(given, dict, "reply_to").get("mid", "")
    if not any(one.mid == found for one in meta.messenger.store.people[person.psid].bubbles):
        raise parameter("Param reply_to[mid] is no message of this conversation.")
    return str(found)


def _bubble(meta: "Meta", message: Json, file: File | None) -> Bubble:
    bubble = Bubble(0, False, "text", str(message.get("text") or ""), meta.clock.now(), mid())
    attachment = message.get("attachment")
    if file and attachment:
        bubble.kind, bubble.files = str(attachment["type"]), [file]
    elif attachment:
        payload = attachment["payload"]
        bubble.kind = "template"
        if payload["template_type"] == "button":
            bubble.text = payload["text"]
            bubble.choices = checks.buttons(payload["buttons"], "buttons")
        else:
            bubble.cards = checks.cards(payload)
            bubble.text = "\n".join(card.title for card in bubble.cards)
    bubble.choices = [*bubble.choices, *checks.quick_replies(message)]
    return bubble

"""STOP, START and HELP, as Twilio handles them by itself.

Rules (https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out and
https://support.twilio.com/hc/en-us/articles/223134027): one word alone, capitals or not; the app is told of it all the
same. Whoever writes to a number of a Messaging Service means the whole service. That a second STOP is not answered, and
that START and YES mean nothing to one who is not opted out, is unverified.
"""

from typing import TYPE_CHECKING

from playground.twilio.whatsapp import bare, is_whatsapp

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

STOP = frozenset({"STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL"})
START = frozenset({"START", "YES", "UNSTOP"})
HELP = frozenset({"HELP", "INFO"})

SAID = {
    "STOP": "You have successfully been unsubscribed. You will not receive any more messages from this number. "
    "Reply START to resubscribe.",
    "START": "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
    "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
    "HELP": "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
}


def kind(twilio: "Twilio", number: str, phone: str, body: str) -> str:
    """Tell what a message from a phone means: STOP, START, HELP or nothing of the kind."""
    settings = twilio.settings
    by_default = settings.default_opt_out and not is_whatsapp(number)
    if not (by_default or _advanced(twilio, number)):
        return ""
    word = body.strip().upper()
    if word in STOP:
        return "STOP"
    if word in HELP:
        return "HELP"
    is_out = (twilio.pool(number), phone) in twilio.store.opted_out
    return "START" if word == "START" or (word in START and is_out) else ""


def heed(twilio: "Twilio", number: str, phone: str, meant: str) -> str:
    """Do what was meant; give what Twilio answers to it, "" for nothing."""
    who = (twilio.pool(number), phone)
    was_out = who in twilio.store.opted_out
    if meant == "STOP":
        twilio.store.opted_out.add(who)
        return "" if was_out else SAID["STOP"]
    if meant == "START":
        twilio.store.opted_out.discard(who)
        return SAID["START"] if was_out else ""
    return SAID.get(meant, "")


def parameter(twilio: "Twilio", number: str, meant: str) -> dict[str, str]:
    """Give what the webhook says of it: only Advanced Opt-Out, of a Messaging Service, says anything."""
    return {"OptOutType": meant} if meant and _advanced(twilio, number) else {}


def _advanced(twilio: "Twilio", number: str) -> bool:
    return twilio.settings.advanced_opt_out and bare(number) in twilio.settings.service_numbers

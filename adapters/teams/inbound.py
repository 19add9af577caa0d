"""What every activity of Teams' says: who, where, when; and what it becomes for the core. Pure.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages

Rules:
1. A person is named by their own tenant and their Entra object id; who has none, by the id that Teams gives our bot.
2. A chain's root is what stands in the conversation's id; `replyToId` is not reliably there.
3. The same thing delivered twice has the same key: conversation, activity, kind, and the moment of an edit.
4. What can't be placed or named gives None; it is acknowledged and forgotten.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import orjson

from adapters.teams.ids import is_channel, make_message, make_person, make_thread, parse_thread
from adapters.teams.payload import Json, moment, part, text
from core.ids import DeskName, ExternalRef, PersonRef
from core.inbound import Body, Inbound, PersonSubject, Subject, ThreadSubject

_BOT = "28:"


def _nothing(word: str) -> bool:  # noqa: ARG001 - the answer where there are no commands
    """Tell that a word is no command."""
    return False


@dataclass(frozen=True, slots=True)
class Us:
    """Who we are: the desk, the app, and what a first word can be.

    `reads_all` tells whether messages reach us that don't mention the bot.
    """

    desk: DeskName
    app: str
    tenant: str
    reads_all: bool = True
    is_command: Callable[[str], bool] = field(default=_nothing, compare=False)

    def is_us(self, account: Json) -> bool:
        """Tell whether an account is our bot's."""
        return text(account, "id") in (_BOT + self.app, self.app)


def tenant_of(activity: Json, us: Us) -> str:
    """Give the tenant in which it happened."""
    told = text(part(activity, "conversation"), "tenantId") or text(part(activity, "channelData", "tenant"), "id")
    return told or us.tenant


def person_from(account: Json, tenant: str) -> PersonRef | None:
    """Name a person by an account, or give None when Teams doesn't say who it is."""
    user = text(account, "aadObjectId") or text(account, "objectId") or text(account, "id")
    try:
        return make_person(text(account, "tenantId") or tenant, user)
    except ValueError:
        return None


def author(activity: Json, us: Us) -> PersonRef | None:
    """Name who did it."""
    return person_from(part(activity, "from"), tenant_of(activity, us))


def is_bots(account: Json) -> bool:
    """Tell whether an account is no person's."""
    return text(account, "id").startswith(_BOT) or text(account, "role") in ("bot", "skill")


def conversation_of(activity: Json) -> str:
    """Give the conversation's id, or nothing when it is none of the kinds that there are."""
    found = text(part(activity, "conversation"), "id")
    try:
        parse_thread(ExternalRef(found))
    except ValueError:
        return ""
    return found


def is_personal(activity: Json) -> bool:
    """Tell whether it happened in somebody's personal chat with the bot."""
    kind = text(part(activity, "conversation"), "conversationType")
    return kind == "personal" if kind else conversation_of(activity).startswith("a:")


def chain_of(activity: Json) -> ExternalRef | None:
    """Give the reply chain in which it happened; None outside of channels."""
    conversation = conversation_of(activity)
    if not is_channel(conversation) or is_personal(activity):
        return None
    where = parse_thread(ExternalRef(conversation))
    return make_thread(where.channel, where.root) if where.root else None


def message_ref(activity: Json, key: str = "id") -> ExternalRef | None:
    """Name the message that the activity is, or is about."""
    try:
        return make_message(conversation_of(activity), text(activity, key))
    except ValueError:
        return None


def is_head(activity: Json) -> bool:
    """Tell whether a message begins a chain of its own: it stands in the channel, in no chat's thread."""
    chain = chain_of(activity)
    return chain is not None and parse_thread(chain).root == text(activity, "id")


def subject_of(activity: Json, us: Us, person: PersonRef) -> Subject:
    """Say whose lane it belongs to: the chain's, or the person's anywhere else."""
    chain = chain_of(activity)
    return PersonSubject(us.desk, person) if chain is None else ThreadSubject(us.desk, chain)


def dedupe(activity: Json, *more: str) -> str:
    """Name what happened, the same for the same thing delivered twice."""
    known = text(activity, "id")
    if not known:
        known = hashlib.sha256(orjson.dumps(activity, option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()[:32]
    return ":".join((text(activity, "type"), text(part(activity, "conversation"), "id"), known, *more))


def at_of(activity: Json, now: datetime) -> datetime:
    """Give when it happened, by Teams' clock where it says."""
    return moment(text(activity, "timestamp")) or now


def made(activity: Json, us: Us, subject: Subject, body: Body, now: datetime, *more: str) -> Inbound:
    """Make what is stored of an activity; `more` tells apart what several things of one activity are."""
    return Inbound(us.desk, dedupe(activity, *more), subject, body, at_of(activity, now))

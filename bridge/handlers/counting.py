"""How long a text is that an agent is writing, where the channel's network counts it in messages of its own."""

from dataclasses import replace

from bridge.handlers.office import Office
from core.conversation.model import Conversation
from core.features.writing_first import channel_of
from core.ids import ChannelName
from core.messages import Text
from core.ports import CountsMessages
from core.sentences import say
from core.views import Form


def as_counted(office: Office, form: Form, chat: Conversation | None) -> Form:
    """Give a form whose texts are counted only where some channel of theirs counts."""
    if not any(one.counted for one in form.fields) or (chat is not None and _counts(office, chat.channel)):
        return form
    if chat is None and any(_counts(office, name) for name in office.channels):
        return form
    return replace(form, fields=tuple(replace(one, counted=False) for one in form.fields))


def length_of(office: Office, chat: Conversation | None, origin: str, text: str) -> str:
    """Say how long a text is; `origin` is from what a chat is begun. Nothing where nobody counts."""
    channel = office.channels.get(chat.channel if chat is not None else channel_of(origin))
    if channel is None or not text.strip() or not isinstance(channel, CountsMessages):
        return ""
    length = channel.count((Text(text.strip()),))
    key = "form_length" if length.messages > 1 else "form_length_one"
    return office.words(say(key, units=length.units, messages=length.messages))


def _counts(office: Office, name: ChannelName) -> bool:
    return isinstance(office.channels.get(name), CountsMessages)

"""What to type instead, said to whoever typed a command that could not be read.

Rules:
1. In a chat's thread it is the word with its sign; from anywhere else `/chat`, the word and the chat's number.
2. A sentence that names the command already is left as it is, and so is one about what nothing typed can mend.
3. A form says at its field what is wrong there, and nothing of typing.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bridge.handlers.office import Office
from core.commands.model import Command, Scope
from core.conversation.model import Conversation
from core.sentences import Sentence, say

NOT_TYPED: Mapping[str, str] = MappingProxyType(
    {
        "argument_missing": "argument_needed",
        "first_open": "first_open_already",  # no field can show a link
        "menu_choices": "menu_choices_needed",
        "menu_question": "menu_question_needed",
        "page_missing": "page_needed",
        "past_what": "past_needed",
        "transcript_no_link": "transcript_mail_only",
        "transcript_no_mail": "transcript_link_only",
    }
)
"""Sentences that say what to type, and what is said instead at a form's field."""

_OUT_OF_REACH = frozenset({"choice_empty", "first_banned", "first_closed", "first_open", "first_open_elsewhere"})
"""What is wrong with the installation, or with whom it is about, not with how it was typed."""


def at_its_field(why: Sentence) -> Sentence:
    """Say what is wrong to whoever filled in a form."""
    key = NOT_TYPED.get(why.key)
    return Sentence(key, why.args) if key else why


def with_usage(
    office: Office, command: Command, chat: Conversation | None, why: Sentence, *, at_large: bool
) -> Sentence:
    """Say why not, and how the command is typed there where it was given."""
    if why.key in _OUT_OF_REACH:
        return why
    usage = _usage(office, command, chat, at_large=at_large)
    if "usage" in why.args:
        as_parsed = why.args["usage"] == command.usage()
        return Sentence(why.key, {**why.args, "usage": usage}) if as_parsed else why
    words = office.words(why)
    return why if f"!{command.name}" in words else say("argument_wrong", why=words, usage=usage)


def _usage(office: Office, command: Command, chat: Conversation | None, *, at_large: bool) -> str:
    if not at_large:
        return command.usage(office.registry.prefix)
    number = chat.number if chat is not None and command.scope is Scope.CONVERSATION else None
    return command.usage("/chat ", number)

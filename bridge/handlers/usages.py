"""What to type instead, said to whoever typed a command that could not be read.

Rules:
1. In a chat's thread it is the word with its sign; from anywhere else `/chat`, the word and the chat's number.
2. A sentence that names the command already is left as it is; a form says what is wrong at its field, and no more.
"""

from bridge.handlers.office import Office
from core.commands.model import Command, Scope
from core.conversation.model import Conversation
from core.sentences import Sentence, say


def with_usage(
    office: Office, command: Command, chat: Conversation | None, why: Sentence, *, at_large: bool
) -> Sentence:
    """Say why not, and how the command is typed there where it was given."""
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

"""Sentences about commands and their arguments: what was not understood, not found, not allowed, or not now."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "agent_ambiguous": "“{words}” could be {names}. Type the whole name.",
        "agent_unknown": "I know no agent called “{words}”. I know {names}.",
        "argument_left_over": "I didn't understand “{words}”. Type {usage}.",
        "argument_missing": "Please add {name}: {help}. Type {usage}.",
        "argument_on_off": "“{words}” is neither on nor off.",
        "chat_ended": "This chat has ended.",
        "chat_not_active": "This chat isn't running: nobody has accepted it yet, or it has ended.",
        "chat_unknown": "There is no chat #{number}.",
        "command_unknown": "I don't know “{word}”. Type {help} to see what you can type.",
        "command_unknown_near": "I don't know “{word}”. Did you mean {near}?",
        "chat_which": "You have several chats ({numbers}). Say which: {usage}.",
        "not_a_supervisor": "Only supervisors can do that.",
        "not_an_agent": "You aren't an agent here. Ask your admin to add your account.",
        "not_attendee": "You have no seat in this chat. Ask its agent to invite you.",
        "thread_unknown": "This thread is no chat. Go to a chat's thread, or name the chat by its number: {usage}.",
    },
)

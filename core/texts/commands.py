"""Sentences about commands and their arguments: what was not understood, not found, not allowed, or not now."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "agent_ambiguous": "“{words}” could be {names}. Type the whole name.",
        "agent_unknown": "I know no agent called “{words}”. I know {names}.",
        "argument_ambiguous": "“{words}” could be {options}. Write more of it.",
        "argument_choice": "There is no “{words}” to choose. You can choose {options}.",
        "argument_date": "“{words}” is no day. Write it like 2026-11-21, or today, yesterday or tomorrow.",
        "argument_duration": "“{words}” is no length of time. Write it like 90s, 15m, 2h or 1d.",
        "argument_left_over": "I didn't understand “{words}”. Type {usage}.",
        "argument_missing": "Still needed: {help}. Type {usage}.",
        "argument_needed": "Still needed: {help}.",
        "argument_number": "“{words}” is no whole number from {least} to {most}.",
        "argument_on_off": "“{words}” is neither on nor off.",
        "argument_wrong": "{why} Type {usage}.",
        "agent_or_queue_ambiguous": "“{words}” could be {names}. Type the whole name.",
        "agent_or_queue_unknown": "I know neither an agent nor a queue called “{words}”. Queues: {queues}.",
        "actions": "This is what you can do in chat #{number}.",
        "actions_none": "There is nothing that you can do in chat #{number} at the moment.",
        "chat_ended": "This chat has ended. Type !read to read it again, or !list to see your chats.",
        "chat_not_active": "This chat isn't running. While it waits, !accept takes it; afterwards !read shows it.",
        "chat_unknown": "There is no chat #{number}. Type !list to see your chats, or !past to find one that is over.",
        "choice_empty": "There is nothing to choose from here; your admin can add it. !help shows what you can type.",
        "command_unknown": "I don't know “{word}”. Type {help} to see what you can type.",
        "command_unknown_near": "I don't know “{word}”. Did you mean {near}?",
        "chat_which": "You have several chats ({numbers}). Say which: {usage}.",
        "not_an_agent": "You aren't an agent here. Ask your admin to add your account; !help shows what you can type.",
        "form_open": "Please fill in the form.",
        "not_attendee": "You have no seat in this chat. Ask its agent to type !invite and your name.",
        "queue_ambiguous": "“{words}” could be {names}. Type the whole name.",
        "queue_unknown": "I know no queue called “{words}”. I know {names}.",
        "sure": "Chat #{number}: {question} To say yes by words, type {usage} yes.",
        "right_missing": "You need the right “{right}” for that; your admin can give it. !help shows what you can do.",
        "thread_unknown": "This thread is no chat. Go to a chat's thread, or name the chat by its number: {usage}.",
    },
)

"""Sentences about chats that are an agent's from the first word on."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "begun": "Chat #{number} is yours: you wrote first.",
        "own_number_wrote": "Somebody has written to your own number. It is chat #{number}.",
        "first_sent": "On its way to {to}. You are told where its chat is.",
        "first_no_sender": "You serve no queue that can write first by text message. !help shows the rest.",
        "first_text_missing": "There is nothing to send yet. Write the text.",
        "first_which_origin": "From where? Put it before the number, as in {usage}. There is: {origins}.",
        "first_origin_unknown": "“{words}” is none of what you can write from. There is: {origins}.",
        "first_number_missing": "To whom? Write {usage}.",
        "first_number_wrong": "Nothing was sent: {why}",
        "first_closed": "Nothing was sent: {why}",
        "first_banned": "Nothing was sent: {to} is banned. Type !bans to see until when.",
        "first_open": "Nothing was sent: {to} has an open chat, #{number}. Write there: {link}",
        "first_open_already": "Nothing was sent: {to} has an open chat, #{number}. Write in its thread.",
        "first_open_elsewhere": "Nothing was sent: {to} has an open chat, in a queue that you don't serve.",
        "first_no_files": "Nothing was sent: files can't begin a chat. Type !sms with the text alone.",
    },
    in_threads={
        "thread_begun": "{agent} writes first.",
        "thread_own_number": "This came to the own number of {agent}.",
    },
    on_cards={
        "form_length": "{units} ({messages} messages)",
        "form_length_one": "{units} (1 message)",
        "first_own": "My own number, {number}",
        "first_queue": "{queue}, {number}",
    },
)

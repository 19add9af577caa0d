"""Sentences about talking: notes, private mode, edits, late answers, the customer coming and going."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "answer_late": "A customer is waiting for your answer in chat #{number}.",
        "edit_braked": "Your edit has something that must not be sent: the customer still sees the earlier text.",
        "edit_not_sent": "Your edit was not sent: the customer still sees the earlier text.",
        "lock_too_late": "That has gone out. Delete your message, and the customer's copy goes too.",
        "number_covered": "A card's number was masked in what you wrote. It still stands here: please edit it out.",
        "note_kept": "Kept as a note. The customer doesn't see it.",
        "private_empty": "Say what the agent should read. Type {usage}.",
        "private_off": "Private mode is off: what you type goes to the customer.",
        "private_on": "Private mode is on: what you type stays with the agents.",
        "private_sent": "{agent} is told; the customer doesn't see it.",
    },
    on_cards={
        "came_by": "{customer} (by {channel})",
        "details": "Chat #{number} in full:",
    },
    in_threads={
        "answered_elsewhere": "The inbox of {channel}",
        "quoting": "↩ {words}",
        "thread_customer_back": "The customer is back.",
        "thread_customer_left": "The customer has closed the page.",
        "thread_private_off": "{agent} has turned private mode off.",
        "thread_private_on": "{agent} has turned private mode on: what they type stays here.",
        "thread_reopened": "The customer has written again. The chat is back in the queue.",
        "thread_reopened_there": "The customer has written again, by {channel}. The chat is back in the queue, "
        "and goes on there.",
        "thread_still_waiting": "Nobody has accepted this chat yet.",
    },
)

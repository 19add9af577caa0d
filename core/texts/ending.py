"""Sentences about the end of a chat and what follows it."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "completed": "Chat #{number} is handled.",
        "ended": "Chat #{number} has ended.",
        "goes_on": "Chat #{number} goes on.",
        "wrap_up_none": "You have no after-call work here. Type !end to end a chat that runs, or !list to see yours.",
    },
    in_threads={
        "thread_customer_ended": "The customer has ended the chat.",
        "thread_customer_ended_there": "The customer has ended the chat by {channel}, by which it has gone before. "
        "It has ended everywhere.",
        "thread_ended": "{agent} has ended the chat.",
    },
    on_cards={
        "card_wrap_up": "Wrap-up",
        "card_handled": "Handled",
        "card_ended_agent": "ended by the agent",
        "card_ended_customer": "ended by the customer",
        "card_ended_timeout": "ended by itself",
    },
)

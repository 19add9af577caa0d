"""Sentences about taking a chat: offers, accepting, rejecting, picking, being given one."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "accepted": "Chat #{number} is yours.",
        "accept_already_yours": "You have this chat already. Type !list to see your chats.",
        "assigned": "Chat #{number} was given to you.",
        "capacity_reached": "You are at your limit ({load} of {capacity}). Finish a chat first, by !end or !complete.",
        "not_your_queue": "You don't serve {queue}; your admin can add you. Type !pick to see what waits for you.",
        "offer_gone": "{winner} has already accepted this chat. Type !pick to see what waits.",
        "offer_not_yours": "This chat is being offered to {agent}. Type !pick and its number if you want it.",
        "offer_withdrawn": "This offer is no longer open. Type !pick to see what waits.",
        "reject_nothing": "This chat isn't offered to you, so there is nothing to reject. Type !list to see what is.",
        "rejected": "Rejected. It goes to somebody else.",
    },
    in_threads={
        "thread_accepted": "{agent} has accepted the chat.",
    },
    on_cards={
        "card_waiting": "Waiting",
        "card_ringing": "Ringing {agent}",
        "card_offered": "Offered to everybody here",
        "card_active": "With {agent}",
        "card_waits_long": "With {agent} · the customer waits",
        "card_waits_too_long": "With {agent} · the customer waits far too long",
        "offer_title": "A chat for you",
        "offer_accepted": "You accepted this chat",
        "offer_taken": "{winner} accepted this chat",
        "offer_rejected": "You rejected this chat: no new ones until you are Ready",
        "offer_expired": "You didn't answer in time: no new chats until you are Ready",
        "offer_customer_left": "The customer has ended the chat",
    },
)

"""Sentences about what comes before an agent: hours, requests, the first-line bot, the knowledge base."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "bot_gone": "The bot doesn't have this chat any more. Type !attendees to see who has.",
        "bot_has_it": "The bot is talking with this customer. Type !takeover to take the chat from it.",
        "taken_over": "Chat #{number} is yours. The bot is silent now.",
        "taken_over_sent": "Chat #{number} is yours, and your text was sent. The bot is silent now.",
        "kb_empty": "There are no articles in your knowledge bases yet. Your admin can add some; !texts are there.",
        "kb_found": "Found in the knowledge base. Look at one, or send its link.",
        "kb_gone": "That article isn't there any more. Search again with !kb and some words.",
        "kb_no_link": "This article has no address for customers. Send its text instead.",
        "kb_none": "This queue has no knowledge base; your admin can add one. Type !texts for canned responses.",
        "kb_nothing": "No article has “{words}”. Try other words, for example !kb refund.",
        "kb_sent": "Sent from the knowledge base.",
        "sent_once": "Sent to the customer. The bot goes on.",
    },
    in_threads={
        "thread_bot_forgotten": "The customer has said nothing to the bot for a day, so the chat is over.",
        "thread_bot_handed_over": "The bot has handed the chat over.",
        "thread_bot_failed": "The bot could not be reached, so the chat goes to an agent.",
    },
    of_holding={
        "hold_bot_talks": "The bot is talking with the customer, so this was not sent. Take over, or send this once?",
    },
    on_cards={
        "card_bot": "With the bot",
        "card_request": "Request left outside the hours",
    },
)

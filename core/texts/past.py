"""Sentences about past chats."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "past_none": "No past chat fits. Try a name, a number, words that were written, or a day such as 2026-11-21.",
        "past_needed": "Write a name, a number, words, or a day.",
        "past_what": "What do you look for? For example {usage} Grace, {usage} 42, {usage} refund, {usage} yesterday.",
        "past_more": "These are the {count} newest. Add words or a day to find fewer.",
        "past_gone": "This chat is no longer there.",
    },
    in_threads={"thread_earlier": "This customer has been here before. !past lists all of it."},
    on_cards={"past_title": "Past chats:"},
)

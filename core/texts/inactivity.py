"""Sentences about chats in which nobody writes any more."""

from core.texts.texts import Texts

TEXTS = Texts(
    in_threads={
        "thread_inactive": "Nobody has written for {silent}. Without a further word the chat ends in {left}.",
        "thread_ended_inactive": "Chat session ended: nobody has written any more.",
    },
    on_cards={"card_closes": "Closes"},
)

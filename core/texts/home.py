"""Sentences of the Home page."""

from core.texts.texts import Texts

TEXTS = Texts(
    on_cards={
        "home_ready": "You are Ready: new chats are offered to you",
        "home_busy": "You are Busy",
        "home_not_ready": "You are Not Ready: no chats are offered to you",
        "home_after_call_work": "You are in After-Call Work",
        "home_no_new_chats": "no new chats",
        "home_then_not_ready": "Not Ready after this",
        "home_stranger": "You aren't an agent here. Ask your admin to add your account.",
        "home_ringing": "Offered to you",
        "home_away": "the customer is away",
        "home_flagged": "help is asked for",
        "home_hold": "on hold",
        "home_private": "private mode",
        "home_my_chats": "Your chats",
        "home_my_chats_empty": "No chats in hand.",
        "home_waiting": "Waiting",
        "home_waiting_empty": "Nobody is waiting.",
        "home_held": "Your held texts",
        "home_held_empty": "Nothing is held.",
    },
)

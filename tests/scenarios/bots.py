"""A bot of the shop's, and the settings in which it answers."""

from tests.scenarios.settings import Settings

BOT: Settings = {
    "title": "Tilly",
    "greeting": "Hello, I am Tilly, a bot.",
    "start": "about",
    "menus": {
        "about": {
            "text": "What is it about?",
            "choices": {
                "a-order": {"label": "My order", "ask": ["number"], "say": "I see."},
                "b-offer": {"label": "An offer", "queue": "sales"},
            },
        }
    },
    "questions": {
        "number": {"text": "Which number?", "label": "Order number", "kind": "number", "again": "Only digits, please."}
    },
    "hand_over": {"words": ["human"], "say": "I fetch somebody."},
}
WITH_BOT = {"bots": {"tilly": BOT}, "queues": {"support": {"bot": "tilly"}}}

"""The settings of the shop in which the scenes play: everything that can be set up is."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playground.server import Playground
from tests.scenarios.after_chat import DISPOSITIONS, FORMS
from tests.scenarios.settings import changed

Settings = dict[str, Any]

ARTICLES = {
    "returns.md": "# Returning tea\n\nSend it back within **30 days**; the label is free.\n",
    "dented.md": "# A dented tin\n\nThe tea is fine as long as the lid closes. Otherwise we send a *new tin*.\n",
    "delivery.md": "# Delivery\n\nTwo to four days, by parcel. A tin over £20 travels free.\n",
}
TEXTS: Settings = {
    "tin": {
        "title": "A new tin",
        "text": "I'm so sorry, %{F|there}! *A new tin* leaves today. [How to return the old one]"
        "(https://northwind-tea.example/returns). %AF",
        "folder": "Orders/Returns",
        "shortcut": "tin",
    },
    "hello": {"title": "Hello", "text": "Hello %{F|there}, how can I help you? %AF", "folder": "Greetings"},
    "parcel": {"title": "Parcel", "text": "Your parcel %{parcel} has left.", "folder": "Orders"},
}
PAGES: Settings = {
    "returns": {"title": "Return form", "url": "https://northwind-tea.example/returns", "folder": "Returns"},
    "care": {"title": "How to store tea", "url": "https://northwind-tea.example/care"},
}
SURVEY: Settings = {
    "question": "How did we do? 🙂",
    "scale": 5,
    "comment": "What could we do better?",
    "open_for": "24h",
}
TILLY: Settings = {
    "title": "Tilly",
    "greeting": "Hello, I am Tilly, a bot. I ask two things, then I fetch somebody.",
    "start": "about",
    "menus": {
        "about": {
            "text": "What is it about?",
            "choices": {
                "a-order": {"label": "My order", "ask": ["number"], "say": "I see.", "priority": 1},
                "b-offer": {"label": "An offer", "queue": "sales"},
            },
        }
    },
    "questions": {
        "number": {"text": "Which number?", "label": "Order number", "kind": "number", "again": "Only digits, please."}
    },
    "hand_over": {"words": ["human"], "say": "I fetch somebody."},
}
"""A first-line bot; the scenes that want it give it to the queue."""

OFFLINE: Settings = {
    "title": "Leave us a message",
    "fields": {
        "email": {"label": "Email", "kind": "email", "required": True},
        "topic": {"label": "Topic", "kind": "choice", "options": ["Tea", "Cups"]},
        "text": {"label": "Your question", "kind": "long", "required": True},
    },
}
BRAKE: Settings = {
    "cards": {"title": "a card number", "card_numbers": True},
    "words": {"title": "a forbidden word", "words": ["guarantee"]},
}
WORDS = {
    "waiting": "Thanks for writing! We'll be with you in a moment.",
    "agent_joined": "{agent} is here now.",
    "ended": "The chat has ended. Thank you for stopping by.",
}


SECURE: Settings = {
    "address": {
        "title": "Delivery address",
        "intro": "We need it to send the new tin.",
        "inputs": {
            "street": {"label": "Street and number", "required": True},
            "town": {"label": "Town", "required": True},
        },
    },
    "card": {"title": "Your card", "inputs": {"card": {"label": "Card", "kind": "card", "required": True}}},
}


def shop(folder: Path, changes: Mapping[str, Any] | None = None) -> Settings:
    """Give the settings, with articles in that folder, and what a scene changes in them."""
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    base = {"title": "Help", "folder": str(folder), "url": "https://help.northwind-tea.example"}
    support: Settings = {
        "messages": WORDS,
        "brake": ["cards", "words"],
        "knowledge": ["help"],
        "push_pages": {"consent": "each_time", "pages": list(PAGES), "origins": ["https://northwind-tea.example"]},
        "hold": {},
        "secure_forms": list(SECURE),
    }
    whole: Settings = {
        "brake": BRAKE,
        "canned": TEXTS,
        "pages": PAGES,
        "secure_forms": SECURE,
        "knowledge": {"help": base},
        "dispositions": DISPOSITIONS,
        "forms": {**FORMS, "ask-back": OFFLINE},
        "bots": {"tilly": TILLY},
        "teams": {"tea": {"title": "Tea team", "supervisors_place": "C0LEADS", "supervisors": ["lin"]}},
        "not_ready": {"reasons": ["Break", "Lunch", "Training"]},
        "transcripts": {"link_secret": "a secret for the gallery only", "link_lifetime": "7d"},
        "queues": {"support": support},
        "channels": {"web": {"title": "Northwind Tea", "greeting": GREETING, "colours": {"accent": "#2f6f5e"}}},
    }
    return changed(whole, changes or {})


SEED: Settings = {
    "channels": [
        {"id": "C0SUPPORT", "name": "support", "topic": "Customer chats: questions and returns", "bot": True},
        {"id": "C0SALES", "name": "sales", "topic": "Customer chats: orders and offers", "bot": True},
        {"id": "C0LEADS", "name": "supervisors", "is_private": True, "members": ["U0LIN"], "bot": True},
    ]
}
"""The workspace: the playground's people, and the channels of the scenes."""


async def with_channels(playground: Playground) -> None:
    """Give the playground's Slack the channels of the scenes, before a bridge knows it."""
    await playground.slack.reset(SEED)


GREETING = "Hello! Ask us anything: about tea, about your order, or which tin to open first."

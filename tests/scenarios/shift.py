"""What a whole shift is played with, by mouse or by keyboard."""

from tests.scenarios.settings import Settings

BOT: Settings = {
    "bots": {
        "tilly": {
            "title": "Tilly",
            "greeting": "Hello, I am Tilly.",
            "start": "about",
            "menus": {"about": {"text": "What is it about?", "choices": {"tea": {"label": "Tea", "say": "I see."}}}},
            "hand_over": {"words": ["human"], "say": "I fetch somebody."},
        }
    },
    "queues": {"sales": {"bot": "tilly", "messages": {"agent_joined": "{agent} is here now."}}},
}

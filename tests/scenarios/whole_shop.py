"""The settings of a shop in which everything is switched on that an agent can use."""

from pathlib import Path

from tests.scenarios.after_chat import DISPOSITIONS, FORMS
from tests.scenarios.braking import RULES
from tests.scenarios.settings import Settings, agent, team

ARTICLES = {
    "returns.md": "# Returning tea\n\nSend it back within **30 days**.\n",
    "delivery.md": "# Delivery\n\nTwo days, by parcel.\n",
}
"""The knowledge base: file names and texts."""


def whole_shop(folder: Path) -> Settings:
    """Give a shop with everything; its articles are written into the folder."""
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return {
        "brake": RULES["brake"],
        "canned": {
            "refund": {"title": "Refund sent", "text": "Your money comes back.", "shortcut": "rs"},
            "refused": {"title": "Refund refused", "text": "We can't give it back.", "shortcut": "rr"},
        },
        "dispositions": DISPOSITIONS,
        "forms": FORMS,
        "knowledge": {"help": {"title": "Help", "folder": str(folder), "url": "https://help.example"}},
        "pages": {
            "return-form": {"title": "Return form", "url": "https://shop.example/returns"},
            "sizes": {"title": "Return sizes", "url": "https://shop.example/sizes"},
        },
        "teams": {"tea": team("sales", "lin") | {"title": "Tea"}},
        "transcripts": {"link_secret": "a secret for scenarios only", "link_lifetime": "7d"},
        "queues": {"support": _support()},
        "agents": {"gretel": agent("Grace Kelly", "gretel") | {"nickname": "Gretel"}},
    }


def _support() -> Settings:
    return {
        "activity": "call-report",
        "brake": ["cards", "words"],
        "disposition": {"list": "usual", "required": True},
        "hold": {},
        "knowledge": ["help"],
        "push_pages": {"consent": "each_time", "pages": ["return-form", "sizes"], "origins": ["https://shop.example"]},
        "wrap_up": {"mode": "manual"},
    }

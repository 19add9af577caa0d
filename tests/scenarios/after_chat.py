"""The settings of scenarios about the work after a chat."""

from tests.scenarios.settings import Settings

DISPOSITIONS: Settings = {
    "usual": {
        "solved": {"title": "Solved"},
        "refund": {"title": "Refund", "folder": "Billing"},
        "resent": {"title": "Invoice resent", "folder": "Billing/Invoices"},
    }
}

FORMS: Settings = {
    "call-report": {
        "title": "Call report",
        "fields": {
            "reason": {"label": "Reason", "required": True, "kind": "choice", "options": ["Delivery", "Invoice"]},
            "order": {"label": "Order number", "required": True, "kind": "number"},
            "topics": {"label": "Topics", "kind": "many", "options": ["Tea", "Cups"]},
            "remarks": {"label": "Remarks", "kind": "long"},
        },
    }
}


def finishing(wrap_up: Settings | None = None, *, required: bool = True, activity: bool = False) -> Settings:
    """Give a shop whose support agents must say what became of a chat, and may have a form to fill in."""
    support: Settings = {
        "wrap_up": wrap_up or {"mode": "manual"},
        "disposition": {"list": "usual", "required": required},
    }
    if activity:
        support["activity"] = "call-report"
    return {"dispositions": DISPOSITIONS, "forms": FORMS, "queues": {"support": support}}

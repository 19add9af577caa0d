"""Whether somebody is there, as the widget is told it, with the form that can be left while nobody is. Pure."""

from typing import Any

from core.policy.forms import Field, FormPlan
from core.ports import Door


def hours_of(door: Door) -> dict[str, Any]:
    """Give the settings that a queue's door makes."""
    if door.open:
        return {"open": True, "opens_at": None, "text": None, "offline": None}
    return {
        "open": False,
        "opens_at": door.opens_at.isoformat() if door.opens_at else None,
        "text": door.words,
        "offline": _form(door.offline, door.thanks) if door.offline else None,
    }


def _form(plan: FormPlan, thanks: str | None) -> dict[str, Any]:
    return {
        "name": plan.name,
        "title": plan.title,
        "intro": plan.intro,
        "thanks": thanks,
        "fields": [_field(one) for one in plan.fields],
    }


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": field.label,
        "kind": field.kind.value,
        "required": field.required,
        "options": list(field.options),
        "help": field.help,
    }

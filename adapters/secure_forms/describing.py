"""A secure form as a page draws it. Pure."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from adapters.attachments.content import accepted_types
from core.policy.secure_forms import Input, SecureKind
from core.ports import FormOnShow

FILE_KINDS = ("text", "pdf", "image")
"""What a file in a form may be."""


def described(form: FormOnShow, language: str) -> dict[str, Any]:
    """Give a form in the customer's language, or as it is written first."""
    said_in = language or form.language
    heading = form.plan.said_in(said_in)
    host = urlsplit(form.url).hostname if form.plan.link else None
    return {
        "id": form.id,
        "title": heading.title,
        "intro": heading.intro,
        "until": form.until.isoformat(),
        "link": {"url": form.url, "host": host} if form.plan.link else None,
        "fields": [_field(one, said_in) for one in form.plan.inputs],
    }


def _field(one: Input, language: str) -> Mapping[str, Any]:
    words = one.said_in(language)
    field: dict[str, Any] = {
        "name": one.name,
        "label": words.label,
        "kind": one.kind.value,
        "required": one.required,
        "options": list(words.options),
        "help": words.help,
        "hint": words.hint,
        "fills": one.fills,
    }
    if one.kind is SecureKind.FILE:
        field |= {"max_bytes": one.max_size, "types": accepted_types(FILE_KINDS)}
    return field

"""A form as a modal view, and what was wrong with it as answer to its submission.

https://docs.slack.dev/reference/views/modal-views

Rules:
1. One input block a field: `block_id` is the field's name, `action_id` is `value`.
2. `callback_id` is `form:<command>`; what the form must remember is packed by the inbound half.
3. More options than a menu takes are put into groups; nothing to choose from is left out.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from adapters.slack.escaping import clean, cut, one_line, plain
from adapters.slack.sentences import CANCEL, OPTIONS, WRITE_HERE
from core.errors import Permanent
from core.sentences import say
from core.views import Form, FormField

Json = dict[str, Any]

ACTION_ID = "value"
CALLBACK = "form:"
_TITLE = 24
_METADATA = 3_000
_LABEL, _HINT, _PLACEHOLDER = 200, 500, 150
_OPTION, _OPTION_VALUE = 75, 150
_IN_MENU = _MENUS = 100
_INITIAL = 3_000
_MOST_FIELDS = 90
_ERROR = 300


def view(form: Form, metadata: str = "") -> Json:
    """Give the view for views.open, views.push or views.update.

    Raises:
        Permanent: what it must remember is longer than Slack keeps.
    """
    if len(metadata) > _METADATA:
        raise Permanent(f"the form of {form.command!r} remembers too much", reason=say("slack_error", code="metadata"))
    blocks = [_text(form.intro)] if form.intro else []
    blocks += [_input(field) for field in form.fields[:_MOST_FIELDS]]
    return {
        "type": "modal",
        "callback_id": CALLBACK + form.command,
        "title": plain(one_line(form.title), _TITLE),
        "submit": plain(one_line(form.submit), _TITLE),
        "close": plain(CANCEL, _TITLE),
        "private_metadata": metadata,
        "blocks": blocks or [_text(WRITE_HERE)],
    }


def refusal(submitted: Mapping[str, Any], words: str, field: str = "") -> Json:
    """Give the answer to a submission that shows what was wrong: under its field, or the first one, else on top."""
    blocks = [block for block in submitted.get("blocks", ()) if isinstance(block, dict)]
    names = [str(block["block_id"]) for block in blocks if block.get("type") == "input" and block.get("block_id")]
    words = cut(clean(words).strip(), _ERROR) or "-"
    if names:
        return {"response_action": "errors", "errors": {field if field in names else names[0]: words}}
    kept = {key: submitted[key] for key in ("callback_id", "title", "close", "private_metadata") if submitted.get(key)}
    return {"response_action": "update", "view": {"type": "modal", **kept, "blocks": [_text(f"⚠️ {words}")]}}


def notice(title: str, words: str) -> Json:
    """Give a view that only says something; for a form that can't be given now."""
    return {
        "type": "modal",
        "title": plain(one_line(title), _TITLE),
        "close": plain("OK", _TITLE),
        "blocks": [_text(words)],
    }


def _text(words: str) -> Json:
    return {"type": "section", "text": plain(words, _INITIAL)}


def _input(field: FormField) -> Json:
    made: Json = {
        "type": "input",
        "block_id": field.name,
        "label": plain(one_line(field.label) or field.name, _LABEL),
        "optional": not field.required,
        "element": _menu(field) if field.options else _box(field),
    }
    if field.help:
        made["hint"] = plain(one_line(field.help), _HINT)
    return made


def _box(field: FormField) -> Json:
    made: Json = {"type": "plain_text_input", "action_id": ACTION_ID, "multiline": field.multiline}
    initial = cut(clean(field.initial), _INITIAL)
    return {**made, "initial_value": initial} if initial else made


def _menu(field: FormField) -> Json:
    options = [_option(value, label) for value, label in field.options if value and len(value) <= _OPTION_VALUE]
    made: Json = {"type": "static_select", "action_id": ACTION_ID, "placeholder": plain(field.label, _PLACEHOLDER)}
    if not options:
        return _box(field)
    made |= {"options": options} if len(options) <= _IN_MENU else {"option_groups": list(_groups(options))}
    initial = next((one for one in options if one["value"] == field.initial), None)
    return {**made, "initial_option": initial} if initial else made


def _option(value: str, label: str) -> Json:
    return {"text": plain(one_line(label) or value, _OPTION), "value": value}


def _groups(options: list[Json]) -> Iterable[Json]:
    for start in range(0, min(len(options), _IN_MENU * _MENUS), _IN_MENU):
        part = options[start : start + _IN_MENU]
        label = OPTIONS.format(first=start + 1, last=start + len(part))
        yield {"label": plain(label, _OPTION), "options": part}

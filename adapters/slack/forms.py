"""A form as a modal view, and what was wrong with it as answer to its submission.

https://docs.slack.dev/reference/views/modal-views

Rules:
1. One input block a field: `block_id` is the field's name, `action_id` is `value`.
2. `callback_id` is `form:<command>`; what the form must remember is packed by the inbound half.
3. More options than a menu takes are put into groups; nothing to choose from is left out. What is searched for comes
   from `options`, a hundred at most.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from adapters.slack import answer_text
from adapters.slack.buttons import Numbers, rows
from adapters.slack.escaping import clean, cut, escape, formats, mrkdwn, one_line, plain
from adapters.slack.pieces import MOST
from adapters.slack.sentences import CANCEL, CHOOSE, COUNTED_HERE, OPTIONS, SEARCH, WRITE_HERE
from core.errors import Permanent
from core.sentences import say
from core.views import Button, Fact, FieldKind, Form, FormField

Json = dict[str, Any]

ACTION_ID = "value"
CALLBACK = "form:"
COUNT = ":count"
"""What the block with a text's length is called, behind its field's name."""
_OF_A_VIEW = ("callback_id", "title", "submit", "close", "private_metadata")
_TITLE = 24
_METADATA = 3_000
_LABEL, _HINT, _PLACEHOLDER = 200, 500, 150
_OPTION, _OPTION_VALUE = 75, 150
_IN_MENU = _MENUS = 100
_INITIAL = 3_000
_MOST_FIELDS = 80
_MOST_ROWS = 10
_SHORT, _ROW = 80, 500
_ERROR = 300


def view(form: Form, metadata: str = "") -> Json:
    """Give the view for views.open, views.push or views.update.

    Raises:
        Permanent: what it must remember is longer than Slack keeps.
    """
    if len(metadata) > _METADATA:
        raise Permanent(f"the form of {form.command!r} remembers too much", reason=say("slack_error", code="metadata"))
    blocks = [_text(form.intro)] if form.intro else []
    blocks += _read_only(form.rows[:_MOST_ROWS])
    for field in form.fields[:_MOST_FIELDS]:
        blocks += [_input(field), *([count(field.name, "")] if field.counted else [])]
    return {
        "type": "modal",
        "callback_id": CALLBACK + form.command,
        "title": plain(one_line(form.title), _TITLE),
        "submit": plain(one_line(form.submit), _TITLE),
        "close": plain(CANCEL, _TITLE),
        "private_metadata": metadata,
        "blocks": blocks or [_text(WRITE_HERE)],
    }


def count(field: str, words: str) -> Json:
    """Give what stands below a text that is counted while it is typed; what it is for, while nothing is."""
    return {"type": "context", "block_id": field + COUNT, "elements": [plain(words or COUNTED_HERE, _LABEL)]}


def recounted(shown: Mapping[str, Any], field: str, words: str) -> Json:
    """Give an open view with another count below a field; what is typed stays, for its blocks keep their names.

    https://docs.slack.dev/surfaces/modals#updating_views
    """
    kept = {key: shown[key] for key in _OF_A_VIEW if shown.get(key)}
    blocks = [count(field, words) if one.get("block_id") == field + COUNT else one for one in shown.get("blocks", ())]
    return {"type": "modal", **kept, "blocks": blocks}


def refusal(submitted: Mapping[str, Any], words: str, field: str = "") -> Json:
    """Give the answer to a submission that shows what was wrong: under its field, or the first one, else on top."""
    blocks = [block for block in submitted.get("blocks", ()) if isinstance(block, dict)]
    names = [str(block["block_id"]) for block in blocks if block.get("type") == "input" and block.get("block_id")]
    words = cut(clean(words).strip(), _ERROR) or "-"
    if names:
        named = field if field in names else names[0]
        return {"response_action": "errors", "errors": {named: _without_label(words, blocks, named)}}
    kept = {key: submitted[key] for key in ("callback_id", "title", "close", "private_metadata") if submitted.get(key)}
    return {"response_action": "update", "view": {"type": "modal", **kept, "blocks": [_text(f"⚠️ {words}")]}}


def _without_label(words: str, blocks: Iterable[Json], field: str) -> str:
    """Leave out the name of the field with which the words begin: they stand below it."""
    labels = (block.get("label") for block in blocks if block.get("block_id") == field)
    label = next((str(one.get("text", "")) for one in labels if isinstance(one, dict)), "")
    return words.removeprefix(f"{label}: ") if label else words


def notice(title: str, words: str, buttons: Sequence[Button] = ()) -> Json:
    """Give a view that only says something, with what can be done about it: an answer, or why there is no form now."""
    said = answer_text.blocks(clean(words).strip(), 2 * MOST) or [_text("-")]
    return {
        "type": "modal",
        "title": plain(one_line(title), _TITLE),
        "close": plain("OK", _TITLE),
        "blocks": [*said, *rows(buttons, (), Numbers())],
    }


def _text(words: str) -> Json:
    return {"type": "section", "text": plain(words, _INITIAL)}


def _read_only(facts: Sequence[Fact]) -> list[Json]:
    """Give what is only read, in two columns as on a card; a long text has all of the width."""
    short = [row for row in facts if len(row.value) <= _SHORT]
    fields = [{"type": "section", "fields": [_row(row) for row in short]}] if short else []
    return [*fields, *({"type": "section", "text": _row(row)} for row in facts if row not in short)]


def _row(row: Fact) -> Json:
    """Give a label and what is only read; a form shows no running times, so a moment is a day and a time in UTC."""
    value = f"{row.moment:%Y-%m-%d %H:%M} UTC" if row.moment is not None else clean(row.value).strip() or "-"
    label = one_line(row.label)
    if formats(value) or formats(label):
        return plain(f"{label}\n{value}", _INITIAL)  # Slack knows no escape for its formatting signs
    return mrkdwn(f"*{escape(label)}*\n{escape(cut(value, _ROW))}")


def options(found: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Give what fits a search; https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element."""
    return list(_options(found)[:_IN_MENU])


def _input(field: FormField) -> Json:
    made: Json = {
        "type": "input",
        "block_id": field.name,
        "label": plain(one_line(field.label) or field.name, _LABEL),
        "optional": not field.required,
        "element": _ELEMENTS[field.kind](field),
    }
    if (
        field.counted
    ):  # https://docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object
        made["dispatch_action"] = True
        made["element"]["dispatch_action_config"] = {"trigger_actions_on": ["on_character_entered"]}
    if field.help:
        made["hint"] = plain(one_line(field.help), _HINT)
    return made


def _box(field: FormField) -> Json:
    is_long = field.kind is FieldKind.LONG
    made: Json = {"type": "plain_text_input", "action_id": ACTION_ID, "multiline": is_long}
    initial = cut(clean(field.initial), _INITIAL)
    return {**made, "initial_value": initial} if initial else made


def _date(field: FormField) -> Json:
    made: Json = {"type": "datepicker", "action_id": ACTION_ID}
    try:
        return {**made, "initial_date": date.fromisoformat(field.initial).isoformat()}
    except ValueError:
        return made


def _search(field: FormField) -> Json:
    made = _chooser("external_select", SEARCH) | {"min_query_length": 0}
    chosen = _chosen(field, field.initial)
    return {**made, "initial_option": chosen[0]} if chosen else made


def _menu(field: FormField) -> Json:
    if not _options(field.options):
        return _box(field)
    chosen = _chosen(field, field.initial)
    made = _listing("static_select", field)
    return {**made, "initial_option": chosen[0]} if chosen else made


def _many(field: FormField) -> Json:
    if not _options(field.options):
        return _box(field)
    chosen = _chosen(field, *field.initial.split("\n"))
    made = _listing("multi_static_select", field)
    return {**made, "initial_options": chosen} if chosen else made


def _chooser(kind: str, placeholder: str) -> Json:
    return {"type": kind, "action_id": ACTION_ID, "placeholder": plain(placeholder, _PLACEHOLDER)}


def _listing(kind: str, field: FormField) -> Json:
    options = _options(field.options)
    made = _chooser(kind, CHOOSE)
    return made | ({"options": options} if len(options) <= _IN_MENU else {"option_groups": list(_groups(options))})


def _chosen(field: FormField, *values: str) -> list[Json]:
    """Give the options that are chosen already; Slack refuses one that is not among those that can be chosen."""
    return [one for one in _options(field.options) if one["value"] in values]


_ELEMENTS: Mapping[FieldKind, Callable[[FormField], Json]] = MappingProxyType(
    {
        FieldKind.TEXT: _box,
        FieldKind.LONG: _box,
        FieldKind.CHOICE: _menu,
        FieldKind.MANY: _many,
        FieldKind.DATE: _date,
        FieldKind.SEARCH: _search,
    }
)


def _options(given: Iterable[tuple[str, str]]) -> list[Json]:
    """Give options as Slack takes them; a value that it doesn't carry can't be chosen."""
    return [_option(value, label) for value, label in given if value and len(value) <= _OPTION_VALUE]


def _option(value: str, label: str) -> Json:
    return {"text": plain(one_line(label) or value, _OPTION), "value": value}


def _groups(options: list[Json]) -> Iterable[Json]:
    for start in range(0, min(len(options), _IN_MENU * _MENUS), _IN_MENU):
        part = options[start : start + _IN_MENU]
        label = OPTIONS.format(first=start + 1, last=start + len(part))
        yield {"label": plain(label, _OPTION), "options": part}

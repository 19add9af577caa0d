"""A form as the card of a dialog, and what was filled in as plain values again. Pure.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/dynamic-search

Rules:
1. An input's id is `text:`, `one:` or `many:` and the field's name, for Teams puts inputs beside a button's own data;
   what the form is, and what it was opened with, stands under `form`.
2. Several choices come back with commas between them, so a choice's own commas are written otherwise on the way.
3. A field that was left empty may not come back at all, so the fields are named under `form` too: it is empty then.
4. Teams doesn't bring the dialog back: what was filled in and refused is shown by making the form anew, with what was
   filled in (`filled`) and what was wrong at its field (`problem`).
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from adapters.teams.card_text import block, clean, cut, label, one_line, parted, small, words
from adapters.teams.cards import CONTENT_TYPE, adaptive
from adapters.teams.moments import in_words
from adapters.teams.sentences import CHOOSE, COUNT, NOTHING_TO_FILL_IN, PLEASE_FILL_IN, SEARCH
from core.ids import ConversationId
from core.ports import Search
from core.views import Fact, FieldKind, Form, FormField

Json = dict[str, Any]

TEXT, ONE, MANY = "text:", "one:", "many:"
_TITLE, _INTRO, _LABEL, _HELP, _ERROR = 60, 3_000, 200, 500, 300
_OPTION, _INITIAL, _ROW = 150, 3_000, 500
_MOST_OPTIONS, _MOST_FIELDS, _MOST_ROWS = 300, 40, 10
_LISTED = 8
"""Choices up to which several are shown one under the other; beyond that, and beyond a dozen of one, they fold."""
_FOLDED = 12
_MOST_FOUND = 50
_LEAST_HEIGHT, _MOST_HEIGHT = 180, 700
"""Pixels of a dialog; Teams' own "small" and "large" lie between.
https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/invoking-task-modules"""
_WIDTH = 500


@dataclass(frozen=True, slots=True)
class Problem:
    """What was wrong with what was filled in, and at which field."""

    words: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """A form as it came back: its command and chat, what it was opened with, and what was filled in."""

    command: str
    conversation: ConversationId | None
    opened_with: Mapping[str, str]
    filled: Mapping[str, str]
    counts: tuple[str, ...] = ()
    """The fields whose length is asked for; then nothing is sent."""

    @property
    def values(self) -> Mapping[str, str]:
        """Give everything together; what was filled in comes first."""
        return {**self.opened_with, **self.filled}


@dataclass(frozen=True, slots=True)
class Asked:
    """For what field of which form something is searched."""

    command: str
    conversation: ConversationId | None
    search: Search


def dialog(
    form: Form,
    filled: Mapping[str, str] | None = None,
    problem: Problem | None = None,
    lengths: Mapping[str, str] | None = None,
) -> Json:
    """Give the dialog of a form, as `value` of a task's answer; `lengths` are of texts that were counted."""
    known = {one.name for one in form.fields}
    at = problem.field if problem and problem.field in known else ""
    body: list[Json] = []
    if problem and not at:
        body.append(_wrong(problem))
    if form.intro:
        body.append(block([cut(clean(form.intro).strip(), _INTRO) or "-"]))
    body += [_row(one) for one in form.rows[:_MOST_ROWS]]
    for field in form.fields[:_MOST_FIELDS]:
        body += _field(form, field, (filled or {}).get(field.name, field.initial))
        if lengths and lengths.get(field.name):
            body.append(small(cut(one_line(lengths[field.name]), _HELP), spacing="Small"))
        if problem and at == field.name:
            body.append(_wrong(problem, one_line(field.label)))
    names = [field.name for field in form.fields[:_MOST_FIELDS]]
    data = {"command": form.command, "conversation": form.conversation, "values": dict(form.values), "fields": names}
    submit = {"type": "Action.Submit", "title": label(form.submit), "style": "positive", "data": {"form": data}}
    counted = [field.name for field in form.fields if field.counted]
    count = {"type": "Action.Submit", "title": COUNT, "data": {"form": {**data, "counts": counted}}}
    return task(form.title, body or [block([NOTHING_TO_FILL_IN])], [submit, *([count] if counted else [])])


def task(title: str, body: Sequence[Json], actions: Sequence[Json] = ()) -> Json:
    """Give a dialog of these elements, as high as they are."""
    named = cut(one_line(title), _TITLE) or "-"
    more: Json = {"actions": list(actions)} if actions else {}
    height = min(max(_LEAST_HEIGHT, 120 + sum(_height(one) for one in body)), _MOST_HEIGHT)
    card = {"contentType": CONTENT_TYPE, "content": adaptive(body, named, **more)}
    return {"title": named, "height": height, "width": _WIDTH, "card": card}


def submission_from(data: object) -> Submission | None:
    """Read a form that was sent; None for what is no form of ours."""
    if not isinstance(data, Mapping) or not isinstance(data.get("form"), Mapping):
        return None
    form = data["form"]
    command, chat = form.get("command"), form.get("conversation")
    if not isinstance(command, str) or not command:
        return None
    names = form.get("fields")
    left_empty = {name: "" for name in names if isinstance(name, str)} if isinstance(names, list) else {}
    given = {name.partition(":")[2]: _read(name, value) for name, value in _strings(data).items() if _is_field(name)}
    filled = left_empty | given
    asked = form.get("counts")
    counts = tuple(one for one in asked if isinstance(one, str)) if isinstance(asked, list) else ()
    return Submission(command, _chat(chat), _strings(form.get("values")), filled, counts)


def asked_from(dataset: str, typed: str) -> Asked | None:
    """Read for what field something is searched; None for what is no field of ours."""
    try:
        found = json.loads(dataset)
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    command, name = found.get("command"), found.get("field")
    if not (isinstance(command, str) and command and isinstance(name, str) and name):
        return None
    search = Search(name, typed, _strings(found.get("values")))
    return Asked(command, _chat(found.get("conversation")), search)


def found(options: Sequence[tuple[str, str]]) -> list[Json]:
    """Give what fits a search, as `results` of its answer."""
    listed = [(value, shown) for value, shown in options if value][:_MOST_FOUND]
    return [
        {"value": _write(value), "title": parted(cut(one_line(shown) or value, _OPTION))} for value, shown in listed
    ]


def _chat(value: object) -> ConversationId | None:
    return ConversationId(value) if isinstance(value, str) and value else None


def _strings(values: object) -> Mapping[str, str]:
    if not isinstance(values, Mapping):
        return {}
    return {name: one for name, one in values.items() if isinstance(name, str) and isinstance(one, str)}


def _wrong(problem: Problem, named: str = "") -> Json:
    """Show what was wrong; its field's name is left out, for it stands there."""
    said = clean(problem.words).strip()
    said = said.removeprefix(f"{named}: ") if named else said
    return block([words(f"⚠️ {cut(said, _ERROR) or '-'}", color="Attention", weight="Bolder")], spacing="Small")


def _row(row: Fact) -> Json:
    """Give a label and what is only read."""
    value = in_words(row.moment) if row.moment is not None else clean(row.value).strip()
    name = words(f"{cut(one_line(row.label), _LABEL)}\n", size="Small", isSubtle=True)
    return block([name, words(cut(value, _ROW) or "-")], spacing="Small")


def _field(form: Form, field: FormField, value: str) -> list[Json]:
    made = _INPUTS[field.kind](form, field, value)
    chooses = made["type"] == "Input.ChoiceSet"
    kind = TEXT if not chooses else MANY if made.get("isMultiSelect") else ONE
    made |= {"id": kind + field.name, "label": parted(cut(one_line(field.label) or field.name, _LABEL))}
    if field.required:
        made |= {"isRequired": True, "errorMessage": PLEASE_FILL_IN}
    return [made, small(cut(one_line(field.help), _HELP), spacing="Small")] if field.help else [made]


def _box(_form: Form, field: FormField, value: str) -> Json:
    made: Json = {"type": "Input.Text", "maxLength": _INITIAL}
    if field.kind is FieldKind.LONG:
        made["isMultiline"] = True
    initial = cut(clean(value), _INITIAL)
    return {**made, "value": initial} if initial else made


def _date(_form: Form, _field: FormField, value: str) -> Json:
    try:
        return {"type": "Input.Date", "value": date.fromisoformat(value).isoformat()}
    except ValueError:
        return {"type": "Input.Date"}


def _menu(form: Form, field: FormField, value: str) -> Json:
    choices = _choices(field)
    if not choices:
        return _box(form, field, value)
    style = "filtered" if len(choices) > _FOLDED else "compact"
    return _chooser(choices, [value], style)


def _many(form: Form, field: FormField, value: str) -> Json:
    choices = _choices(field)
    if not choices:
        return _box(form, field, value)
    style = "expanded" if len(choices) <= _LISTED else "compact"
    return {**_chooser(choices, value.split("\n"), style), "isMultiSelect": True}


def _search(form: Form, field: FormField, value: str) -> Json:
    asked = {"command": form.command, "conversation": form.conversation, "field": field.name}
    dataset = json.dumps({**asked, "values": dict(form.values)}, separators=(",", ":"))
    made = _chooser(_choices(field), [value], "filtered")
    return {**made, "placeholder": SEARCH, "choices.data": {"type": "Data.Query", "dataset": dataset}}


def _chooser(choices: list[Json], chosen: Sequence[str], style: str) -> Json:
    made: Json = {"type": "Input.ChoiceSet", "style": style, "choices": choices, "placeholder": CHOOSE}
    there = {one["value"] for one in choices}
    initial = ",".join(_write(one) for one in chosen if _write(one) in there)
    return {**made, "value": initial} if initial else made


def _choices(field: FormField) -> list[Json]:
    given = [(value, shown) for value, shown in field.options if value][:_MOST_OPTIONS]
    return [{"title": parted(cut(one_line(shown) or value, _OPTION)), "value": _write(value)} for value, shown in given]


_INPUTS: Mapping[FieldKind, Callable[[Form, FormField, str], Json]] = MappingProxyType(
    {
        FieldKind.TEXT: _box,
        FieldKind.LONG: _box,
        FieldKind.CHOICE: _menu,
        FieldKind.MANY: _many,
        FieldKind.DATE: _date,
        FieldKind.SEARCH: _search,
    }
)


def _write(value: str) -> str:
    """Write a choice's value without commas (rule 2)."""
    return value.replace("%", "%25").replace(",", "%2C")


def _is_field(name: str) -> bool:
    return name.startswith((TEXT, ONE, MANY))


def _read(name: str, value: str) -> str:
    """Read what an input holds; several choices come one a line."""
    if name.startswith(TEXT):
        return value
    chosen = value.split(",") if name.startswith(MANY) else [value]
    return "\n".join(one.replace("%2C", ",").replace("%25", "%") for one in chosen)


def _height(element: Json) -> int:
    """Guess how high an element is, in pixels."""
    if element.get("style") == "expanded":
        return 50 + 30 * len(element["choices"])
    if element.get("isMultiline"):
        return 150
    if str(element["type"]).startswith("Input."):
        return 80
    written = "".join(str(run.get("text", "")) for run in element.get("inlines", ()))
    return 28 + 20 * (len(written) // 60 + written.count("\n"))

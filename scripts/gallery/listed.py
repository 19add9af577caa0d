"""What must be in the gallery, read from the code: forms, lists, holds, cards and the words on them.

Rules:
1. Nothing here is a list by hand but the exceptions, each with its reason.
2. A sentence is on a picture when the words of its template stand there in order, whatever is put in between; that it
   begins another one that stands there is not enough.
"""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter
from types import ModuleType

import core.features
from core.agents.model import Presence
from core.commands.catalog import ALL
from core.commands.model import Command, Surface, ViewName
from core.conversation.effects import OfferOutcome
from core.conversation.model import HoldReason
from core.features.homes import TOOLS
from core.texts import OF_HOLDING, ON_CARDS
from core.views import Card

PARTS = Path(__file__).resolve().parents[2] / "adapters" / "web" / "widget" / "src" / "app" / "parts"

_VALUE = r"(?s:.+?)"
"""Whatever is put into a sentence."""

NO_FORM = {
    "setnotready": "its button names the agent, and asks nothing",
    "pass": "its button names the word, and asks nothing",
    "unban": "its button names the ban, and asks nothing",
}
"""Commands with something to fill in that no button opens a form of."""

NEVER_HELD = {HoldReason.BOT: "nobody is asked: another app's post stays where it is"}
"""Reasons that nobody is asked about."""

_EMPTY, _LONG, _LIKE = "said where there is nothing to list", "ends a long list", "stands like others that are shown"
NOT_ON_A_PICTURE: Mapping[str, str] = {
    **dict.fromkeys(("attendees_none", "directory_empty", "floor_no_agents", "floor_no_queues", "notes_empty"), _EMPTY),
    **dict.fromkeys(("report_empty", "texts_empty", "home_held_empty"), _EMPTY),
    **dict.fromkeys(("bans_more", "directory_more", "report_more", "texts_more"), _LONG),
    **dict.fromkeys(("seat_here", "texts_all", "texts_team", "you_are_coach"), _LIKE),
    **dict.fromkeys((f"transcript_{one}" for one in ("barged_in", "deleted", "inactive_warned")), _LIKE),
    **dict.fromkeys(
        (f"transcript_{one}" for one in ("reopened", "transferred", "words_masked", "words_unmasked")), _LIKE
    ),
    **dict.fromkeys((f"transcript_form_{one}" for one in ("cancelled", "declined", "done", "dropped")), _LIKE),
    **dict.fromkeys((f"transcript_form_{one}" for one in ("expired", "lost", "opened")), _LIKE),
    "fact Last delivered": "only on desks that can't mark a message; Slack can",
    "fact Last read": "only on desks that can't mark a message; Slack can",
    "fact Last sent": "only on desks that can't mark a message; Slack can",
    "card_wrap_up_over": "on the wrap-up card of a chat that its customer has opened again",
    "channels_busy_elsewhere": "stands like channels_busy, without the number of a chat that the reader may not see",
    **dict.fromkeys((f"expert_over_{one}" for one in ("seated", "taken_back", "unanswered", "unreachable")), _LIKE),
    **dict.fromkeys(("expert_asked_conference", "expert_seat_consult", "home_helping_empty", "home_expert"), _LIKE),
    **dict.fromkeys((f"transcript_expert_{one}" for one in ("dismissed", "invited", "joined", "left")), _LIKE),
    "expert_reply_quoting": "on desks whose personal chats have no threads",
    "hold_expert_late": "only while the notice of a new mode is on its way",
    "floor_closed": "a word before a queue's figures, while it is outside its hours",
    "hold_files": "only when the rules for files have changed since",
    "hold_files_large": "stands like hold_files_many, with the files' names",
    "hold_unknown_near": "stands like hold_unknown_command, with what was meant",
    "customer_first": _EMPTY,
    **dict.fromkeys((f"channels_{one}" for one in ("banned", "closed", "gone")), _LIKE),
    **dict.fromkeys(
        ("channels_other_account", "channels_other_window"), "of a channel's second address; the list shows the first"
    ),
    **dict.fromkeys(("channels_unasked", "channels_unknown", "channels_unknowable"), _LIKE),
    **dict.fromkeys(("customer_banned", "customer_opted_out", "customer_told_unheard"), _LIKE),
    **dict.fromkeys(("customer_name_signed", "customer_signed"), "only where the site signs who its customers are"),
    **dict.fromkeys(("form_length", "form_length_one"), "only while a text is being typed"),
    "hold_bot": NEVER_HELD[HoldReason.BOT],
    "hold_brake": "only when the rule that stopped it is gone from the configuration",
    "hold_brake_passed": "only when the rule that stopped it is gone from the configuration",
    "hold_preview": "files are named",
    "transcript_words": "an agent's message to the customer",
}
"""Words that no scene shows, with the reason."""


def with_forms() -> tuple[Command, ...]:
    """Give the commands whose button opens a form."""
    at_home = {button.command for button in TOOLS if button.asks} | {"queues"}
    return tuple(
        one
        for one in ALL
        if Surface.BUTTON in one.surfaces
        and (one.form is not None or one.name in at_home or any(arg.required for arg in one.args))
        and one.name not in NO_FORM
    )


def builders() -> dict[str, str]:
    """Give the functions that render a card, by their names, with their modules."""
    found: dict[str, str] = {}
    for module in _features():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            made_here = function.__module__ == module.__name__ and not name.startswith("_")
            if made_here and inspect.signature(function).return_annotation in (Card, "Card"):
                found[name] = module.__name__
    return found


def must_be_named() -> frozenset[str]:
    """Give the names of pictures that follow from the code."""
    return frozenset(
        [
            *(f"form-{command.name}" for command in with_forms()),
            *(f"view-{view.value.replace('_', '-')}" for view in ViewName),
            *(f"held-{reason.value}" for reason in HoldReason if reason not in NEVER_HELD),
            *(f"offer-{outcome.value.replace('_', '-')}" for outcome in OfferOutcome),
            *(f"home-{presence.value.replace('_', '-')}" for presence in Presence),
        ]
    )


def must_be_seen() -> Mapping[str, str]:
    """Give the words that must stand on some picture, by their keys: on cards and lists, of held texts, of facts."""
    return {**ON_CARDS, **OF_HOLDING, **{f"fact {label}": label for label in sorted(set(_labels()))}}


def shown(pictures: Mapping[str, str]) -> dict[str, str]:
    """Give for each sentence the first picture that it is seen on, of pictures with their words."""
    found: dict[str, str] = {}
    templates = must_be_seen()
    for key, template in templates.items():
        pattern = _pattern(template, templates.values())
        where = next((name for name, words in sorted(pictures.items()) if pattern.search(words)), None)
        if where is not None:
            found[key] = where
    return found


def _pattern(template: str, others: Iterable[str] = ()) -> re.Pattern[str]:
    """Find a sentence, and not where it is but the beginning of a word or of one of the other sentences."""
    whole = _words(template)
    rests = {_words(one).removeprefix(whole) for one in others if one != template and _words(one).startswith(whole)}
    rests.discard("")
    if template.endswith("}"):
        unlike = "".join(f"(?!.+?{rest})" for rest in sorted(rests))
        return re.compile(rf"(?<!\w){whole.removesuffix(_VALUE)}{unlike}{_VALUE}")
    unlike = "".join(f"(?!{rest})" for rest in sorted(rests))
    return re.compile(rf"(?<!\w){whole}(?!\w){unlike}")


def _words(template: str) -> str:
    """Write a template as an expression: any blanks between its words, whatever is put in."""
    parsed = Formatter().parse(" ".join(template.split()))
    parts = (
        re.escape(text).replace(r"\ ", r"[^\S\n]+") + (_VALUE if name is not None else "")
        for text, name, _, _ in parsed
    )
    return "".join(parts)


def _features() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(core.features.__path__, "core.features."):
        yield importlib.import_module(found.name)


def _labels() -> Iterator[str]:
    """Give the labels of facts that cards are made of."""
    for path in (Path(core.features.__path__[0]) / "card_facts").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fact" and node.args:
                label = node.args[0]
                if isinstance(label, ast.Constant) and isinstance(label.value, str):
                    yield label.value

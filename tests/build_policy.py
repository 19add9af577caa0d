"""Makers of what an installation has chosen: plain, on, and with only what a test names differing."""

import re
from dataclasses import replace
from typing import Any

from core.ids import AgentId, BotId, DeskName, DispositionId, ExternalRef, TeamId
from core.policy.bots import Bot, BotChoice, BotMenu, BotQuestion
from core.policy.brake import Brake, BrakeRule
from core.policy.canned import CannedText
from core.policy.dispositions import Disposition, Dispositions
from core.policy.forms import Field, FormPlan
from core.policy.hours import Hours, Span
from core.policy.secure_forms import Heading, Input, SecureForm, Words
from core.policy.teams import Team

NINE_TO_FIVE = Span(9 * 60, 17 * 60)


def hours(*spans: Span, zone: str = "UTC", **changes: Any) -> Hours:
    """Make a calendar that is open at these times on every day; nine to five unless told otherwise."""
    given: dict[str, Any] = {"week": (spans or (NINE_TO_FIVE,),) * 7} | changes
    return Hours(zone, **given)


def a_form(*fields: Field, name: str = "report") -> FormPlan:
    """Make a form; with one required question unless told otherwise."""
    return FormPlan(name, name.title(), fields or (Field("topic", "Topic", required=True),))


def dispositions(*titles: str, required: bool = False) -> Dispositions:
    """Make a list of outcomes, `Billing/Refund` in folders; Solved and Open unless told otherwise."""
    made: list[Disposition] = []
    for title in titles or ("Solved", "Open"):
        *folder, name = title.split("/")
        made.append(Disposition(DispositionId(name.lower()), name, tuple(folder)))
    return Dispositions(tuple(made), required)


def a_brake(*words: str) -> Brake:
    """Make a brake that stops at these words, each by a rule of its own."""
    return Brake(tuple(BrakeRule(word, f"the word {word}", re.compile(word, re.IGNORECASE)) for word in words))


def a_bot(**changes: Any) -> Bot:
    """Make a bot with a menu of two: one line asks for a number, the other hands over."""
    choices = (BotChoice("order", "My order", ask=("number",)), BotChoice("human", "A human"))
    given: dict[str, Any] = {
        "greeting": "Hello, I am a bot.",
        "start": "main",
        "menus": {"main": BotMenu("main", "What is it about?", choices)},
        "questions": {"number": BotQuestion("number", "Which number?", "Number")},
    } | changes
    return Bot(BotId("tilly"), "Tilly", **given)


def a_canned_text(id: str = "thanks", text: str = "Thank you, %F.", **changes: Any) -> CannedText:
    """Make a text for everybody."""
    return CannedText(id, id.title(), text, **changes)


def a_team(id: str = "tea", *supervisors: AgentId, members: frozenset[AgentId] = frozenset()) -> Team:
    """Make a team; everybody's unless it has members."""
    return Team(TeamId(id), id.title(), DeskName("slack"), ExternalRef(f"place-{id}"), frozenset(supervisors), members)


def a_secure_form(name: str = "address", *inputs: Input, **changes: Any) -> SecureForm:
    """Build a secure form with one line to fill in."""
    asked = inputs or (Input("street", Words("Street"), required=True),)
    return replace(SecureForm(name, Heading(name.title()), asked), **changes)

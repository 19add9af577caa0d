"""What a customer answers by clicks and forms: judged against where the chat stands, and made into an inbound. Pure.

Rule: what a click means is looked up behind the inbox; here it is only seen that it can mean something now.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from adapters.web import inbound
from adapters.web.inbound import Around, Speaker
from adapters.web.presence import OPEN
from adapters.web.wire import Choose, Click, Offline, PageAnswer, Rate
from core.features.answering import read_answers
from core.ids import ConversationId
from core.inbound import Inbound
from core.policy.forms import FormPlan

COMMENT_MAX = 2000


@dataclass(frozen=True, slots=True)
class No:
    """Why it can't be taken; `fields` says what is wrong with which answer."""

    code: str
    message: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a window's chat stands."""

    conversation: ConversationId | None
    status: str


def read_click(
    click: Click, speaker: Speaker, standing: Standing, form: FormPlan | None, around: Around, at: datetime
) -> Inbound | No:
    """Give what a click means; `form` is the one that can be left now, or could be a moment ago."""
    match click:
        case Choose():
            if standing.status not in OPEN:
                return No("ended", "This chat has ended. Write a message to start a new one.")
            return inbound.chose(speaker, click.message, click.choice, around.page, at)
        case PageAnswer():
            if standing.status not in OPEN:
                return No("ended", "This chat has ended.")
            return inbound.answered_page(speaker, click.message, at, opened=click.opened)
        case Rate():
            return _rated(click, speaker, standing, at)
        case Offline():
            return _left_form(click, speaker, form, around, at)


def _rated(rate: Rate, speaker: Speaker, standing: Standing, at: datetime) -> Inbound | No:
    if standing.conversation is None or rate.conversation != standing.conversation or standing.status != "ended":
        return No("gone", "This chat can't be rated any more.")
    comment = _clean(rate.comment)
    if len(comment) > COMMENT_MAX:
        return No("too_long", f"Your comment has {len(comment)} characters; {COMMENT_MAX} can be sent.")
    return inbound.rated(speaker, rate.id, standing.conversation, rate.score, comment, at)


def _left_form(left: Offline, speaker: Speaker, form: FormPlan | None, around: Around, at: datetime) -> Inbound | No:
    if form is None:
        return No("no_form", "There is no form to fill in. Please write a message instead.")
    given = {
        name: _clean(value) if isinstance(value, str) else [_clean(one) for one in value]
        for name, value in left.answers.items()
    }
    answered = read_answers(form, given)
    if answered.problems:
        return No("answers", "Please look at the marked answers.", answered.problems)
    if not answered.answers:
        return No("empty", "There is nothing to send: please fill in the form.")
    return inbound.left_form(speaker, left.id, answered.answers, around, at)


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").strip()

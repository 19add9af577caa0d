"""The choice of queues: which of the allowed ones an agent serves now."""

from collections.abc import Mapping

from core.agents.machine import ChoseQueues
from core.commands.model import (
    Arg,
    ArgKind,
    CardPlace,
    Command,
    Context,
    Options,
    Outcome,
    Scope,
    Section,
    Surface,
    Values,
)
from core.directory import listed
from core.errors import NotPermitted
from core.ids import QueueId
from core.sentences import Sentence, say
from core.views import FieldKind, Form, FormField

ALL_OF_THEM = "all"


def _allowed(context: Context) -> Options:
    """Give the queues that the agent may serve."""
    queues = context.directory.queues
    allowed = context.profile.queues if context.profile else ()
    return tuple((one, queues[one].title) for one in allowed if one in queues)


def _options(context: Context) -> Options:
    return (*_allowed(context), (ALL_OF_THEM, "All"))


def _queues(context: Context, values: Values) -> Outcome:
    allowed = _allowed(context)
    if not allowed:
        raise NotPermitted(say("queues_none"))
    chosen = values.get("queues")
    if not isinstance(chosen, tuple) or not chosen:
        return Outcome(reply=_served(context, allowed))
    known = {one for one, _ in allowed}
    wanted = known if ALL_OF_THEM in chosen else known & set(chosen)
    serving = None if wanted == known else frozenset(QueueId(one) for one in wanted)
    titles = listed(title for one, title in allowed if one in wanted)
    return Outcome(agent_event=ChoseQueues(context.at, serving), reply=say("queues_chosen", queues=titles))


def _served(context: Context, allowed: Options) -> Sentence:
    agent = context.agent
    served = [title for one, title in allowed if agent is None or agent.serves(QueueId(one))]
    return say("queues_served", queues=listed(served), all=listed(title for _, title in allowed))


def _form(context: Context, _: Mapping[str, str]) -> Form:
    allowed = _allowed(context)
    if not allowed:
        raise NotPermitted(say("queues_none"))
    agent = context.agent
    served = [one for one, _ in allowed if agent is None or agent.serves(QueueId(one))]
    field = FormField(
        name="queues",
        label="Queues",
        help="New chats of these queues are offered to you.",
        required=True,
        kind=FieldKind.MANY,
        options=allowed,
        initial="\n".join(served),
    )
    return Form("Your queues", "Save", "queues", None, (field,))


QUEUES = Command(
    name="queues",
    summary="Choose which of your queues you serve now; with nothing behind it, see which.",
    run=_queues,
    section=Section.YOU,
    scope=Scope.AGENT,
    card=CardPlace.ELSEWHERE,
    args=(
        Arg("queues", ArgKind.CHOICE, "their names, with commas between; or all", False, options=_options, many=True),
    ),
    label="Queues…",
    surfaces=Surface.TEXT | Surface.BUTTON | Surface.SLASH,
    form=_form,
)

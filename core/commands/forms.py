"""A command's form: its arguments as inputs, or what the command itself makes of them.

Rules:
1. More than a list takes is searched for, never cut off.
2. What can't be chosen from is said before the form opens, where it must be chosen from.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from core.agents.experts import ExpertProfile
from core.commands.args import Arg, ArgKind, Options
from core.commands.colleagues import COLLEAGUES, EXPERTS, Reach
from core.commands.context import Context
from core.commands.meaning import choices
from core.commands.model import Command
from core.conversation.experts import experts_of
from core.errors import ArgumentsInvalid
from core.ids import AgentId
from core.routing.hours import is_open
from core.routing.queues import Queue
from core.sentences import say
from core.views import FieldKind, Form, FormField

LISTED = 100
"""How many options a list may have; Slack's menus take 100, https://docs.slack.dev/reference/block-kit/."""


def form_of(command: Command, context: Context, values: Mapping[str, str]) -> Form:
    """Make a command's form, filled as far as known.

    Raises:
        Refused: it can't be filled in now.
    """
    chat = context.conversation
    if command.form is not None:
        made = command.form(context, values)
        return replace(
            made, command=command.name, conversation=chat.id if chat else None, values={**made.values, **values}
        )
    title = command.form_title()
    made_fields = (_field(arg, context, values.get(arg.name, "")) for arg in command.args)
    fields = tuple(field for field in made_fields if field is not None)
    about = f"#{chat.number} {chat.customer_name}".strip() if chat else ""
    return Form(
        title, command.submit or title, command.name, chat.id if chat else None, fields, intro=about, values=values
    )


def found(command: Command, field: str, context: Context, typed: str) -> Options:
    """Give what fits the words typed so far into a field that is searched."""
    arg = next((one for one in command.args if one.name == field), None)
    if arg is None:
        return ()
    if arg.search is not None:
        return arg.search(context, typed)[:LISTED]
    wanted = typed.casefold().split()
    fitting = (one for one in _all(arg, context) if all(word in one[1].casefold() for word in wanted))
    return tuple(fitting)[:LISTED]


def _all(arg: Arg, context: Context) -> Options:
    listing = _LISTS.get(arg.kind)
    return listing(context) if listing else choices(arg, context)


def _agents(context: Context) -> Options:
    return tuple(sorted(((one.id, one.name) for one in context.directory.profiles.values()), key=lambda one: one[1]))


def _queues(context: Context) -> Options:
    return tuple((queue.id, queue.title) for queue in context.directory.queues.values())


def _agents_and_queues(context: Context) -> Options:
    """Give whom a chat can be given to: queues, and everybody else with how they are; first who could take it now."""
    queues = (queue for queue in context.directory.queues.values() if _is_in_reach(queue, context))
    return (*(_queue(queue, context) for queue in queues), *_others(context))


def _is_in_reach(queue: Queue, context: Context) -> bool:
    """Tell whether a chat could go to a queue at all: it stays on its desk."""
    return context.queue is None or queue.desk == context.queue.desk


def _others(context: Context) -> Options:
    own = context.profile.id if context.profile else None
    others = [(AgentId(value), name, _how(context, AgentId(value))) for value, name in _agents(context) if value != own]
    return tuple(
        (f"agent:{one}", f"{name} · {how}" if how else name) for one, name, how in sorted(others, key=_readiness)
    )


_READY, _FULL, _BUSY, _NOT_READY = "Ready", "full", "busy", "not ready"


def _readiness(one: tuple[AgentId, str, str]) -> tuple[int, str]:
    _, name, how = one
    return ("", _READY, _BUSY, _FULL, _NOT_READY).index(how), name


def _how(context: Context, agent: AgentId) -> str:
    """Say whether an agent could take the chat now; nothing where the command doesn't want to know."""
    if COLLEAGUES not in context.given or context.conversation is None or context.queue is None:
        return ""
    state = context.wanted(COLLEAGUES).get(agent)
    if state is None or not state.ready or state.then_not_ready is not None:
        return _NOT_READY
    weight = context.queue.weight(context.conversation.channel)
    if state.can_take(weight):
        return _READY
    return _BUSY if state.has_room(weight) else _FULL


def _queue(queue: Queue, context: Context) -> tuple[str, str]:
    closed = "" if is_open(queue.hours, context.at) else ", closed now"
    return f"queue:{queue.id}", f"{queue.title} (queue{closed})"


def _anybody(context: Context) -> Options:
    """Give everybody who can be invited: experts whom the agent has asked lately first, then queues and agents."""
    reach = context.given.get(EXPERTS)
    recent = reach.recent if isinstance(reach, Reach) else ()
    experts = context.directory.experts_in_order(recent)
    lately = tuple(one for one in experts if one.id in recent)
    others = tuple(one for one in experts if one.id not in recent and one.id in context.directory.experts)
    queues = (_queue(queue, context) for queue in context.directory.queues.values())
    return (*_experts(lately), *queues, *_others(context), *_experts(others))


def _experts(experts: Iterable[ExpertProfile]) -> Options:
    return tuple((f"expert:{one.id}", f"{one.name} (expert{_title(one)})") for one in experts)


def _title(expert: ExpertProfile) -> str:
    return f", {expert.about()}" if expert.about() else ""


def _experts_here(context: Context) -> Options:
    """Give the experts of the chat, and the one who is asked."""
    chat, names = context.conversation, context.directory.names()
    return tuple((f"expert:{one}", names.get(one, one)) for one in (experts_of(chat) if chat is not None else ()))


def _on_and_off(_: Context) -> Options:
    return (("on", "On"), ("off", "Off"))


_LISTS: Mapping[ArgKind, Callable[[Context], Options]] = {
    ArgKind.AGENT: _agents,
    ArgKind.QUEUE: _queues,
    ArgKind.AGENT_OR_QUEUE: _agents_and_queues,
    ArgKind.ANYBODY: _anybody,
    ArgKind.EXPERT: _experts_here,
    ArgKind.ONOFF: _on_and_off,
}


def _field(arg: Arg, context: Context, initial: str) -> FormField | None:
    """Make an argument's field; none where there is nothing to choose from and nothing needs to be chosen."""
    made = FormField(
        name=arg.name,
        label=arg.label or arg.name.capitalize(),
        help=arg.help and f"{arg.help[:1].upper()}{arg.help[1:]}.",
        required=arg.required,
        initial=initial,
    )
    if arg.kind is not ArgKind.CHOICE and arg.kind not in _LISTS:
        return replace(made, kind=_plain(arg))
    options = _all(arg, context)
    is_chosen = tuple(one for one in options if one[0] == initial)
    if arg.search is not None or (len(options) > LISTED and not arg.many):
        return replace(made, kind=FieldKind.SEARCH, options=is_chosen)
    if not options and arg.required:
        raise ArgumentsInvalid(say("choice_empty"), arg.name)
    kind = FieldKind.MANY if arg.many else FieldKind.CHOICE
    return replace(made, kind=kind, options=options) if options else None


def _plain(arg: Arg) -> FieldKind:
    if arg.kind is ArgKind.DATE:
        return FieldKind.DATE
    return FieldKind.LONG if arg.kind is ArgKind.REST and arg.lines else FieldKind.TEXT

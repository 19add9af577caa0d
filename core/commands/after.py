"""After the chat: disposition, activity form, notes, and all of it in one form; complete."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from core.commands.model import (
    Arg,
    ArgKind,
    CardPlace,
    Command,
    Context,
    NextForm,
    Options,
    Outcome,
    Section,
    Values,
    View,
    ViewName,
)
from core.commands.reading import may_read, noted_reading
from core.commands.taking import need
from core.commands.talking import private_note
from core.conversation.after import WRITABLE, disposed_as, has_wrap_up_card, see_that_it_is_open
from core.conversation.events import ActivityFilled, Disposed, Event, WrapUpCompleted
from core.conversation.machine import step
from core.conversation.model import Conversation, Status
from core.errors import ArgumentsInvalid, Refused
from core.features.activity_form import (
    ACTIVITY,
    ActivitySaved,
    Filled,
    fields_of,
    is_submitted,
    read_form,
    read_one,
    still_needed,
    with_answer,
)
from core.features.answering import Answer
from core.features.wrap_up_card import FINISH, titled
from core.ids import DispositionId
from core.policy.forms import FormPlan
from core.routing.queues import Queue
from core.sentences import say
from core.texts import render
from core.views import FieldKind, Form, FormField

NOTE = "note"
"""The field that the form has in every queue: what comes without it is no submission."""


def is_writable(conversation: Conversation) -> bool:
    """Tell whether something can be written down about the chat now."""
    return conversation.status in WRITABLE


def wraps_up(conversation: Conversation) -> bool:
    """Tell whether after-call work is going on."""
    return conversation.status is Status.WRAP_UP


def was_taken(conversation: Conversation) -> bool:
    """Tell whether an agent has had the chat."""
    return conversation.accepted_at is not None


def _has_dispositions(queue: Queue) -> bool:
    return queue.dispositions is not None


def _has_activity(queue: Queue) -> bool:
    return queue.activity is not None


def _choices(context: Context) -> Options:
    rule = context.queue.dispositions if context.queue is not None else None
    return tuple((str(one.id), titled(one)) for one in rule.choices) if rule is not None else ()


def _dispose(context: Context, values: Values) -> Outcome:
    conversation, agent = need(context)
    chosen = DispositionId(str(values["which"]))
    title = dict(_choices(context)).get(chosen, "")
    reply = say("disposition_set", number=conversation.number, title=title)
    return Outcome((Disposed(context.at, agent, chosen),), reply=reply)


def _plan(context: Context) -> FormPlan:
    """Give the form of the chat's queue. Raises `Refused` where there is none."""
    plan = context.queue.activity if context.queue is not None else None
    if plan is None:
        raise Refused(say("activity_none"))
    return plan


def _activity(context: Context, values: Values) -> Outcome:
    conversation, agent = need(context)
    plan = _plan(context)
    see_that_it_is_open(conversation, agent)
    if is_submitted(context.filled):
        answers = read_form(plan, context.filled)
    elif "field" not in values:
        return Outcome(form=NextForm("activity"))
    elif "answer" not in values:
        raise ArgumentsInvalid(say("activity_answer_missing", usage="!" + ACTIVITY_FORM.usage("")), "answer")
    else:
        answer = read_one(plan, str(values["field"]), str(values["answer"]))
        answers = with_answer(plan, context.wanted(ACTIVITY), answer)
    left = ", ".join(one.label for one in still_needed(plan, answers))
    reply = say("activity_saved", form=plan.title, number=conversation.number)
    if left:
        reply = say("activity_saved_in_part", form=plan.title, number=conversation.number, fields=left)
    return Outcome((_filled(context, plan, answers),), reply=reply, changes=(_saved(context, plan, answers),))


def _filled(context: Context, plan: FormPlan, answers: tuple[Answer, ...]) -> ActivityFilled:
    _, agent = need(context)
    return ActivityFilled(context.at, agent, is_whole=not still_needed(plan, answers))


def _saved(context: Context, plan: FormPlan, answers: tuple[Answer, ...]) -> ActivitySaved:
    conversation, agent = need(context)
    return ActivitySaved(conversation.id, Filled(plan.name, agent, context.at, answers))


def _fields_to_name(context: Context) -> Options:
    """Give the fields of the form. Raises `Refused` where there is none: nothing that could be typed would help."""
    return tuple((one.name, one.label) for one in _plan(context).fields)


def _activity_form(context: Context, values: Mapping[str, str]) -> Form:  # noqa: ARG001 - one shape for all forms
    plan = _plan(context)
    conversation, agent = need(context)
    see_that_it_is_open(conversation, agent)
    fields = fields_of(plan, context.wanted(ACTIVITY))
    intro = "\n".join(part for part in (_about(conversation), plan.intro) if part)
    return Form(plan.title, "Save", "", None, fields, intro=intro)


def _about(conversation: Conversation) -> str:
    return f"#{conversation.number} {conversation.customer_name}".strip()


def _finish_form(context: Context, values: Mapping[str, str]) -> Form:
    """Make the one form in which all that a chat still needs can be given."""
    conversation, agent = need(context)
    see_that_it_is_open(conversation, agent)
    if not wraps_up(conversation):
        raise Refused(say("wrap_up_none"))
    queue = context.queue
    if queue is None or not has_wrap_up_card(queue):
        raise Refused(say("finish_nothing"))
    fields: list[FormField] = []
    if queue.dispositions is not None:
        initial = values.get("which") or disposed_as(conversation, queue)
        listing = tuple((str(one.id), titled(one)) for one in queue.dispositions.choices)
        label, needed = render(say("card_disposition"), {}), queue.dispositions.required
        fields.append(
            FormField(
                "which", label, kind=FieldKind.CHOICE, options=listing, required=needed, initial=str(initial or "")
            )
        )
    if queue.activity is not None:
        fields += fields_of(queue.activity, context.wanted(ACTIVITY), all_at_once=True)
    note = FormField(NOTE, render(say("note_further"), {}), render(say("note_further_help"), {}), required=False)
    fields.append(replace(note, kind=FieldKind.LONG))
    return Form("Finish", "Complete", "", None, tuple(fields), intro=_about(conversation))


def _finish(context: Context, values: Values) -> Outcome:
    """Write down everything at once and complete; nothing of it when anything is refused."""
    conversation, agent = need(context)
    queue = context.queue
    if NOTE not in context.filled or queue is None:
        return _finish_as_typed(context, values)
    events: list[Event] = []
    if "which" in values:
        events.append(Disposed(context.at, agent, DispositionId(str(values["which"]))))
    saved: tuple[ActivitySaved, ...] = ()
    if queue.activity is not None:
        answers = read_form(queue.activity, context.filled)
        events.append(_filled(context, queue.activity, answers))
        saved = (_saved(context, queue.activity, answers),)
    note = context.filled[NOTE].strip()
    if note:
        events.append(private_note(context, note))
    events.append(WrapUpCompleted(context.at, agent))
    _see_that_it_can_be_done(conversation, events, queue)
    return Outcome(tuple(events), reply=say("completed", number=conversation.number), changes=saved)


def _finish_as_typed(context: Context, values: Values) -> Outcome:
    """Complete when the disposition that was typed is all that was missing; ask for the rest by the form."""
    conversation, agent = need(context)
    if "which" not in values or context.queue is None:
        return Outcome(form=NextForm(FINISH))
    which = str(values["which"])
    events: list[Event] = [Disposed(context.at, agent, DispositionId(which)), WrapUpCompleted(context.at, agent)]
    with suppress(Refused):
        _see_that_it_can_be_done(conversation, events, context.queue)
        return Outcome(tuple(events), reply=say("completed", number=conversation.number))
    return Outcome(form=NextForm(FINISH, {"which": which}))


def _see_that_it_can_be_done(conversation: Conversation, events: list[Event], queue: Queue) -> None:
    """Take the steps without writing them. Raises `Refused` where one of them can't be done."""
    for event in events:
        conversation = step(conversation, event, queue).state


def _notes(context: Context, _: Values) -> Outcome:
    may_read(context)
    return Outcome(view=View(ViewName.NOTES), changes=noted_reading(context, "notes"))


def _complete(context: Context, _: Values) -> Outcome:
    conversation, agent = need(context)
    return Outcome((WrapUpCompleted(context.at, agent),), reply=say("completed", number=conversation.number))


DISPOSITION = Command(
    name="disposition",
    aliases=("outcome",),
    summary="Say what became of the chat; it can be changed until the wrap-up ends.",
    run=_dispose,
    section=Section.ENDING,
    args=(Arg("which", ArgKind.CHOICE, "one of the queue's list", options=_choices, label="Disposition"),),
    label="Disposition…",
    submit="Save",
    available=is_writable,
    fits=_has_dispositions,
)

ACTIVITY_FORM = Command(
    name="activity",
    summary="Fill in the form about the chat, or one field of it: its name and the answer.",
    run=_activity,
    section=Section.ENDING,
    args=(
        Arg("field", ArgKind.CHOICE, "which field; without one the whole form opens", False, options=_fields_to_name),
        Arg("answer", ArgKind.REST, "what to write there", required=False),
    ),
    label="Activity form…",
    available=is_writable,
    fits=_has_activity,
    wants=frozenset({ACTIVITY}),
    form=_activity_form,
)

FINISH_FORM = Command(
    name=FINISH,
    summary="Give all that the chat still needs in one form, and complete it.",
    run=_finish,
    section=Section.ENDING,
    args=(Arg("which", ArgKind.CHOICE, "the disposition", required=False, options=_choices, label="Disposition"),),
    label="Finish…",
    card=CardPlace.MAIN,
    available=wraps_up,
    fits=has_wrap_up_card,
    wants=frozenset({ACTIVITY}),
    form=_finish_form,
)

NOTES = Command(
    name="notes",
    summary="Read the private notes of the chat.",
    run=_notes,
    section=Section.ENDING,
    available=was_taken,
)

COMPLETE = Command(
    name="complete",
    summary="Finish your after-call work early.",
    run=_complete,
    section=Section.ENDING,
    card=CardPlace.MAIN,
    available=wraps_up,
)

"""Secure forms inside a chat: asked, received, opened, declined, taken back, run out (S7, S8).

Rules:
1. Only who may write to the customer may ask. One form waits for the customer at a time; of each form at most one
   asking is there, until its values are opened.
2. The chat's owner opens the values, and nobody else, once. That they are opened is written down before they are shown.
3. They outlive neither the chat nor its owner's having it: whatever ends it or gives it away drops them
   (`without_strays`). A form that waits for its customer goes with them.
4. What was filled in is no part of any state, event or effect.
"""

from dataclasses import replace
from datetime import datetime

from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.effects.audit import SYSTEM, AuditAct
from core.conversation.events import (
    FormAsked,
    FormDeclined,
    FormLost,
    FormOpened,
    FormPutBack,
    FormReceived,
    FormTakenBack,
)
from core.conversation.form import AskedForm, FormStage
from core.conversation.model import Conversation, Status, Timer
from core.conversation.seats import require_running, require_seen
from core.conversation.transition import Transition, go, with_timer
from core.errors import NotPermitted, Refused
from core.features.brake import spoken, titles
from core.ids import CUSTOMER, AgentId, FormId
from core.messages import Visibility, plain_text, with_visibility
from core.policy.secure_forms import SecureForm
from core.routing.queues import Queue
from core.sentences import Sentence, say


def asked_form(state: Conversation, form: FormId) -> AskedForm | None:
    """Give a form of the chat that is still asked for or to be opened."""
    return next((one for one in state.forms if one.id == form), None)


def waiting_form(state: Conversation) -> AskedForm | None:
    """Give the form that the customer has not filled in yet."""
    return next((one for one in state.forms if one.stage is FormStage.REQUESTED), None)


def form_asked(state: Conversation, event: FormAsked, queue: Queue) -> Transition:
    """Ask the customer to fill in a form.

    Raises:
        ConversationClosed: the chat isn't running.
        NotPermitted: the customer doesn't see the agent.
        Refused: private mode is on, or something else is asked already.
    """
    asked = event.asked
    require_running(state)
    require_seen(state, asked.by)
    if asked.by in state.private:
        raise Refused(say("ask_private_mode"))
    found = titles(plain_text(event.message.parts), queue.brake)
    if found:
        raise Refused(say("form_braked", what=spoken(found)))
    _see_that_it_is_free(state, asked)
    sent = with_visibility(event.message, Visibility.EVERYONE)
    spoke = changed(state, agent_last_at=event.at, unread=0, silence=0, warned_at=None)
    return go(
        _with_forms(with_timer(spoke, Timer.ANSWER, None), (*state.forms, asked)),
        do.StoreMessage(sent),
        do.KeepForm(asked, asked.by),
        do.SendToCustomer(sent.id),
        do.TellThread(say("thread_form_requested", agent=asked.by, form=asked.title)),
        _record(FormStage.REQUESTED, asked, asked.by),
        _audit(AuditAct.FORM_REQUESTED, asked, asked.by),
    )


def _see_that_it_is_free(state: Conversation, asked: AskedForm) -> None:
    waiting = waiting_form(state)
    if waiting is not None:
        raise Refused(say("form_waits", form=waiting.title))
    if any(one.form == asked.form for one in state.forms):
        raise Refused(say("form_unopened", form=asked.title))


def form_received(state: Conversation, event: FormReceived, queue: Queue) -> Transition:
    """Take in that a form was filled in; stale when nobody asks for it any more: then its values are dropped."""
    asked = asked_form(state, event.form)
    plan = plan_of(queue, asked)
    if asked is None or plan is None or asked.stage is not FormStage.REQUESTED or event.at >= asked.until:
        return Transition(state, (do.DropValues(event.slot),) if event.slot else ())
    if plan.link:
        return _settled(state, asked, FormStage.DONE, None, AuditAct.FORM_RECEIVED)
    received = replace(asked, stage=FormStage.RECEIVED, slot=event.slot, until=event.at + plan.open_within)
    others = tuple(one for one in state.forms if one.id != asked.id)
    return go(
        _with_forms(changed(state, warned_at=None), (*others, received)),
        do.KeepForm(received),
        do.TellThread(say("thread_form_received", form=asked.title, agent=state.owner or "")),
        _record(FormStage.RECEIVED, asked),
        _audit(AuditAct.FORM_RECEIVED, asked, CUSTOMER),
    )


def form_declined(state: Conversation, event: FormDeclined) -> Transition:
    """Note that the customer would not; stale when it is filled in, or taken back."""
    asked = asked_form(state, event.form)
    if asked is None or asked.stage is not FormStage.REQUESTED:
        return Transition(state)
    return _settled(state, asked, FormStage.DECLINED, None, AuditAct.FORM_DECLINED)


def form_taken_back(state: Conversation, event: FormTakenBack) -> Transition:
    """Ask no longer; values that came in and were not opened are dropped.

    Raises:
        ConversationClosed: the chat isn't running.
        NotPermitted: the customer doesn't see the agent.
        Refused: there is nothing to take back.
    """
    require_running(state)
    require_seen(state, event.agent)
    asked = waiting_form(state) or next(iter(state.forms), None)
    if event.form is not None:
        asked = asked_form(state, event.form)
    if asked is None:
        raise Refused(say("form_none"))
    return _settled(state, asked, FormStage.CANCELLED, event.agent, AuditAct.FORM_CANCELLED)


def form_opened(state: Conversation, event: FormOpened) -> Transition:
    """Let the owner see what was filled in: once.

    Raises:
        NotPermitted: the chat is somebody else's.
        Refused: there is nothing to open.
    """
    asked = asked_form(state, event.form)
    if asked is None or asked.stage is not FormStage.RECEIVED or event.at >= asked.until:
        raise Refused(say("form_gone"))
    if state.owner != event.agent:
        raise NotPermitted(say("form_not_owner", agent=state.owner or ""))
    return _settled(state, asked, FormStage.OPENED, event.agent, AuditAct.FORM_OPENED, event.key)


def form_lost(state: Conversation, event: FormLost) -> Transition:
    """Tell the thread that there was nothing left to be opened."""
    record = do.Record("form_lost", agent=event.agent, fields={"form": event.form})
    return Transition(state, (do.TellThread(say("thread_form_lost", form=event.title)), record))


def form_put_back(state: Conversation, event: FormPutBack) -> Transition:
    """Let values wait again that were to be shown and could not be fetched.

    They are dropped where they could not be opened any more: the chat is over or somebody else's, the form is asked for
    anew, or its time has run out.
    """
    asked = replace(event.asked, stage=FormStage.RECEIVED)
    is_theirs = state.status is Status.ACTIVE and state.owner == event.agent
    if not is_theirs or event.at >= asked.until or any(one.form == asked.form for one in state.forms):
        return Transition(state, (do.DropValues(asked.slot),))
    return go(
        _with_forms(changed(state), (*state.forms, asked)),
        do.KeepForm(asked),
        do.TellThread(say("thread_form_unshown", form=asked.title, agent=event.agent)),
        do.Record("form_put_back", agent=event.agent, fields={"form": asked.id}),
    )


def form_expired(state: Conversation, at: datetime, queue: Queue) -> Transition:  # noqa: ARG001 - one shape for all timers
    """Let go of what nobody filled in, or opened, in time."""
    transition = Transition(with_timer(state, Timer.FORM, _due(state.forms)))
    for asked in state.forms:
        if asked.until <= at:
            after = _settled(transition.state, asked, FormStage.EXPIRED, None, AuditAct.FORM_EXPIRED)
            transition = Transition(after.state, (*transition.effects, *after.effects))
    return transition


def without_strays(before: Conversation, step: Transition) -> Transition:
    """Drop the forms of a chat that runs no longer, or is somebody else's.

    Looked at behind every step: whatever ends or gives away a chat need not know of forms.
    """
    after = step.state
    if not after.forms or (after.status is Status.ACTIVE and after.owner == before.owner):
        return step
    effects = list(step.effects)
    for asked in after.forms:
        effects += _settling(replace(asked, stage=FormStage.DROPPED), None, "")
        effects += (_record(FormStage.DROPPED, asked), _audit(AuditAct.FORM_CANCELLED, asked, SYSTEM))
    return Transition(_with_forms(after, ()), tuple(effects))


def plan_of(queue: Queue, asked: AskedForm | None) -> SecureForm | None:
    """Give the form as the queue has it now; None when it has it no longer."""
    return queue.secure_form(asked.form) if asked is not None else None


def _settled(
    state: Conversation, asked: AskedForm, stage: FormStage, by: AgentId | None, act: AuditAct, key: str = ""
) -> Transition:
    others = tuple(one for one in state.forms if one.id != asked.id)
    now = replace(asked, stage=stage)
    who: str = by or (SYSTEM if stage is FormStage.EXPIRED else CUSTOMER)
    return go(_with_forms(state, others), *_settling(now, by, key), _record(stage, asked, by), _audit(act, asked, who))


def _settling(asked: AskedForm, by: AgentId | None, key: str) -> tuple[do.Effect, ...]:
    """Keep what became of a form, tell the thread, and drop the values that nobody will see."""
    told = do.TellThread(_told(asked, by))
    dropped = (do.DropValues(asked.slot),) if asked.slot and asked.stage is not FormStage.OPENED else ()
    return (do.KeepForm(asked, by, key), *dropped, told)


def _told(asked: AskedForm, by: AgentId | None) -> Sentence:
    if asked.stage is FormStage.EXPIRED and asked.slot:
        return say("thread_form_unopened", form=asked.title)
    words = say(f"thread_form_{asked.stage.value}", form=asked.title)
    return words if by is None else replace(words, args={**words.args, "agent": by})


def _with_forms(state: Conversation, forms: tuple[AskedForm, ...]) -> Conversation:
    return with_timer(changed(state, forms=forms), Timer.FORM, _due(forms))


def _due(forms: tuple[AskedForm, ...]) -> datetime | None:
    return min((one.until for one in forms), default=None)


def _record(stage: FormStage, asked: AskedForm, by: AgentId | None = None) -> do.Record:
    return do.Record(f"form_{stage.value}", agent=by, message=asked.message, fields={"form": asked.form})


def _audit(act: AuditAct, asked: AskedForm, by: str) -> do.Audit:
    return do.Audit(act, by, asked.id, {"form": asked.form})

"""What is written down about a chat, as commands: disposition, activity form, finish, complete, notes."""

from core.commands.model import Context, NextForm, ViewName
from core.conversation.events import ActivityFilled, Disposed, NoteWritten, WrapUpCompleted
from core.conversation.model import Conversation, Status
from core.errors import ArgumentsInvalid, ConversationClosed, NotPermitted, Refused
from core.features.activity_form import ACTIVITY, ActivitySaved, Filled
from core.features.answering import Answer
from core.ids import QueueId
from core.policy.forms import Field, FormPlan
from core.routing.queues import Queue
from core.sentences import say
from core.views import Form
from tests.build import (
    ADA,
    BOB,
    NOW,
    a_context,
    a_conversation,
    a_directory,
    a_profile,
    a_queue,
    a_seat,
    an_invitation,
    an_offer,
)
from tests.build_policy import dispositions
from tests.core.commands.giving import REGISTRY, give
from tests.core.stepping import refusal

FORM = FormPlan("report", "Call report", (Field("order", "Order", required=True), Field("more", "More")), "Be brief.")
QUEUE = a_queue(dispositions=dispositions("Solved", "Billing/Refund", required=True), activity=FORM)
WRAPPING = a_conversation(Status.WRAP_UP)
KNOWN = Filled("report", ADA, NOW, (Answer("more", "More", ("much",)),))


def around(chat: Conversation = WRAPPING, queue: Queue = QUEUE, **filled: str) -> Context:
    return a_context(conversation=chat, queue=queue, filled=filled, given={ACTIVITY: KNOWN})


def form(command: str, context: Context, **values: str) -> Form:
    made = REGISTRY.find(command).form
    assert made is not None
    return made(context, values)


def test_a_disposition_is_found_by_a_part_of_its_name() -> None:
    outcome = give("disposition refund", around())

    assert outcome.events == (Disposed(NOW, ADA, QUEUE.dispositions.choices[1].id),)  # type: ignore[union-attr]
    assert outcome.reply == say("disposition_set", number=1, title="Billing / Refund")


def test_without_a_list_nothing_can_be_chosen() -> None:
    assert refusal(lambda: give("disposition x", around(queue=a_queue())), ArgumentsInvalid).key == "choice_empty"


def test_buttons_are_there_where_the_queue_has_something_for_them() -> None:
    names = ("disposition", "activity", "finish")

    assert [REGISTRY.find(name).fits(QUEUE) for name in names] == [True] * 3
    assert [REGISTRY.find(name).fits(a_queue()) for name in names] == [False] * 3
    assert [REGISTRY.find(name).available(WRAPPING) for name in names] == [True] * 3
    assert [REGISTRY.find(name).available(a_conversation(Status.HANDLED)) for name in names] == [False] * 3


def test_the_activity_form_opens_saves_and_tells_what_it_still_needs() -> None:
    assert give("activity", around()).form == NextForm("activity")

    part = give("activity", around(a_order="", a_more="little"))
    whole = give("activity", around(a_order="12", a_more=""))

    assert part.reply == say("activity_saved_in_part", form="Call report", number=1, fields="Order")
    assert part.events == (ActivityFilled(NOW, ADA, is_whole=False),)
    [saved] = whole.changes
    assert isinstance(saved, ActivitySaved)
    assert (saved.filled.answers, whole.events) == (
        (Answer("order", "Order", ("12",)),),
        (ActivityFilled(NOW, ADA, is_whole=True),),
    )


def test_one_field_is_typed_and_joins_what_was_saved() -> None:
    [saved] = give("activity Order 12", around()).changes

    assert isinstance(saved, ActivitySaved)
    assert [one.name for one in saved.filled.answers] == ["order", "more"]
    refused = refusal(lambda: give("activity Order", around()), ArgumentsInvalid)
    assert refused == say("activity_answer_missing", usage="!activity [field] [answer]")


def test_the_form_has_its_intro_and_is_refused_where_there_is_none_or_it_is_too_late() -> None:
    assert form("activity", around()).intro == "#1 Grace\nBe brief."
    assert refusal(lambda: form("activity", around(queue=a_queue())), Refused) == say("activity_none")
    over = around(a_conversation(Status.HANDLED))
    assert refusal(lambda: form("activity", over), ConversationClosed) == say("written_down")
    assert refusal(lambda: give("activity Order 12", over), ConversationClosed) == say("written_down")


def test_finish_opens_its_form_with_what_is_chosen_already() -> None:
    assert give("finish", around()).form == NextForm("finish")
    assert give("finish solved", around()).form == NextForm("finish", {"which": "solved"})

    names = [field.name for field in form("finish", around()).fields]
    chosen = form("finish", around(a_conversation(Status.WRAP_UP, disposition="refund")))

    assert names == ["which", "a_order", "a_more", "note"]
    assert chosen.fields[0].initial == "refund"
    assert form("finish", around(), which="solved").fields[0].initial == "solved"
    only_form = form("finish", around(queue=a_queue(activity=FORM)))
    assert [field.name for field in only_form.fields] == ["a_order", "a_more", "note"]
    only_list = form("finish", around(queue=a_queue(dispositions=dispositions())))
    assert [field.name for field in only_list.fields] == ["which", "note"]
    assert refusal(lambda: form("finish", around(queue=a_queue())), Refused) == say("finish_nothing")


def test_a_typed_finish_completes_when_the_disposition_was_all_that_was_missing() -> None:
    outcome = give("finish solved", around(queue=a_queue(dispositions=dispositions())))

    assert [type(event) for event in outcome.events] == [Disposed, WrapUpCompleted]
    assert outcome.reply == say("completed", number=1)


def test_finish_opens_no_form_while_the_chat_runs() -> None:
    running = around(a_conversation(Status.ACTIVE))

    assert refusal(lambda: form("finish", running), Refused) == say("wrap_up_none")


def test_finish_writes_everything_and_completes() -> None:
    context = around(a_order="12", a_more="", note=" call back ", which="solved")

    outcome = give("finish", context, which="solved")

    assert [type(event) for event in outcome.events] == [Disposed, ActivityFilled, NoteWritten, WrapUpCompleted]
    assert (len(outcome.changes), outcome.reply) == (1, say("completed", number=1))
    listed = around(queue=a_queue(dispositions=dispositions()), note="")
    assert [type(event) for event in give("finish", listed).events] == [WrapUpCompleted]


def test_finish_is_refused_as_a_whole_when_a_part_of_it_is() -> None:
    without = around(a_order="12", a_more="", note="")

    assert refusal(lambda: give("finish", without), Refused).key == "complete_needs_disposition"


def test_notes_are_read_by_agents_of_the_queue_and_who_has_had_the_chat() -> None:
    elsewhere = a_directory(a_profile(ADA, queues=()), queues=(QUEUE,))
    handled = a_conversation(Status.HANDLED, owner=None)

    view = give("notes", around()).view
    assert view is not None
    assert view.name is ViewName.NOTES
    assert give("notes", a_context(directory=elsewhere, conversation=WRAPPING)).view == view
    assert give("notes", a_context(directory=elsewhere, conversation=a_conversation(Status.HANDLED))).view == view
    offered = a_conversation(Status.OFFERED, offer=an_offer(ADA), overflow=(QueueId("other"),))
    assert give("notes", a_context(directory=elsewhere, conversation=offered)).view == view
    invited = a_conversation(Status.ACTIVE, owner=BOB, participants=(a_seat(BOB),), invitation=an_invitation(ADA, BOB))
    assert give("notes", a_context(directory=elsewhere, conversation=invited)).view == view
    refused = refusal(lambda: give("notes", a_context(directory=elsewhere, conversation=handled)), NotPermitted)
    assert refused == say("chat_not_yours", number=1)

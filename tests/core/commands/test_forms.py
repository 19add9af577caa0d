"""A command's form asks for its arguments; what is too much to list is searched for."""

from collections.abc import Mapping
from dataclasses import replace

from core.agents.model import Stage
from core.commands.colleagues import COLLEAGUES
from core.commands.forms import LISTED, form_of, found
from core.commands.model import Arg, ArgKind, Command, Context, Options, Outcome, Section, Values, Want
from core.commands.talking import PRIVATE
from core.conversation.model import Status
from core.errors import ArgumentsInvalid
from core.ids import AgentId, ConversationId, DeskName, QueueId
from core.policy.hours import Hours
from core.sentences import say
from core.views import FieldKind, Form, FormField
from tests.build import ADA, CHAT, a_context, a_conversation, a_directory, a_profile, a_queue, an_agent, in_hand
from tests.core.stepping import refusal

TEAS = (("green", "Green tea"), ("mint", "Mint"))
STOCK: Want[Options] = Want("stock")


def _run(_: Context, __: Values) -> Outcome:
    return Outcome()


def of(*args: Arg, label: str = "") -> Command:
    return Command(name="try", summary="Try it.", run=_run, section=Section.YOU, args=args, label=label)


def fields(*args: Arg, context: Context | None = None, **values: str) -> tuple[FormField, ...]:
    return form_of(of(*args), context or a_context(), values).fields


def an_arg(kind: ArgKind, *, required: bool = True) -> Arg:
    return Arg("what", kind, "the thing", required)


TEA = replace(an_arg(ArgKind.CHOICE), options=lambda _: TEAS)


def crowd(size: int) -> Context:
    people = (a_profile(AgentId(f"a{n:03}"), f"Agent {n:03}") for n in range(size))
    return a_context(None, directory=a_directory(*people))


def test_form_is_named_after_the_command_and_says_about_which_chat() -> None:
    form = form_of(of(an_arg(ArgKind.WORD), label="Try…"), a_context(), {"what": "x", "id": "7"})

    assert (form.title, form.submit, form.command, form.conversation) == ("Try", "Try", "try", CHAT)
    assert (form.intro, form.values) == ("#1 Grace", {"what": "x", "id": "7"})
    assert form_of(replace(of(an_arg(ArgKind.WORD)), submit="Go"), a_context(), {}).submit == "Go"
    assert form.fields == (FormField("what", "What", "The thing.", initial="x"),)


def test_form_outside_of_chats_is_about_none() -> None:
    form = form_of(of(an_arg(ArgKind.WORD)), a_context(conversation=None), {})

    assert (form.intro, form.conversation) == ("", None)


def test_kinds_of_fields() -> None:
    kinds = {
        ArgKind.WORD: FieldKind.TEXT,
        ArgKind.REST: FieldKind.LONG,
        ArgKind.NUMBER: FieldKind.TEXT,
        ArgKind.DURATION: FieldKind.TEXT,
        ArgKind.HELD: FieldKind.TEXT,
        ArgKind.DATE: FieldKind.DATE,
        ArgKind.AGENT: FieldKind.CHOICE,
        ArgKind.QUEUE: FieldKind.CHOICE,
        ArgKind.AGENT_OR_QUEUE: FieldKind.CHOICE,
        ArgKind.ONOFF: FieldKind.CHOICE,
    }
    assert {kind: fields(an_arg(kind))[0].kind for kind in kinds} == kinds
    assert fields(replace(an_arg(ArgKind.REST), lines=False))[0].kind is FieldKind.TEXT


def test_lists_of_people_and_queues() -> None:
    context = a_context(directory=a_directory(a_profile(name="Ada"), a_profile(AgentId("bob"), "Bob")))

    assert fields(an_arg(ArgKind.AGENT), context=context)[0].options == (("ada", "Ada"), ("bob", "Bob"))
    assert fields(an_arg(ArgKind.QUEUE), context=context)[0].options == (("billing", "Billing"),)
    assert fields(an_arg(ArgKind.AGENT_OR_QUEUE), context=context)[0].options == (
        ("queue:billing", "Billing (queue)"),
        ("agent:bob", "Bob"),
    )
    assert fields(an_arg(ArgKind.ONOFF), context=context)[0].options == (("on", "On"), ("off", "Off"))


def test_a_queue_that_is_closed_says_so_in_the_list() -> None:
    queues = (a_queue(), a_queue(id=QueueId("school"), title="School", hours=Hours("UTC")))
    context = a_context(directory=a_directory(queues=queues))

    listed = fields(an_arg(ArgKind.AGENT_OR_QUEUE), context=context)[0].options
    assert [label for _, label in listed][:2] == ["Billing (queue)", "School (queue, closed now)"]


def test_a_queue_of_another_desk_is_no_choice_where_a_chat_is_handed_over() -> None:
    queues = (a_queue(), a_queue(id=QueueId("far"), title="Far", desk=DeskName("teams")))
    context = replace(a_context(directory=a_directory(queues=queues)), queue=a_queue())

    listed = fields(an_arg(ArgKind.AGENT_OR_QUEUE), context=context)[0].options
    assert [value for value, _ in listed if value.startswith("queue:")] == ["queue:billing"]
    assert found(of(an_arg(ArgKind.AGENT_OR_QUEUE)), "what", context, "far") == ()
    assert ("queue:far", "Far (queue)") in fields(an_arg(ArgKind.ANYBODY), context=context)[0].options


def test_a_form_can_say_more_than_the_button_that_opens_it() -> None:
    form = form_of(replace(of(an_arg(ArgKind.WORD), label="Try…"), title="Try it out"), a_context(), {})

    assert (form.title, form.submit) == ("Try it out", "Try it out")
    words = form_of(PRIVATE, a_context(), {})
    assert (words.title, words.submit, words.fields[0].label) == (
        "Write to agents only",
        "Write to agents",
        "For the agents",
    )


def test_whoever_could_take_the_chat_stands_first_and_each_with_how_they_are() -> None:
    people = (a_profile(ADA), *(a_profile(AgentId(name), name) for name in ("bob", "cleo", "dora", "eve", "fay")))
    load = {ConversationId("c9"): in_hand()}
    states = (
        an_agent(AgentId("bob"), ready=False),
        an_agent(AgentId("cleo"), chats=load, capacity=1),
        an_agent(AgentId("dora")),
        an_agent(AgentId("eve"), chats={ConversationId("c9"): in_hand(stage=Stage.WRAP_UP)}),
    )
    chat, given = a_conversation(Status.ACTIVE), {COLLEAGUES: {one.id: one for one in states}}
    context = replace(a_context(directory=a_directory(*people)), conversation=chat, queue=a_queue(), given=given)

    listed = fields(an_arg(ArgKind.AGENT_OR_QUEUE), context=context)[0].options
    assert [label for _, label in listed] == [
        "Billing (queue)",
        "dora · Ready",
        "eve · busy",
        "cleo · full",
        "bob · not ready",
        "fay · not ready",
    ]


def test_choices_one_or_several() -> None:
    (one,) = fields(replace(TEA, label="Which tea"), what="mint")

    assert (one.kind, one.options, one.initial, one.label) == (FieldKind.CHOICE, TEAS, "mint", "Which tea")
    assert fields(replace(TEA, many=True))[0].kind is FieldKind.MANY


def test_more_than_a_list_takes_is_searched_and_knows_what_is_chosen() -> None:
    (few,) = fields(an_arg(ArgKind.AGENT), context=crowd(LISTED))
    (many,) = fields(an_arg(ArgKind.AGENT), context=crowd(LISTED + 1), what="a007")

    assert (few.kind, len(few.options)) == (FieldKind.CHOICE, LISTED)
    assert (many.kind, many.options) == (FieldKind.SEARCH, (("a007", "Agent 007"),))


def test_nothing_to_choose_from_is_no_field_or_no_form() -> None:
    assert fields(an_arg(ArgKind.CHOICE, required=False)) == ()
    sentence = refusal(lambda: fields(an_arg(ArgKind.CHOICE)), ArgumentsInvalid)
    assert sentence == say("choice_empty")


def test_search_gives_what_fits_all_words_typed_so_far() -> None:
    command = of(an_arg(ArgKind.AGENT), replace(TEA, name="tea"))

    assert found(command, "what", crowd(300), "agent 290") == (("a290", "Agent 290"),)
    assert len(found(command, "what", crowd(300), "")) == LISTED
    assert found(command, "tea", crowd(1), "TEA") == TEAS[:1]
    assert found(command, "other", crowd(1), "") == ()


def test_own_search_decides_itself_and_sees_what_the_command_wanted() -> None:
    def search(context: Context, typed: str) -> Options:
        return tuple(one for one in context.wanted(STOCK) if typed in one[0])

    arg = replace(an_arg(ArgKind.CHOICE), search=search)
    context = a_context(given={STOCK: TEAS})

    assert found(of(arg), "what", context, "mint") == TEAS[1:]
    assert fields(arg, context=context, what="green")[0].options == TEAS[:1]


def test_own_form_of_a_command_is_given_its_name_chat_and_values() -> None:
    def form(_: Context, values: Mapping[str, str]) -> Form:
        return Form("Edit", "Send", "", None, (FormField("text", "Text", initial=values["id"]),))

    own = replace(of(), form=form)

    made = form_of(own, a_context(), {"id": "7"})
    assert (made.command, made.conversation, made.values, made.fields[0].initial) == ("try", CHAT, {"id": "7"}, "7")
    assert form_of(own, a_context(conversation=None), {"id": "7"}).conversation is None

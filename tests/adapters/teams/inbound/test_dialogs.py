"""Dialogs: forms, questions, the list of all that can be done, message extensions, searches."""

import pytest

from core.errors import Refused
from core.ids import ExternalRef
from core.inbound import Invocation
from core.ports import Outcome
from core.sentences import say
from core.views import Button, FieldKind, Form, FormField
from playground.refusals import HumanError
from playground.teams import invokes
from tests.adapters.teams.inbound.fakes import CHAT
from tests.adapters.teams.inbound.world import ADA, World

ASKS = Button("Invite…", "invite", CHAT, {"how": "coach"}, asks=True)


async def test_a_form_opens_and_what_is_filled_in_is_stored_before_it_closes(world: World) -> None:
    chain, card = await world.a_card(ASKS)

    opened = await world.people.click(user="ada", conversation=chain, id=card, title="Invite…")
    assert opened["dialog"]["title"] == "The form of invite"
    assert world.desktop.asked == [(ADA, "invite", CHAT, ExternalRef(chain), {"how": "coach"})]
    assert world.inbox.stored == []

    done = await world.people.submit_dialog(user="ada", values={"text:agent": "Grace"})

    assert done == {"dialog": None}
    body = world.inbox.of(Invocation)[0]
    assert (body.command, body.surface) == ("invite", "form")
    assert body.values == {"how": "coach", "agent": "Grace", "reason": ""}


async def test_a_form_that_is_refused_comes_back_with_what_was_filled_in(world: World) -> None:
    chain, card = await world.a_card(ASKS)
    await world.people.click(user="ada", conversation=chain, id=card, title="Invite…")
    world.inbox.outcome = Outcome("Nobody is called Grac.", refused=True, arg="agent")

    again = await world.people.submit_dialog(user="ada", values={"text:agent": "Grac"})

    assert "Nobody is called Grac." in str(again["dialog"]["card"])
    assert "'value': 'Grac'" in str(again["dialog"]["card"])
    world.inbox.outcome = Outcome("Grace is asked.")
    assert await world.people.submit_dialog(user="ada", values={"text:agent": "Grace"}) == {
        "dialog": None,
        "message": "Grace is asked.",
    }
    assert [one.values["agent"] for one in world.inbox.of(Invocation)] == ["Grac", "Grace"]


async def test_a_form_may_be_followed_by_another(world: World) -> None:
    chain, card = await world.a_card(ASKS)
    await world.people.click(user="ada", conversation=chain, id=card, title="Invite…")
    world.inbox.outcome = Outcome(form=Form("And now?", "Send", "note", CHAT, (FormField("words", "Words"),)))

    second = await world.people.submit_dialog(user="ada", values={"text:agent": "Grace"})

    assert second["dialog"]["title"] == "And now?"


async def test_a_form_that_can_not_be_had_says_why(world: World) -> None:
    chain, card = await world.a_card(ASKS)
    world.desktop.refusal = Refused(say("not_an_agent"))

    opened = await world.people.click(user="ada", conversation=chain, id=card, title="Invite…")

    assert opened["dialog"] is None
    assert opened["message"]


async def test_a_question_before_a_click_counts_only_when_it_is_answered(world: World) -> None:
    chain, card = await world.a_card(Button("End", "end", CHAT, style="danger", confirm="End this chat?"))

    opened = await world.people.click(user="ada", conversation=chain, id=card, title="End")
    assert "End this chat?" in str(opened["dialog"]["card"])
    assert world.inbox.stored == []

    await world.people.submit_dialog(user="ada", values={})
    assert [one.command for one in world.inbox.of(Invocation)] == ["end"]


async def test_a_message_extension_opens_the_commands_form_about_that_message(world: World) -> None:
    chain = await world.chain()
    said = await world.people.post(user="ada", conversation=chain, text="hello")
    await world.settled()

    opened = await world.people.extension(user="ada", conversation=chain, id=said["id"], command="note")
    assert opened["dialog"]["title"] == "The form of note"
    assert world.desktop.asked == [(ADA, "note", None, ExternalRef(chain), {})]
    await world.people.submit_dialog(user="ada", values={"text:agent": "x"})

    body = world.inbox.of(Invocation)[0]
    assert (body.command, body.about) == ("note", f"{chain}#{said['id']}")


async def test_the_list_of_all_that_can_be_done_opens_in_a_dialog(world: World) -> None:
    chain, card = await world.a_card(Button("Actions…", "actions", CHAT, asks=True))

    opened = await world.people.click(user="ada", conversation=chain, id=card, title="Actions…")
    assert "Talking" in str(opened["dialog"]["card"])

    question = await world.people.submit_dialog(user="ada", values={}, action="End")
    assert "End it?" in str(question["dialog"]["card"])
    await world.people.submit_dialog(user="ada", values={})
    assert [one.command for one in world.inbox.of(Invocation)] == ["end"]


async def test_what_fits_the_typed_words_is_found(world: World) -> None:
    world.desktop.found = (("agent:grace", "Grace Hopper"),)
    world.desktop.fields = (FormField("agent", "Who", kind=FieldKind.SEARCH),)
    chain, card = await world.a_card(ASKS)
    opened = await world.people.click(user="ada", conversation=chain, id=card, title="Invite…")
    dataset = next(one["choices.data"]["dataset"] for one in opened["dialog"]["card"]["body"] if "choices.data" in one)

    found = await world.people.search(user="ada", dataset=dataset, query="gra")

    assert found["results"] == [{"value": "agent:grace", "title": "Grace Hopper"}]
    assert world.desktop.asked[-1][3].typed == "gra"


async def test_a_question_that_nobody_knows_is_answered_so(world: World) -> None:
    place = world.teams.store.conversations[await world.personal()]

    with pytest.raises(HumanError) as told:
        await invokes.ask(world.teams, "noor", place, "task/unheard-of", {})

    assert told.value.code == "not_implemented"


async def test_a_forms_answer_that_is_long_or_has_buttons_comes_in_the_personal_chat(world: World) -> None:
    await world.people.post(user="noor", conversation=await world.personal(), text="help")
    chain, card = await world.a_card(ASKS)
    await world.people.click(user="ada", conversation=chain, id=card, title="Invite…")
    world.inbox.outcome = Outcome(
        "Two fit:\nGrace\nLin", buttons=(Button("Grace", "invite", CHAT, {"agent": "grace"}),)
    )

    told = await world.people.submit_dialog(user="ada", values={"text:agent": "G"})
    await world.settled()

    assert told == {"dialog": None, "message": "You find the answer in your chat with the bridge."}
    assert "Two fit:" in world.shown_to("ada")


async def test_a_question_that_a_click_in_a_dialog_raises_is_asked_there(world: World) -> None:
    chain, card = await world.a_card(Button("Actions…", "actions", CHAT, asks=True))
    await world.people.click(user="ada", conversation=chain, id=card, title="Actions…")
    await world.people.submit_dialog(user="ada", values={}, action="End")
    world.inbox.outcome = Outcome("It is not finished:", buttons=(Button("End all the same", "end", CHAT),))

    asked = await world.people.submit_dialog(user="ada", values={})
    assert "It is not finished:" in str(asked["dialog"]["card"])

    world.inbox.outcome = Outcome("Not any more.", refused=True)
    told = await world.people.submit_dialog(user="ada", values={}, action="End all the same")
    assert told == {"dialog": None, "message": "Not any more."}


async def test_a_form_that_can_not_be_shown_again_says_what_was_wrong(world: World) -> None:
    chain, card = await world.a_card(ASKS)
    await world.people.click(user="ada", conversation=chain, id=card, title="Invite…")
    world.inbox.outcome = Outcome("The chat has ended.", refused=True)
    world.desktop.refusal = Refused(say("not_an_agent"))

    assert await world.people.submit_dialog(user="ada", values={"text:agent": "G"}) == {
        "dialog": None,
        "message": "The chat has ended.",
    }


async def test_a_form_that_takes_long_closes_with_a_word(world: World) -> None:
    chain, card = await world.a_card(ASKS)
    await world.people.click(user="ada", conversation=chain, id=card, title="Invite…")
    world.inbox.outcome = Outcome(settled=False)

    told = await world.people.submit_dialog(user="ada", values={"text:agent": "G"})
    assert "follows in your chat" in told["message"]


async def test_a_search_that_is_refused_finds_nothing(world: World) -> None:
    world.desktop.refusal = Refused(say("not_an_agent"))
    await world.personal()
    place = world.teams.store.conversations[await world.personal()]
    dataset = '{"command":"invite","conversation":null,"field":"agent","values":{}}'

    body = await invokes.ask(world.teams, "noor", place, "application/search", {"queryText": "g", "dataset": dataset})

    assert body == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.search.searchResponse",
        "value": {"results": []},
    }


async def test_a_command_that_is_not_there_opens_nothing(world: World) -> None:
    place = world.teams.store.conversations[await world.personal()]

    body = await invokes.ask(world.teams, "noor", place, "composeExtension/fetchTask", {"commandId": "unheard-of"})

    assert body["task"]["type"] == "message"
    assert world.desktop.asked == []

"""Clicks on cards: what is stored of them, and how whoever clicked is answered."""

from adapters.teams.actions import action
from adapters.teams.cards import activity as card_activity
from core.errors import Overloaded
from core.ids import ExternalRef
from core.inbound import ConversationSubject, HomeOpened, Invocation
from core.ports import Outcome
from core.views import Button, Card, Form, FormField, Prompt
from tests.adapters.teams.inbound.fakes import CHAT
from tests.adapters.teams.inbound.world import ADA, DESK, NOOR, World


async def test_a_click_is_stored_and_answered_at_its_card(world: World) -> None:
    world.inbox.outcome = Outcome("It is yours.")
    chain, card = await world.a_card(Button("Accept", "accept", CHAT, {"which": "m1"}))

    answer = await world.people.click(user="ada", conversation=chain, id=card, title="Accept")

    assert answer["answer"]["value"] == "It is yours."
    (inbound,) = world.inbox.stored
    assert inbound.subject == ConversationSubject(CHAT)
    assert inbound.body == Invocation(DESK, ADA, "accept", values={"which": "m1"}, name="Ada Lovelace")


async def test_a_click_that_takes_long_is_told_so(world: World) -> None:
    world.inbox.outcome = Outcome(settled=False)
    chain, card = await world.a_card(Button("Accept", "accept", CHAT))

    answer = await world.people.click(user="ada", conversation=chain, id=card, title="Accept")

    assert "follows in your chat" in answer["answer"]["value"]


async def test_a_click_that_is_too_much_is_told_to_be_tried_again(world: World) -> None:
    chain, card = await world.a_card(Button("Accept", "accept", CHAT))
    world.inbox.failure = Overloaded()

    answer = await world.people.click(user="ada", conversation=chain, id=card, title="Accept")

    assert "try again in a moment" in answer["answer"]["value"]


async def test_an_answer_with_buttons_comes_in_the_personal_chat(world: World) -> None:
    conversation = await world.personal()
    await world.people.post(user="noor", conversation=conversation, text="help")
    chain, card = await world.a_card(Button("Accept", "accept", CHAT))
    world.inbox.outcome = Outcome("Really?", buttons=(Button("Yes", "accept", CHAT),))

    answer = await world.people.click(user="ada", conversation=chain, id=card, title="Accept")
    await world.settled()

    assert answer["answer"]["value"] == "You find the answer in your chat with the bridge."
    assert "Really?" in world.shown_to("ada")


async def test_a_click_that_is_refused_teaches_nothing_and_one_that_is_taken_does(world: World) -> None:
    tenant, _, user = ADA.partition("/")
    told = {
        "type": "invoke",
        "name": "adaptiveCard/action",
        "from": {"id": "29:ada", "aadObjectId": user},
        "conversation": {"id": "a:adas", "conversationType": "personal", "tenantId": tenant},
        "value": {"": 1},
    }
    keys = (f"personal:{ADA}", f"member:{ADA}")

    assert (await world.adapter.take(told))[0] == 400
    assert [await world.memory.recall(key) for key in keys] == [None, None]

    click = {"action": {"type": "Action.Execute", "verb": "x", "data": {}}}
    assert (await world.adapter.take({**told, "value": click}))[0] == 200
    assert [await world.memory.recall(key) for key in keys] == ["a:adas", "29:ada"]


async def asked(world: World, prompt: Prompt) -> dict[str, str]:
    """Show a prompt in Noor's personal chat, as the outbox does; give how to act on it."""
    conversation = await world.personal()
    shown = await world.adapter.port.tell(NOOR, ExternalRef(conversation), prompt)
    assert shown.ref is not None
    return {"user": "noor", "conversation": conversation, "id": shown.ref.partition("#")[2]}


HELD = Prompt("Shall it be sent?", "key", buttons=(Button("Send anyway", "send", CHAT),))
OFFER = Prompt("A chat", "key", card=Card("A chat", "A chat", buttons=(Button("Accept", "accept", CHAT),)))


async def test_a_question_that_was_answered_gives_way_to_its_answer(world: World) -> None:
    where = await asked(world, HELD)
    world.inbox.outcome = Outcome("Sent.")

    await world.people.click(**where, title="Send anyway")
    await world.settled()

    assert "Sent." in world.shown_at(where["conversation"], where["id"])
    assert "Send anyway" not in world.shown_at(where["conversation"], where["id"])


async def test_a_question_that_was_refused_stays_for_another_try(world: World) -> None:
    where = await asked(world, HELD)
    world.inbox.outcome = Outcome("Not yet.", refused=True)

    answer = await world.people.click(**where, title="Send anyway")
    await world.settled()

    assert answer["answer"]["value"] == "Not yet."
    assert "Send anyway" in world.shown_at(where["conversation"], where["id"])


async def test_the_card_of_an_offer_is_left_to_the_bridge(world: World) -> None:
    where = await asked(world, OFFER)

    await world.people.click(**where, title="Accept")
    await world.settled()

    assert "Accept" in world.shown_at(where["conversation"], where["id"])


async def test_a_button_of_the_home_page_is_clicked_there(world: World) -> None:
    conversation = await world.personal()
    _, card = await world.a_card(Button("Ready", "ready"), conversation=conversation)
    await world.memory.keep(f"home:{NOOR}", f"{conversation}#{card}")

    await world.people.click(user="noor", conversation=conversation, id=card, title="Ready")
    await world.settled()

    assert [one.surface for one in world.inbox.of(Invocation)] == ["home"]


async def test_a_home_page_that_comes_into_view_is_asked_for_once_a_minute(world: World) -> None:
    conversation = await world.personal()
    member = world.teams.store.people["noor"].member
    again = {"type": "Action.Execute", "title": "Refresh", "verb": "home", "data": {}}
    shown = card_activity([], "Home", refresh={"action": again, "userIds": [member]})
    card = await world.connector.send(conversation, shown)
    where = {"user": "noor", "conversation": conversation, "id": card}

    for _ in range(3):
        await world.people.view(**where)
    assert world.inbox.of(HomeOpened) == [HomeOpened(DESK, NOOR)]

    await world.time.advance(61)
    await world.people.view(**where)
    assert len(world.inbox.of(HomeOpened)) == 2


async def test_a_card_of_somebody_else_invokes_nothing(world: World) -> None:
    chain = await world.chain()
    foreign = {"type": "Action.Execute", "title": "Theirs", "verb": "x", "data": {"some": "thing"}}
    shown = card_activity([{"type": "ActionSet", "actions": [foreign]}], "Theirs")
    card = await world.connector.send(chain, shown)

    answer = await world.people.click(user="ada", conversation=chain, id=card, title="Theirs")

    assert "isn't set up here" in answer["answer"]["value"]
    assert world.inbox.stored == []


async def test_a_submission_without_a_dialog_is_a_click_too(world: World) -> None:
    chain = await world.chain()
    plain = {**action(Button("End", "end", CHAT)), "type": "Action.Submit"}
    shown = card_activity([{"type": "ActionSet", "actions": [plain]}], "End")
    card = await world.connector.send(chain, shown)

    await world.people.click(user="ada", conversation=chain, id=card, title="End")

    body = await world.inbox.first(Invocation)
    assert (body.command, body.surface) == ("end", "button")


async def test_more_words_that_a_click_needs_are_asked_for_in_the_personal_chat(world: World) -> None:
    await world.people.post(user="noor", conversation=await world.personal(), text="help")
    chain, card = await world.a_card(Button("Transfer", "transfer", CHAT))
    world.inbox.outcome = Outcome(form=Form("Transfer…", "Send", "transfer", CHAT, (FormField("to", "To"),)))

    answer = await world.people.click(user="ada", conversation=chain, id=card, title="Transfer")
    await world.settled()

    assert answer["answer"]["value"] == "You find the answer in your chat with the bridge."
    assert "Transfer…" in world.shown_to("ada")


async def test_a_long_answer_comes_in_the_personal_chat(world: World) -> None:
    await world.people.post(user="noor", conversation=await world.personal(), text="help")
    chain, card = await world.a_card(Button("Directory", "directory"))
    world.inbox.outcome = Outcome("Ada\nGrace\nLin")

    await world.people.click(user="ada", conversation=chain, id=card, title="Directory")
    await world.settled()

    assert "Grace" in world.shown_to("ada")


async def test_an_answer_that_nobody_can_be_given_is_let_go(world: World) -> None:
    chain, card = await world.a_card(Button("Directory", "directory"))
    world.inbox.outcome = Outcome("Ada\nGrace\nLin")
    world.pg.faults.add("create", "500", vendor="teams", times=None)

    answer = await world.people.click(user="ada", conversation=chain, id=card, title="Directory")
    await world.settled()

    assert answer["answer"]["statusCode"] == 200
    assert [one.command for one in world.inbox.of(Invocation)] == ["directory"]

"""What people do in Teams, as it reaches the bridge."""

import pytest

from core.errors import Overloaded
from core.ids import ExternalRef
from core.inbound import (
    DeskEdited,
    DeskMessage,
    DeskReacted,
    DeskTrouble,
    HomeOpened,
    Inbound,
    PersonSubject,
    ThreadSubject,
)
from core.messages import MarkKind, Text, Unfetched, plain_text
from playground.teams.seed import NORTHWIND, SUPPORT, TENANT
from tests.adapters.teams.inbound.world import ADA, DESK, NOOR, PLACE, World, a_world


def the(inbound: list[Inbound]) -> Inbound:
    assert len(inbound) == 1
    return inbound[0]


def text_of(body: DeskMessage | DeskEdited) -> str:
    return plain_text(body.parts or ())


async def test_a_reply_in_a_chain_belongs_to_it(world: World) -> None:
    chain = await world.chain()
    said = await world.people.post(user="ada", conversation=chain, text="Hello, how can I help?")
    await world.settled()

    inbound = the(world.inbox.stored)
    assert inbound.subject == ThreadSubject(DESK, ExternalRef(chain))
    body = world.inbox.of(DeskMessage)[0]
    assert (body.person, body.name, body.ref) == (ADA, "Ada Lovelace", f"{chain}#{said['id']}")
    assert (text_of(body), body.direct, body.mentioned, body.doubt) == ("Hello, how can I help?", False, False, None)


async def test_a_mention_of_the_bot_is_for_the_bot_and_its_name_is_no_word(world: World) -> None:
    chain = await world.chain()
    await world.people.post(user="ada", conversation=chain, text="@Bridge accept now")

    body = await world.inbox.first(DeskMessage)

    assert (text_of(body), body.mentioned) == ("accept now", True)


async def test_a_new_post_in_the_channel_counts_when_it_mentions_the_bot(world: World) -> None:
    await world.people.post(user="ada", conversation=SUPPORT, text="Anybody there?")
    await world.people.post(user="ada", conversation=SUPPORT, text="@Bridge ready")
    await world.settled()

    inbound = the(world.inbox.stored)
    assert inbound.subject == PersonSubject(DESK, ADA)
    assert world.inbox.of(DeskMessage)[0].mentioned


async def test_without_reading_all_a_mention_is_a_command_only_when_its_first_word_is_one() -> None:
    async with a_world(reads_all=False) as world:
        world.teams.settings.reads_all = False
        await world.adapter.start()
        chain = await world.chain()
        await world.people.post(user="ada", conversation=chain, text="@Bridge accept")
        await world.people.post(user="ada", conversation=chain, text="@Bridge your parcel left today")
        await world.people.post(user="ada", conversation=chain, text="@Bridge !nonsense")
        await world.people.post(user="ada", conversation=chain, text="never heard")
        await world.settled()

    heard = sorted((text_of(one), one.mentioned) for one in world.inbox.of(DeskMessage))
    assert heard == [("!nonsense", False), ("accept", True), ("your parcel left today", False)]


async def test_formatting_links_and_mentions_of_people_arrive_as_words_with_marks(world: World) -> None:
    chain = await world.chain()
    html = '<p>See <a href="https://northwind.example/t">our <b>terms</b></a>&nbsp;&amp; smile <img alt="😀" itemtype="http://schema.skype.com/Emoji"></p>'
    await world.people.post(user="ada", conversation=chain, text="see", html=html)

    body = await world.inbox.first(DeskMessage)

    part = body.parts[0]
    assert isinstance(part, Text)
    assert part.text == "See our terms & smile 😀"
    assert {(one.kind, part.text[one.start : one.end], one.href) for one in part.marks} == {
        (MarkKind.LINK, "our terms", "https://northwind.example/t"),
        (MarkKind.BOLD, "terms", None),
    }


async def test_words_in_the_personal_chat_are_for_the_bot(world: World) -> None:
    conversation = await world.personal()
    await world.people.post(user="noor", conversation=conversation, text="help")
    await world.settled()

    body = await world.inbox.first(DeskMessage)
    assert (body.person, body.direct, text_of(body)) == (NOOR, True, "help")
    assert world.inbox.stored[-1].subject == PersonSubject(DESK, NOOR)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("/chat accept 42", "/accept 42"), ("/CHAT  list", "/list"), ("/chat", "/chat"), ("/chats", "/chats")],
)
async def test_commands_may_be_typed_as_on_other_desks(world: World, typed: str, read: str) -> None:
    await world.people.post(user="noor", conversation=await world.personal(), text=typed)

    assert text_of(await world.inbox.first(DeskMessage)) == read


@pytest.mark.parametrize("word", ["home", "Hi!", "hello"])
async def test_a_greeting_in_the_personal_chat_opens_the_home_page(world: World, word: str) -> None:
    conversation = await world.personal()
    await world.people.post(user="noor", conversation=conversation, text=word)
    await world.settled()

    assert world.inbox.of(HomeOpened) == [HomeOpened(DESK, NOOR)]
    assert world.inbox.of(DeskMessage) == []


async def test_a_home_page_that_is_asked_for_moves_to_the_end_of_the_chat_once(world: World) -> None:
    conversation = await world.personal()
    first = await world.shows(conversation, [])
    await world.memory.keep(f"home:{NOOR}", f"{conversation}#{first}")
    world.pg.faults.add("events", "duplicate", vendor="teams", copies=2)
    await world.people.post(user="noor", conversation=conversation, text="home")
    await world.settled()
    assert await world.memory.recall(f"home:{NOOR}") is None

    await world.memory.keep(f"home:{NOOR}", f"{conversation}#18")
    await world.people.post(user="noor", conversation=conversation, text="thanks")
    await world.settled()
    assert await world.memory.recall(f"home:{NOOR}") == f"{conversation}#18"
    assert len(world.inbox.of(HomeOpened)) == 1


async def test_installing_the_app_opens_the_home_page(world: World) -> None:
    await world.people.install(user="ada")
    await world.settled()

    assert HomeOpened(DESK, ADA) in world.inbox.of(HomeOpened)


async def test_an_edit_a_deletion_and_an_undoing_name_the_message(world: World) -> None:
    chain = await world.chain()
    said = await world.people.post(user="ada", conversation=chain, text="last")
    where = {"user": "ada", "conversation": chain, "id": said["id"]}
    await world.people.edit(**where, text="first")
    await world.settled()
    await world.people.delete(**where)
    await world.settled()
    await world.time.advance(1)
    await world.people.undelete(**where)
    await world.settled()

    changes = world.inbox.of(DeskEdited)
    assert {one.ref for one in changes} == {f"{chain}#{said['id']}"}
    assert [None if one.parts is None else text_of(one) for one in changes] == ["first", None, "first"]
    assert {one.subject for one in world.inbox.stored} == {ThreadSubject(DESK, ExternalRef(chain))}


async def test_a_reaction_is_an_emoji_on_a_message_and_its_taking_away_too(world: World) -> None:
    chain = await world.chain()
    root = chain.rpartition("=")[2]
    await world.people.react(user="ada", conversation=chain, id=root, reaction="like")
    await world.people.react(user="ada", conversation=chain, id=root, reaction="like", add=False)
    await world.settled()

    ref = ExternalRef(f"{chain}#{root}")
    found = sorted(world.inbox.of(DeskReacted), key=lambda one: not one.on)
    assert found == [DeskReacted(DESK, ADA, ref, "👍"), DeskReacted(DESK, ADA, ref, "👍", on=False)]


async def test_a_place_that_is_lost_or_comes_back_is_told(world: World) -> None:
    await world.people.archive(team=NORTHWIND)
    await world.people.unarchive(team=NORTHWIND)
    await world.people.delete_channel(channel=SUPPORT)
    await world.people.restore_channel(channel=SUPPORT)
    await world.people.remove_bot(team=NORTHWIND)
    await world.people.add_bot(team=NORTHWIND)
    await world.settled()

    told = {(one.what, one.place) for one in world.inbox.of(DeskTrouble)}
    assert told >= {("deleted", PLACE), ("unarchived", PLACE)}
    assert {what for what, _ in told} == {"archived", "unarchived", "deleted", "removed", "added"}


async def test_a_file_in_the_personal_chat_is_announced_with_its_address(world: World) -> None:
    conversation = await world.personal()
    file = {"name": "invoice.pdf", "content": "JVBERi0="}
    await world.people.post(user="noor", conversation=conversation, text="help", files=[file])

    body = await world.inbox.first(DeskMessage)

    announced = [one for one in body.parts if isinstance(one, Unfetched)]
    assert [(one.name, one.mime) for one in announced] == [("invoice.pdf", "application/pdf")]
    assert announced[0].source.startswith(world.pg.url)


async def test_what_teams_says_in_passing_is_kept(world: World) -> None:
    conversation = await world.personal()
    await world.people.post(user="noor", conversation=conversation, text="help")
    await world.settled()

    noor = world.teams.store.people["noor"]
    assert await world.memory.recall(f"personal:{NOOR}") == conversation
    assert await world.memory.recall(f"member:{NOOR}") == noor.member
    assert await world.memory.recall(f"service:{TENANT}") == world.teams.service_url


async def test_a_service_that_moves_is_followed(world: World) -> None:
    conversation = await world.personal()
    world.teams.settings.region = "emea"
    await world.people.post(user="noor", conversation=conversation, text="help")
    await world.settled()

    assert await world.memory.recall(f"service:{TENANT}") == f"{world.pg.url}/teams/emea/"
    assert await world.connector.send(conversation, {"type": "message", "text": "here"})


async def test_what_comes_twice_is_stored_once(world: World) -> None:
    world.pg.faults.add("events", "duplicate", vendor="teams", copies=3)
    chain = await world.chain()
    await world.people.post(user="ada", conversation=chain, text="once")
    await world.settled()

    assert [text_of(one) for one in world.inbox.of(DeskMessage)] == ["once"]


async def test_what_could_not_be_stored_comes_again(world: World) -> None:
    chain = await world.chain()
    world.inbox.failure, world.inbox.fails = RuntimeError("the disk is full"), 1
    await world.people.post(user="ada", conversation=chain, text="kept")
    await world.settled()

    assert world.statuses() == [500, 200]
    assert [text_of(one) for one in world.inbox.of(DeskMessage)] == ["kept"]


async def test_too_much_is_told_with_a_pause(world: World) -> None:
    chain = await world.chain()
    world.inbox.failure, world.inbox.fails = Overloaded("much", retry_after=2.5), 1
    await world.people.post(user="ada", conversation=chain, text="later")
    await world.settled()

    assert world.statuses() == [503, 200]

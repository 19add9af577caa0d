"""A number of an agent's own: what is written to it is theirs, and they write from it (H2)."""

from bridge.store import conversations
from core.conversation.model import Status
from playground.twilio import seed as twilio
from tests.scenarios.handsets import a_handset, a_shop
from tests.scenarios.scenes import sentence
from tests.scenarios.settings import calendar
from tests.scenarios.world import World

OWN = {
    "channels": {
        "sms": {"queues": ["sales"], "senders": [{"id": twilio.NUMBER}, {"id": twilio.SECOND, "agent": "ada"}]},
    }
}


async def the_chat(world: World, number: int = 1) -> tuple[str | None, Status, int]:
    """Give who has a chat, how it stands and what is unread in it."""

    def read(conn: object) -> tuple[str | None, Status, int]:
        found = {chat.number: chat for chat in conversations.in_status(conn, tuple(Status))}  # type: ignore[arg-type]
        return found[number].owner, found[number].status, found[number].unread

    return await world.read(read)


async def test_what_is_written_to_it_waits_unread_for_its_agent_who_is_signed_out_and_is_offered_to_nobody() -> None:
    async with a_shop(OWN) as world:
        mia, ada, grace = a_handset(world, "sms"), world.desk.agent("ada"), world.desk.agent("grace")
        await grace.command("ready")
        await ada.opens_home()
        await mia.writes("are you there?", twilio.SECOND)
        await ada.is_told(sentence("own_number_wrote", number=1))
        await mia.writes("it is about the tin", twilio.SECOND)
        await ada.home_shows("#1", "2 unread")
        await world.quiet()

        assert grace.rings() == 0
        assert mia.seen() == []
        assert await the_chat(world) == ("ada", Status.ACTIVE, 2)


async def test_it_goes_on_after_a_restart_and_they_answer_from_the_same_number() -> None:
    async with a_shop(OWN) as world:
        mia, ada = a_handset(world, "sms"), world.desk.agent("ada")
        await mia.writes("are you there?", twilio.SECOND)
        await ada.is_told(sentence("own_number_wrote", number=1))
        await world.restart()
        (root,) = world.desk.place("support").roots()
        await ada.writes_below(root, "I am now")
        await mia.gets("I am now")
        senders = list(world.playground.twilio.phone(mia.person).threads)

        assert senders == [twilio.SECOND]
        assert await the_chat(world) == ("ada", Status.ACTIVE, 0)


async def test_an_agent_writes_first_from_their_own_number_and_nobody_else_does() -> None:
    async with a_shop(OWN) as world:
        mia, ada, grace = a_handset(world, "sms"), world.desk.agent("ada"), world.desk.agent("grace")
        await ada.command(f"sms own {twilio.MIA} it is me")
        await mia.gets("it is me")
        await grace.command(f"sms own {twilio.MIA} me, too")
        await grace.is_told("is none of what you can write from")

        assert list(world.playground.twilio.phone(mia.person).threads) == [twilio.SECOND]
        assert mia.seen() == ["it is me"]


async def test_neither_absence_nor_silence_nor_the_hours_take_it_away_while_it_is_unread() -> None:
    rules = {
        "queues": {
            "support": {
                "agent_gone": {"after": "10m"},
                "inactivity": {"warn_after": "10m", "end_after": "5m"},
                "hours": "night",
            }
        },
        "hours": {"night": calendar("01:00-02:00")},
    }
    async with a_shop({**OWN, **rules}) as world:
        mia, ada = a_handset(world, "sms"), world.desk.agent("ada")
        await mia.writes("are you there?", twilio.SECOND)
        await ada.is_told(sentence("own_number_wrote", number=1))
        await world.quiet()
        await world.clock.advance(3 * 3600)
        await world.quiet()

        assert await the_chat(world) == ("ada", Status.ACTIVE, 1)
        assert mia.seen() == []


async def test_after_the_end_what_is_written_to_it_is_another_chat_of_theirs() -> None:
    async with a_shop(OWN) as world:
        mia, ada = a_handset(world, "sms"), world.desk.agent("ada")
        await mia.writes("are you there?", twilio.SECOND)
        await ada.is_told(sentence("own_number_wrote", number=1))
        await ada.command("end 1 yes")
        await mia.gets("The chat has ended.")
        await mia.writes("one more thing", twilio.SECOND)
        await ada.is_told(sentence("own_number_wrote", number=2))

        assert await the_chat(world, 2) == ("ada", Status.ACTIVE, 1)

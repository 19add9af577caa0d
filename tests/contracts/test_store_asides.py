"""The talks with experts, and whom an agent has asked lately; the same on both databases."""

from dataclasses import replace

from sqlalchemy import Connection

from bridge.store import asides, conversations, deliveries, inbox, messages
from bridge.store.asides import AsideRow
from bridge.store.database import Database
from core.conversation.expert import Call, Expert, ExpertMode, ExpertOutcome
from core.conversation.model import Invitation, Status
from core.ids import AgentId, ConversationId, DeskName, ExternalRef, InvitationId, MessageId, PersonRef
from core.ports import Opened
from tests.contracts.store_builders import ADA, NOW, a_conversation, a_message, an_inbound, later

SLACK, TEAMS = DeskName("slack"), DeskName("teams")
NOOR, KAY = AgentId("noor"), AgentId("kay")
PERSON = PersonRef("T1/U0NOOR")
C1, C2 = ConversationId("c1"), ConversationId("c2")


def a_talk(number: int = 1, chat: ConversationId = C1, desk: DeskName = SLACK) -> AsideRow:
    """Make a talk with Noor that is not open yet."""
    return AsideRow(InvitationId(f"i{number}"), chat, NOOR, desk, PERSON)


def begun(conn: Connection) -> None:
    """Let there be two chats."""
    conversations.put(conn, a_conversation())
    conversations.put(conn, replace(a_conversation(), id=C2, number=2))


async def test_a_talk_is_found_by_its_thread_its_chat_and_its_person_until_it_is_over(database: Database) -> None:
    def work(conn: Connection) -> None:
        begun(conn)
        asides.add(conn, a_talk(1))
        asides.add(conn, a_talk(2, C2))
        assert asides.is_one_opening(conn, SLACK, PERSON)
        for number in (1, 2):
            place = Opened(ExternalRef(f"t{number}"), ExternalRef(f"m{number}"), "https://chat.example")
            asides.opened(conn, InvitationId(f"i{number}"), place)
        assert not asides.is_one_opening(conn, SLACK, PERSON)
        found = asides.at(conn, SLACK, ExternalRef("t2"))
        assert found is not None
        assert (found.conversation, found.card, found.outcome) == (C2, "m2", None)
        assert asides.at(conn, TEAMS, ExternalRef("t2")) is None
        asides.close(conn, InvitationId("i2"), ExpertOutcome.LEFT)
        assert [one.invitation for one in asides.of_person(conn, SLACK, PERSON)] == ["i1"]
        assert [one.invitation for one in asides.lately(conn, SLACK, PERSON)] == ["i2", "i1"]
        assert asides.lately(conn, TEAMS, PERSON) == ()
        (over,) = asides.of_chat(conn, C2)
        assert over.outcome is ExpertOutcome.LEFT

    await database.write(work)


async def test_a_thread_that_several_talks_share_tells_none_of_them(database: Database) -> None:
    def work(conn: Connection) -> None:
        begun(conn)
        for number, chat in ((1, C1), (2, C2)):
            asides.add(conn, a_talk(number, chat, TEAMS))
            asides.opened(conn, InvitationId(f"i{number}"), Opened(ExternalRef("a:1"), ExternalRef(f"a:1#{number}")))
        assert asides.at(conn, TEAMS, ExternalRef("a:1")) is None
        assert len(asides.of_person(conn, TEAMS, PERSON)) == 2

    await database.write(work)


async def test_the_last_asked_stand_first_and_each_once(database: Database) -> None:
    def work(conn: Connection) -> None:
        asides.remember(conn, ADA, NOOR, NOW)
        asides.remember(conn, ADA, KAY, later(1))
        asides.remember(conn, ADA, NOOR, later(2))
        for number in range(asides.RECENT):
            asides.remember(conn, AgentId("grace"), AgentId(f"e{number}"), later(number))
        asides.remember(conn, AgentId("grace"), AgentId("e9"), later(9))
        assert asides.recent(conn, ADA) == (NOOR, KAY)
        assert asides.recent(conn, AgentId("grace"))[0] == "e9"
        assert len(asides.recent(conn, AgentId("grace"))) == asides.RECENT

    await database.write(work)


async def test_a_chat_keeps_its_experts_and_the_one_who_is_asked(database: Database) -> None:
    expert = Expert(InvitationId("i1"), NOOR, ADA, SLACK, PERSON, ExpertMode.CONFERENCE, NOW, later(1))
    call = Call(TEAMS, PersonRef("t/kay"), ExpertMode.CONSULT, MessageId("m1"))
    asked = Invitation(InvitationId("i2"), KAY, ADA, NOW, later(9), call=call)
    chat = replace(a_conversation(), status=Status.ACTIVE, experts=(expert,), invitation=asked)

    saved = await database.write(lambda conn: conversations.put(conn, chat))

    assert await database.read(lambda conn: conversations.get(conn, C1)) == saved
    assert await database.read(lambda conn: conversations.of_agent(conn, KAY)) == ()


async def test_what_stands_together_in_one_post_is_given_together(database: Database) -> None:
    def work(conn: Connection) -> None:
        conversations.put(conn, a_conversation())
        for name in ("m1", "m2"):
            messages.add(conn, replace(a_message(), id=MessageId(name)))
            deliveries.add(conn, MessageId(name), "aside:i1", ExternalRef("p1"), "copy")
        assert deliveries.beside(conn, MessageId("m2"), "aside:i1") == (("p1", ("m1", "m2")),)
        assert deliveries.beside(conn, MessageId("m2"), "aside:i2") == ()
        assert [one.id for one in messages.many(conn, (MessageId("m2"), MessageId("gone")))] == ["m2"]

    await database.write(work)


async def test_a_word_that_waits_goes_where_its_author_says(database: Database) -> None:
    def work(conn: Connection) -> None:
        inbox.add(conn, an_inbound("d1"), "undecided:slack:noor:w1", later(900))
        assert inbox.claim(conn, "w", NOW, 30, 9) == ()
        inbox.decide(conn, "undecided:slack:noor:w1", "conversation:c1", NOW)
        (row,) = inbox.claim(conn, "w", NOW, 30, 9)
        assert row.lane == "conversation:c1"
        inbox.decide(conn, "undecided:slack:noor:w1", "conversation:c2", NOW)
        assert inbox.claim(conn, "w", NOW, 30, 9) == ()

    await database.write(work)

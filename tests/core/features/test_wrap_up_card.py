"""The wrap-up card: what it tells of the chat as it stands."""

from dataclasses import replace

from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.conversation.model import Conversation, Status, Timer
from core.features.scene import Scene
from core.features.wrap_up_card import WrapUpScene, wrap_up_card
from core.ids import DispositionId
from core.policy.dispositions import Disposition, Dispositions
from core.sentences import say
from core.texts import render
from tests.build import a_conversation, a_directory, a_queue, later

ENDS = render(say("card_wrap_up_until"), {})
SOLVED = DispositionId("solved")
QUEUE = a_queue(dispositions=Dispositions((Disposition(SOLVED, "Solved"),), required=True))


def _ends(chat: Conversation) -> list[object]:
    card = wrap_up_card(WrapUpScene(Scene(chat, QUEUE, a_directory(), Registry(ALL))))
    return [fact.moment for fact in card.facts if fact.label == ENDS]


def test_when_it_ends_by_itself_is_told_only_where_nothing_is_missing() -> None:
    lacking = a_conversation(Status.WRAP_UP, timers={Timer.WRAP_UP: later(60)})

    assert _ends(lacking) == []
    assert _ends(replace(lacking, disposition=SOLVED)) == [later(60)]

"""Earlier chats are linked by their numbers, a line each; what is not known has no place in the line."""

from core.features.earlier_chats import linked
from core.features.past_chats import PastChat
from core.ids import ConversationId
from core.messages import Mark, MarkKind, Text
from tests.build import NOW


def chat(number: int, agent: str = "", link: str = "") -> PastChat:
    """Make a past chat of Grace's."""
    return PastChat(ConversationId(f"c{number}"), number, "Grace", "Billing", NOW, agent, link=link)


def test_a_line_has_number_day_queue_and_agent_and_its_number_is_the_link() -> None:
    found = linked(Text("Before."), (chat(7, "Ada", "https://slack.example/7"), chat(12)))

    day = f"{NOW:%Y-%m-%d}"
    assert found.text == f"Before.\n• #7 · {day} · Billing · Ada\n• #12 · {day} · Billing"
    assert found.marks == (Mark(MarkKind.LINK, 10, 12, "https://slack.example/7"),)

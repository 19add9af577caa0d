"""Commands about what comes before the agent: taking a chat from the bot, and the knowledge base (T11)."""

from functools import partial
from typing import Any

import pytest

from core.commands.forms import form_of, found
from core.commands.knowledge import ARTICLE, KB
from core.commands.model import Context, NextForm, View, ViewName
from core.conversation.bot_talk import BotTalk
from core.conversation.events import BotTakenOver, DeskWrote, Event, HeldSent
from core.conversation.model import Conversation, HoldReason, Status
from core.errors import ArgumentsInvalid, ConversationClosed, NotPermitted
from core.features.articles import read_article
from core.features.articles_listed import article_buttons, articles_listed
from core.features.knowledge import SHELF, Shelf, index_of
from core.ids import BotId, MessageId
from core.messages import plain_text
from core.sentences import say
from core.texts import TEMPLATES
from core.views import Button, Fact
from tests.build import (
    ADA,
    BOB,
    CHAT,
    NOW,
    a_context,
    a_conversation,
    a_directory,
    a_held,
    a_profile,
    a_queue,
    an_agents_message,
)
from tests.core.commands.giving import give
from tests.core.stepping import refusal

RETURNS = read_article("help", "returns", "# Returning tea\n\nSend it back by parcel.", "https://help.example")
DELIVERY = read_article("help", "delivery", "# Delivery of tea by parcel\n\nTwo days.")
RATES = read_article("internal", "rates", f"# {'Rates ' * 20}\n\nFor us.")
INDEX = index_of((RETURNS, DELIVERY, RATES))
HELP = Shelf(INDEX, ("help",), {"help": "Help pages"})
QUEUE = a_queue(knowledge=("help",))


def around(shelf: Shelf = HELP, **changes: Any) -> Context:
    """Give Ada's context with a shelf of articles."""
    return a_context(ADA, given={SHELF: shelf}, queue=QUEUE, **changes)


def with_bot(*held: HoldReason) -> Conversation:
    """Make a chat that the bot has."""
    texts = tuple(a_held(reason=reason) for reason in held)
    return a_conversation(Status.BOT, bot=BotTalk(BotId("tilly"), NOW), held=texts)


def text_of(event: Event) -> str:
    """Give what was written."""
    assert isinstance(event, DeskWrote)
    return plain_text(event.message.parts)


def test_a_chat_is_taken_over_from_the_bot() -> None:
    led = give("takeover", a_context(ADA, conversation=with_bot()))
    assert led.events == (BotTakenOver(NOW, ADA),)
    assert led.reply == say("taken_over", number=1)


def test_a_held_text_goes_out_with_the_taking_over() -> None:
    message = an_agents_message()
    held = {MessageId("m1"): message}
    led = give("takeover 1", a_context(ADA, conversation=with_bot(HoldReason.BOT_TALKS), held=held))
    assert led.events == (BotTakenOver(NOW, ADA), HeldSent(NOW, message, ADA))
    assert led.reply == say("taken_over_sent", number=1)


def test_a_chat_that_the_bot_does_not_have_is_not_taken_over() -> None:
    assert refusal(lambda: give("takeover")) == say("bot_gone")


def test_the_bots_chat_of_another_queue_is_neither_taken_nor_written_to() -> None:
    strangers = a_directory(a_profile(ADA, queues=()), a_profile(BOB))
    context = a_context(
        ADA,
        conversation=with_bot(HoldReason.BOT_TALKS),
        held={MessageId("m1"): an_agents_message()},
        directory=strangers,
    )
    for typed in ("takeover", "takeover 1", "send"):
        assert refusal(partial(give, typed, context), NotPermitted) == say("not_your_queue", queue="Billing")


def test_a_text_is_sent_once_beside_the_bot() -> None:
    message = an_agents_message()
    context = a_context(ADA, conversation=with_bot(HoldReason.BOT_TALKS), held={MessageId("m1"): message})
    led = give("send", context)
    assert led.events == (HeldSent(NOW, message, ADA),)
    assert led.reply == say("sent_once")


def test_a_search_lists_what_it_finds() -> None:
    assert give("kb parcel", around()).view == View(ViewName.ARTICLES, {"which": "help/delivery\nhelp/returns"})


def test_an_article_that_was_chosen_opens_its_form() -> None:
    assert give("kb help/returns", around()).form == NextForm("article", {"which": "help/returns"})
    assert give("article help/returns", around()).form == NextForm("article", {"which": "help/returns"})


def test_what_is_not_found_and_where_nothing_is_are_told_apart() -> None:
    assert refusal(lambda: give("kb coffee", around()), ArgumentsInvalid) == say("kb_nothing", words="coffee")
    assert refusal(lambda: give("kb tea", around(Shelf()))) == say("kb_none")
    assert refusal(lambda: give("kb tea", around(Shelf(index_of(()), ("help",))))) == say("kb_empty")
    assert refusal(lambda: give("article internal/rates", around())) == say("kb_gone")


def test_an_article_is_sent_as_text_as_changed_text_or_as_link() -> None:
    (text,) = give("article help/returns text", around()).events
    (changed,) = give("article", around(), which="help/returns", how="text", text="By parcel.").events
    (link,) = give("article help/returns link", around()).events
    assert text_of(text) == "Returning tea\n\nSend it back by parcel.\n\nhttps://help.example/returns"
    assert text_of(changed) == "By parcel."
    assert text_of(link) == "Returning tea\nhttps://help.example/returns"


def test_an_article_without_an_address_has_no_link() -> None:
    assert refusal(lambda: give("article help/delivery link", around()), ArgumentsInvalid) == say("kb_no_link")
    form = form_of(ARTICLE, around(), {"which": "help/delivery"})
    assert form.fields[0].options == (("text", "The text"),)
    assert [row.label for row in form.rows] == ["Article", "From"]


def test_nothing_is_sent_into_a_chat_that_is_over_or_somebody_elses() -> None:
    over = around(conversation=a_conversation(Status.WRAP_UP))
    assert refusal(lambda: give("article help/returns link", over), ConversationClosed) == say("chat_not_active")
    elsewhere = a_context(BOB, given={SHELF: HELP}, queue=QUEUE)
    assert refusal(lambda: give("article help/returns link", elsewhere), NotPermitted) == say("not_attendee")


def test_the_form_shows_the_article_before_it_goes_out() -> None:
    form = form_of(ARTICLE, around(), {"which": "help/returns"})
    assert form.rows == (
        Fact("Article", "Returning tea"),
        Fact("From", "Help pages"),
        Fact("Link", "https://help.example/returns"),
    )
    assert form.fields[1].initial.startswith("Returning tea\n\nSend it back")


def test_the_search_form_is_searched_and_keeps_what_was_chosen() -> None:
    (field,) = form_of(KB, around(), {"article": "help/returns"}).fields
    assert field.options == (("help/returns", "Returning tea"),)
    assert [label for _, label in found(KB, "article", around(), "return")] == ["Returning tea"]
    assert len(found(KB, "article", around(), "")) == 2


def test_of_several_bases_each_article_says_which_and_long_titles_are_cut() -> None:
    both = Shelf(INDEX, ("help", "internal"), {"help": "Help pages"})
    labels = [label for _, label in found(KB, "article", around(both), "")]
    assert labels[0] == "Delivery of tea by parcel · Help pages"
    assert all(len(label) <= 75 for label in labels)
    assert labels[1].endswith("…")


@pytest.mark.parametrize("queue", [a_queue(), QUEUE])
def test_the_button_stands_where_the_queue_has_a_base(queue: Any) -> None:
    assert KB.fits(queue) is bool(queue.knowledge)


def test_a_list_of_articles_says_what_each_is_about_and_what_can_be_done() -> None:
    assert (
        articles_listed((RETURNS,))
        == f"{TEMPLATES['kb_found']}\n\n1. Returning tea · !article {RETURNS.id}\nSend it back by parcel."
    )
    assert articles_listed(()) == TEMPLATES["kb_gone"]
    assert article_buttons((RETURNS, DELIVERY), CHAT) == (
        Button("1 Look…", "article", CHAT, {"which": "help/returns"}, asks=True),
        Button("1 Send link", "article", CHAT, {"which": "help/returns", "how": "link"}),
        Button("2 Look…", "article", CHAT, {"which": "help/delivery"}, asks=True),
    )


def test_without_a_chat_it_is_our_bug() -> None:
    with pytest.raises(TypeError):
        give("kb tea", around(conversation=None))

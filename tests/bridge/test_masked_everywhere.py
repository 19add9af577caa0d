"""Nothing that shows, quotes or sends a message can show what is masked: whatever renders it, on every platform."""

import json
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import post as on_slack
from adapters.teams import post as on_teams
from adapters.web.outbound import message_frame
from bridge.store.codec import dump
from bridge.transcripts.letter import letter
from core.capabilities import Capabilities, fit
from core.conversation.model import HoldReason, Status
from core.features.history import together
from core.features.masked import hide, hide_all, masked_parts, occurrences
from core.features.menus import choice_of
from core.features.pages import offer_of
from core.features.prompts import held_prompt
from core.features.transcript import Audience, Material, transcript, visible_text
from core.features.transcript_pages import as_page, as_text
from core.ids import FileId
from core.messages import Choices, Mark, MarkKind, Media, Message, PageOffer, Text, excerpt, plain_text
from core.ports import FeedEvent
from core.views import Post
from tests.build import CHAT, NOW, a_conversation, a_directory, a_held, a_message

SECRET = "kumquat4711"
FILE = Media(FileId("file-of-kumquat4711"), "scan.pdf", "application/pdf", 12)

around = st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=20)


@st.composite
def messages(draw: st.DrawFn) -> Message:
    """Give a message with the secret in its words, its links, its buttons and its file."""
    before, after = draw(around), draw(around)
    words = f"{before}{SECRET}{after}"
    marks = (
        Mark(MarkKind.LINK, len(before), len(words), f"https://shop.example/?pin={SECRET}"),
        Mark(MarkKind.BOLD, 0, len(words)),
    )
    asks = draw(st.sampled_from([None, Choices((SECRET,)), PageOffer(f"https://s.example/{SECRET}", SECRET)]))
    parts = (Text(words, marks, asks), Text(draw(around)), FILE)
    return a_message(parts=tuple(draw(st.permutations(parts))))


def shown(message: Message) -> Iterator[str]:
    """Give all that is ever made of a message."""
    chat = a_conversation(Status.ACTIVE, held=(held := a_held(message.id, reason=HoldReason.PREVIEW),))
    yield dump(message)
    yield plain_text(message.parts)
    yield excerpt(message.parts, 500)
    yield visible_text(message)
    yield str(masked_parts(message))
    yield str(together([message], "Customer"))
    yield str(choice_of(message, 1))
    yield str(offer_of(message))
    yield str(held_prompt(chat, held, message, "k"))
    yield str(fit(message.parts, Capabilities(text_max=50), lambda media: f"https://b.example/{media.file}"))
    for audience in Audience:
        document = transcript(Material(chat=chat, queue="Sales", messages=(message,)), audience)
        yield (
            as_text(document) + as_page(document) + str(letter(document, "a@b.example", ("B", "b@c.example"), "k", NOW))
        )
    event = FeedEvent(1, NOW, "edited", message)
    yield json.dumps(message_frame(event, message, a_directory(), lambda media: f"/{media.file}"), ensure_ascii=False)
    post = Post("k", message.parts, "Grace", by_customer=True, message=message.id)
    yield json.dumps([*on_slack.bodies(post), *on_slack.changed(post)], ensure_ascii=False)
    yield json.dumps(list(on_teams.activities(post, on_teams.Around())), ensure_ascii=False)


@given(messages())
def test_masked_words_are_nowhere_and_can_be_found_before(message: Message) -> None:
    after = hide(message, occurrences(message, SECRET), files=True)

    assert sum(SECRET in one for one in shown(message)) > 8
    assert not [one for one in shown(after) if SECRET in one]


@given(messages())
def test_a_message_that_is_masked_whole_shows_no_word_but_its_files_names(message: Message) -> None:
    after = hide_all(replace(message, id=message.id, conversation=CHAT))

    assert set(plain_text(tuple(one for one in after.parts if "📎" not in str(one)))) <= {"*", "\n"}
    assert not [one for one in shown(after) if SECRET in one]

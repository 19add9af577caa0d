"""Secure forms: asked, filled in, declined, taken back, opened, by anybody at any time; and what holds of them."""

from collections import Counter
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from core.conversation import events as on
from core.conversation.form import AskedForm, FormStage
from core.conversation.model import Status
from core.features.secure_asking import asked_now, asking_text
from core.ids import FormId, MessageId
from tests.build import an_agents_message
from tests.core.properties.walk import ANY, Walk, has_chats, has_running

NAMES = st.sampled_from(("address", "card"))


class Forms(Walk):
    """Rules and invariants of secure forms."""

    def __init__(self) -> None:
        """Begin with no form ever opened."""
        super().__init__()
        self.opened: Counter[FormId] = Counter()
        self.dropped: set[str] = set()

    @precondition(has_running)
    @rule(pick=ANY, who=ANY, name=NAMES)
    def agent_asks_for_a_form(self, pick: int, who: int, name: str) -> None:
        chat = self.running(pick)
        agent = self.somebody(chat, who)
        plan = self.world.queue(chat).secure_form(name)
        if plan is None:
            return
        id, message = FormId(self.world.mint()), MessageId(self.world.mint())
        asked = asked_now(plan, id, message, agent, self.world.now, "")
        words = replace(an_agents_message(message, "", agent), conversation=chat.id)
        shown = replace(words, parts=(asking_text(plan, id, chat.language),))
        self.world.attempt(lambda: self.world.advance(chat, on.FormAsked(self.world.now, asked, shown)))

    @precondition(has_chats)
    @rule(pick=ANY, filled=st.booleans())
    def customer_answers(self, pick: int, filled: bool) -> None:  # noqa: FBT001 - drawn by name
        asked = self._one(pick)
        if asked is None:
            return
        chat = next(one for one in self.world.chats.values() if asked in one.forms)
        slot = self.world.mint()
        event = on.FormReceived(self.world.now, asked.id, slot) if filled else on.FormDeclined(self.world.now, asked.id)
        was = asked.stage
        after = self.world.advance(chat, event)
        kept = next((one for one in after.forms if one.id == asked.id), None)
        if filled and was is FormStage.RECEIVED:
            assert kept == asked, "a second sending changes nothing"
        if not filled and was is FormStage.REQUESTED:
            assert kept is None

    @precondition(has_chats)
    @rule(pick=ANY, who=ANY)
    def somebody_opens(self, pick: int, who: int) -> None:
        asked = self._one(pick)
        if asked is None:
            return
        chat = next(one for one in self.world.chats.values() if asked in one.forms)
        agent = self.somebody(chat, who)
        event = on.FormOpened(self.world.now, asked.id, agent, self.world.mint())
        refused = self.world.attempt(lambda: self.world.advance(chat, event))
        if refused is None:
            assert chat.owner == agent
            assert asked.stage is FormStage.RECEIVED
            self.opened[asked.id] += 1
        again = self.world.chats[chat.id]
        second = replace(event, key="again")
        assert self.world.attempt(lambda: self.world.advance(again, second)) is not None

    @precondition(has_running)
    @rule(pick=ANY, who=ANY)
    def somebody_takes_back(self, pick: int, who: int) -> None:
        chat = self.running(pick)
        agent = self.somebody(chat, who)
        self.world.attempt(lambda: self.world.advance(chat, on.FormTakenBack(self.world.now, agent)))

    def _one(self, pick: int) -> AskedForm | None:
        found = [asked for chat in self.world.chats.values() for asked in chat.forms]
        return found[pick % len(found)] if found else None

    @invariant()
    def forms_stand_in_running_chats_alone_one_waits_and_none_of_a_kind_twice(self) -> None:
        for chat in self.world.chats.values():
            assert not chat.forms or chat.status is Status.ACTIVE
            stages = [one.stage for one in chat.forms]
            assert stages.count(FormStage.REQUESTED) <= 1
            assert set(stages) <= {FormStage.REQUESTED, FormStage.RECEIVED}
            assert len({one.form for one in chat.forms}) == len(chat.forms)
            assert all(bool(one.slot) == (one.stage is FormStage.RECEIVED) for one in chat.forms)

    @invariant()
    def none_is_opened_twice(self) -> None:
        assert all(count == 1 for count in self.opened.values())

"""A desk on a platform with reply chains: the port's second implementation, shaped like Teams.

It can: chains under a root card, posts under the author's name in the text, cards and posts shown anew, questions to
one person in the personal chat, talks with experts there, which have no threads. It can't: show anything to one person
in a chain, mark messages, show a home page, show or fetch files, look its own posts up. What it can't, it neither
implements nor declares.
"""

from types import MappingProxyType

from core.capabilities import Act, Budget, DeskCapabilities, Support
from core.errors import Blocked, DeliveryFailed, Permanent, Transient, Uncertain
from core.ids import ExternalRef, PersonRef
from core.ports import AgentDesk, ChangesPosts, HostsExperts, Opened, Receipt
from core.sentences import say
from core.views import Button, Card, Post, Prompt
from tests.contracts.desks import chain_markup as markup
from tests.contracts.desks.chain_room import NoAnswer, Refused, Room

_IN_CHANNEL = (Budget(rate=1.0, burst=30, per_place=True),)
"""Never more than 60 in 30 seconds in one channel, all chains of it together."""
_BLOCKED = {"TeamArchived", "BotNotInConversationRoster", "ConversationNotFound", "Unauthorized"}


class ReplyChainDesk:
    """One workplace, outbound. A thread is `<channel>;messageid=<root>`, a message `<conversation>#<activity>`."""

    def __init__(self, name: str, room: Room) -> None:
        self.name = name
        self.room = room
        self._posted: dict[str, list[ExternalRef]] = {}

    def capabilities(self) -> DeskCapabilities:
        """Say what the desk carries."""
        return DeskCapabilities(
            text_max=markup.TEXT_MAX,
            private=Support.FALLBACK,
            edit=Support.FULL,
            author_names=Support.FALLBACK,
            budgets=MappingProxyType({Act.POST: _IN_CHANNEL, Act.UPDATE: _IN_CHANNEL, Act.PRIVATE: (Budget(1.0, 30),)}),
        )

    def place_of(self, thread: ExternalRef) -> ExternalRef:
        """Give a chain's channel."""
        return ExternalRef(thread.partition(";")[0])

    async def open_thread(self, place: ExternalRef, card: Card, key: str) -> Opened:
        """Post the root card; its id is the chain's."""
        try:
            root = await self.room.open_chain(place, markup.card(card), _buttons(card))
        except (Refused, NoAnswer) as trouble:
            raise _judged(trouble) from None
        return Opened(ExternalRef(f"{place};messageid={root}"), ExternalRef(f"{place}#{root}"))

    async def open_aside(self, person: PersonRef, card: Card, key: str) -> Opened:
        """Post the card in the personal chat, which is the talk's thread as it is that of all others of the person."""
        try:
            conversation = ExternalRef(await self.room.personal(person))
        except (Refused, NoAnswer) as trouble:
            raise _judged(trouble, repeatable=True) from None
        posted = await self.post_card(conversation, card, key)
        return Opened(conversation, posted.ref or conversation)

    async def post(self, thread: ExternalRef, post: Post) -> Receipt:
        """Post all pieces that are not there yet, as far as this desk remembers."""
        posted = self._posted.setdefault(post.key, [])
        for piece in markup.pieces(post)[len(posted) :]:
            try:
                activity = await self.room.post(thread, piece)
            except (Refused, NoAnswer) as trouble:
                raise _judged(trouble) from None
            posted.append(ExternalRef(f"{thread}#{activity}"))
        return Receipt(posted[0], tuple(posted[1:]))

    async def change(self, ref: ExternalRef, post: Post) -> None:
        """Show a post anew; pieces that it no longer needs say so by going."""
        refs = next((one for one in self._posted.values() if ref in one), [ref])
        texts = markup.pieces(post, into=len(refs))
        for at, one in enumerate(refs):
            conversation, _, activity = one.partition("#")
            try:
                if at < len(texts):
                    await self.room.update(conversation, activity, texts[at])
                else:
                    await self.room.delete(conversation, activity)
            except (Refused, NoAnswer) as trouble:
                if not (isinstance(trouble, Refused) and trouble.status == 404 and (post.deleted or at >= len(texts))):
                    raise _judged(trouble, repeatable=True) from None

    async def post_card(self, thread: ExternalRef, card: Card, key: str) -> Receipt:
        """Post a further card in a chain; the same key is the same card, as far as this desk remembers."""
        posted = self._posted.setdefault(key, [])
        if not posted:
            try:
                activity = await self.room.post(thread, markup.card(card), _buttons(card))
            except (Refused, NoAnswer) as trouble:
                raise _judged(trouble) from None
            posted.append(ExternalRef(f"{thread}#{activity}"))
        return Receipt(posted[0])

    async def update_card(self, card: ExternalRef, view: Card, key: str) -> None:
        """Show the root card anew, in place."""
        await self._update(card, markup.card(view), _buttons(view))

    async def tell(self, person: PersonRef, thread: ExternalRef | None, prompt: Prompt) -> Receipt:
        """Tell somebody in the personal chat: a chain shows everything to everybody."""
        try:
            conversation = await self.room.personal(person)
        except (Refused, NoAnswer) as trouble:
            raise _judged(trouble, repeatable=True) from None
        try:
            activity = await self.room.post(conversation, markup.prompt(prompt), _prompt_buttons(prompt))
        except (Refused, NoAnswer) as trouble:
            raise _judged(trouble) from None
        return Receipt(ExternalRef(f"{conversation}#{activity}"))

    async def update_prompt(self, prompt_ref: ExternalRef, person: PersonRef, prompt: Prompt) -> None:
        """Show what somebody was told anew."""
        await self._update(prompt_ref, markup.prompt(prompt), _prompt_buttons(prompt))

    async def _update(self, ref: ExternalRef, text: str, buttons: tuple[Button, ...]) -> None:
        conversation, _, activity = ref.partition("#")
        try:
            await self.room.update(conversation, activity, text, buttons)
        except (Refused, NoAnswer) as trouble:
            raise _judged(trouble, repeatable=True) from None


_desk: type[AgentDesk] = ReplyChainDesk
_changes: type[ChangesPosts] = ReplyChainDesk
_experts: type[HostsExperts] = ReplyChainDesk


def _buttons(card: Card) -> tuple[Button, ...]:
    return (*card.buttons, *card.more)


def _prompt_buttons(prompt: Prompt) -> tuple[Button, ...]:
    return (*prompt.buttons, *(_buttons(prompt.card) if prompt.card else ()))


def _judged(trouble: Refused | NoAnswer, *, repeatable: bool = False) -> DeliveryFailed:
    """Say what a failure means for what was to be sent."""
    if isinstance(trouble, NoAnswer):
        return Uncertain("no answer") if trouble.sent and not repeatable else Transient("no answer")
    if trouble.status == 429:
        return Transient(trouble.code, retry_after=trouble.retry_after, throttled=True)
    if trouble.status >= 500:
        return Transient(trouble.code)
    if trouble.code in _BLOCKED:
        return Blocked(trouble.code, reason=say("fail_auth" if trouble.status == 401 else "fail_gone"))
    if trouble.status == 413:
        return Permanent(trouble.code, reason=say("fail_too_long"))
    return Permanent(trouble.code, reason=say("fail_gone"))

"""Showing something to one person only: in the personal chat with the bot.

Rules:
1. A channel shows everything to everybody, so what is for one person is told in their personal chat, with the way back
   to where it happened; in the chain itself by Teams' preview of targeted messages, where that is on and works.
   https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages
2. Opening a personal chat again gives the same one, so it may be repeated; what is posted in it may not.
3. A personal chat that is gone is opened anew, once.
4. A picture that Teams refuses keeps no question back: it is asked without.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from adapters.teams import prompt as rendering
from adapters.teams.connector import Connector, NoAnswer, TeamsRefused
from adapters.teams.failures import Trouble, is_gone, judged
from adapters.teams.ids import make_message, parse_message, parse_thread
from adapters.teams.known import Known
from adapters.teams.links import Links
from adapters.teams.members import Members
from adapters.teams.payload import Json
from adapters.teams.thumbnails import Shown, Thumbnails
from core.errors import DeliveryFailed, Permanent, Unreachable
from core.ids import ExternalRef, PersonRef
from core.ports import Clock, Receipt
from core.views import Prompt

_WRONG, _NOT_THERE = 400, (403, 404)


@dataclass(frozen=True, slots=True)
class Telling:
    """What is needed to show something to one person."""

    links: Links
    pictures: Thumbnails
    clock: Clock
    targeted: bool = False


class Private:
    """Tells people things that others don't see."""

    def __init__(self, connector: Connector, known: Known, members: Members, how: Telling) -> None:
        self._targeted = how.targeted
        self._connector = connector
        self._members = members
        self._known = known
        self._links = how.links
        self._pictures = how.pictures
        self._clock = how.clock

    async def tell(self, person: PersonRef, where: ExternalRef | None, prompt: Prompt) -> Receipt:
        """Show a prompt; `where` is the thread in which it was asked for. Raises `DeliveryFailed`."""
        shown = await self._pictures.of(prompt.pictures)
        try:
            return await self._tell(person, where, prompt, shown)
        except Permanent as failure:
            if not shown or isinstance(failure, Unreachable):
                raise
            return await self._tell(person, where, prompt, ())

    async def _tell(
        self, person: PersonRef, where: ExternalRef | None, prompt: Prompt, pictures: Sequence[Shown]
    ) -> Receipt:
        if self._targeted and where is not None and not _is_personal(where):
            shown = await self._shown_in(where, person, rendering.message(prompt, self._clock.now(), pictures))
            if shown is not None:
                return Receipt(shown)
        if where is not None and not prompt.link and not (prompt.card and prompt.card.link):
            prompt = replace(prompt, link=self._links.to(where))
        activity = rendering.message(prompt, self._clock.now(), pictures)
        if where is not None and _is_personal(where):
            return Receipt(await self._posted(where, activity))
        return Receipt(await self.post(person, activity))

    async def post(self, person: PersonRef, activity: Json) -> ExternalRef | None:
        """Post an activity in somebody's personal chat; give its address. Raises `DeliveryFailed`."""
        conversation = await self._opened(person)
        try:
            return await self._sent(conversation, activity)
        except (TeamsRefused, NoAnswer) as trouble:
            if isinstance(trouble, TeamsRefused) and trouble.status in _NOT_THERE:
                await self._known.forget_personal(person)
            if not is_gone(trouble):
                raise _personally("send", trouble) from None
        return await self._posted(await self._opened(person), activity)

    async def update(self, ref: ExternalRef, prompt: Prompt) -> None:
        """Show a prompt anew; one that is gone stays so. Raises `DeliveryFailed`."""
        pictures = await self._pictures.of(prompt.pictures)
        await self.show_anew(ref, rendering.message(prompt, self._clock.now(), pictures))

    async def show_anew(self, ref: ExternalRef, activity: Json) -> bool:
        """Show a message for one person anew; False when it is gone. Raises `DeliveryFailed`."""
        at = parse_message(ref)
        targeted = not _is_personal(ExternalRef(at.conversation))
        try:
            await self._connector.update(at.conversation, at.activity, activity, targeted=targeted)
        except (TeamsRefused, NoAnswer) as trouble:
            if not is_gone(trouble):
                raise _personally("update", trouble, repeatable=True) from None
            return False
        return True

    async def _shown_in(self, thread: ExternalRef, person: PersonRef, activity: Json) -> ExternalRef | None:
        """Show something in a chain to one person alone; None where Teams doesn't. Raises `DeliveryFailed`."""
        member = await self._members.find(person)
        if not member:
            return None
        try:
            sent = await self._connector.send(thread, {**activity, "recipient": {"id": member}}, targeted=True)
        except (TeamsRefused, NoAnswer) as trouble:
            if isinstance(trouble, TeamsRefused) and trouble.status in (_WRONG, *_NOT_THERE):
                return None
            raise judged("send targeted", trouble) from None
        return make_message(thread, sent) if sent else None

    async def _opened(self, person: PersonRef) -> str:
        if await self._known.personal(person) is None:
            await self._members.find(person)
        try:
            return await self._connector.open_personal(person)
        except (TeamsRefused, NoAnswer) as trouble:
            raise _personally("open", trouble, repeatable=True) from None

    async def _posted(self, conversation: str, activity: Json) -> ExternalRef | None:
        try:
            return await self._sent(conversation, activity)
        except (TeamsRefused, NoAnswer) as trouble:
            raise _personally("send", trouble) from None

    async def _sent(self, conversation: str, activity: Json) -> ExternalRef | None:
        sent = await self._connector.send(conversation, activity)
        return make_message(conversation, sent) if sent else None


def _personally(what: str, trouble: Trouble, *, repeatable: bool = False) -> DeliveryFailed:
    return judged(f"{what} in private", trouble, repeatable=repeatable, personal=True)


def _is_personal(where: ExternalRef) -> bool:
    try:
        return parse_thread(where).is_personal
    except ValueError:
        return False

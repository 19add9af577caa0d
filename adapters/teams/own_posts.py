"""Finding again what was posted and whose answer was lost.

Rules:
1. A card is known again by the key in it. A post has no place for one that is promised to come back: it is the one of
   ours, later than all that is known in its chain, that says the same.
2. "Not there" is said only when all was seen and nothing of ours stands there that nobody knows, and only a while after
   it was first looked for: how soon Graph lists what was posted is promised nowhere.
3. What begins of a post in several pieces is remembered, so that the same post sent again goes on where it stopped.
4. A personal chat can't be read. Graph that doesn't answer is waited for, but not for ever.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from adapters.teams.history import History, Looked, Own
from adapters.teams.ids import make_message, make_thread, parse_thread
from adapters.teams.links import Links
from adapters.teams.posting import Posting
from adapters.teams.remembered import Remembered
from adapters.teams.seen_words import seen_words
from core.errors import Transient, Uncertain
from core.ids import ExternalRef
from core.ports import Clock, Opened, Receipt, Sought

_LISTED = timedelta(seconds=5)
"""From the first look to the one that is believed when it finds nothing."""
_PATIENCE = timedelta(seconds=60)


class OwnPosts:
    """Looks for one desk's posts. Without a history nothing can be looked for."""

    def __init__(self, history: History | None, posting: Posting, links: Links, clock: Clock) -> None:
        self._history = history
        self._posting = posting
        self._links = links
        self._clock = clock
        self._asked: Remembered[str, datetime] = Remembered(1_000)

    async def find(self, where: ExternalRef, sought: Sought) -> Opened | Receipt | None:
        """Give where it stands, in a chain or in a channel; None when it surely isn't there.

        Raises:
            Uncertain: it can't be known.
            Transient: not now.
        """
        if self._history is None:
            raise Uncertain("look: not permitted")
        began = self._asked.get(sought.key)
        if began is None:
            began = self._clock.now()
            self._asked.put(sought.key, began)
        waited = self._clock.now() - began
        try:
            found = await self._looked(self._history, where, sought)
        except Transient as trouble:
            if waited >= _PATIENCE:
                raise Uncertain(trouble.detail) from None
            raise
        if found is None and waited < _LISTED:
            raise Transient("look: not seen yet", retry_after=_LISTED.total_seconds())
        return found

    async def _looked(self, history: History, where: ExternalRef, sought: Sought) -> Opened | Receipt | None:
        at = parse_thread(where)
        if at.is_personal:
            raise Uncertain("look: a personal chat")
        if at.root is None:
            root = _with_key(await history.roots(at.channel, sought.since), sought.key)
            return None if root is None else self._opened(at.channel, root)
        looked = await history.replies(at)
        if sought.post is not None:
            return await self._said(where, looked, sought)
        card = _with_key(looked, sought.key)
        return None if card is None else Receipt(make_message(where, card.id))

    def _opened(self, channel: str, root: Own) -> Opened:
        thread = make_thread(channel, root.id)
        return Opened(thread, make_message(thread, root.id), self._links.to(thread))

    async def _said(self, thread: ExternalRef, looked: Looked, sought: Sought) -> Receipt | None:
        """Find a post by what it says among what nobody knows."""
        if sought.post is None:
            return None
        wanted = [seen_words(one) for one in await self._posting.texts(thread, sought.post)]
        unknown = _unknown(thread, looked, sought)
        first = next((at for at in range(len(unknown)) if _agrees(unknown[at:], wanted)), None)
        if first is None:
            if unknown or not looked.whole:
                raise Uncertain("look: it can't be told what stands there")
            return None
        ids = [one.id for one in unknown[first : first + len(wanted)]]
        return await self._posting.stands(thread, sought.key, ids, of=len(wanted))


def _with_key(looked: Looked, key: str) -> Own | None:
    """Give the card with a key; None when there surely is none."""
    found = next((one for one in looked.own if key in one.keys), None)
    if found is None and not looked.whole:
        raise Uncertain("look: too much to see")
    return found


def _unknown(thread: ExternalRef, looked: Looked, sought: Sought) -> Sequence[Own]:
    """Give the texts that stand behind all that is known."""
    texts = [one for one in looked.own if not one.has_card]
    known = [at for at, one in enumerate(texts) if make_message(thread, one.id) in sought.known]
    return texts[known[-1] + 1 if known else 0 :]


def _agrees(there: Sequence[Own], wanted: Sequence[str]) -> bool:
    """Tell whether a post stands there, or what it begins with and nothing behind it."""
    said = [one.words for one in there[: len(wanted)]]
    return said == list(wanted[: len(said)])

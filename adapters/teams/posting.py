"""Posting in a conversation, changing what was posted, and going on where a post was cut short.

Rules:
1. The same key is the same sending, as far as is remembered or was found again (`own_posts`). How far a post in several
   pieces has come is kept durably, so that another process goes on where this one stopped.
2. Nothing is left half said: a changed post has its old pieces changed, filled or taken away. Which they are is kept
   durably, for Teams doesn't say that either.
"""

import json
from collections.abc import Sequence
from typing import Any

from adapters.teams import post as rendering
from adapters.teams.connector import Connector, NoAnswer, TeamsRefused
from adapters.teams.consents import Consents, offer
from adapters.teams.failures import is_gone, judged
from adapters.teams.files_out import FilesOut, Had
from adapters.teams.ids import make_message, parse_message, parse_thread
from adapters.teams.members import Members
from adapters.teams.post import Around
from adapters.teams.remembered import Remembered
from core.ids import ExternalRef
from core.messages import Text
from core.ports import Memory, Receipt
from core.views import Post

Json = dict[str, Any]


class Posting:
    """Posts, and remembers how far each post has come."""

    def __init__(
        self, connector: Connector, members: Members, memory: Memory, files: FilesOut, consents: Consents
    ) -> None:
        self._connector = connector
        self._members = members
        self._memory = memory
        self._files = files
        self._consents = consents
        self._posted: Remembered[str, tuple[str, ...]] = Remembered(5_000)

    async def post(self, thread: ExternalRef, post: Post) -> Receipt:
        """Post all pieces, and in a personal chat the files below them, that are not there yet.

        Raises:
            DeliveryFailed: it stopped at some point; the same call again finishes it.
        """
        had = Had() if post.deleted else await self._files.of(thread, post)
        activities = rendering.activities(post, await self._around(post, had))
        offers = [offer(one) for one in had.offered]
        receipt = await self.send(parse_thread(thread).conversation, [*activities, *offers], post.key)
        for ref, media in zip(receipt.more[len(activities) - 1 :], had.offered, strict=False):
            await self._consents.offered(ref, media)
        if receipt.ref is not None:
            await self._files.posted(receipt.ref, had)
        return receipt

    async def texts(self, thread: ExternalRef, post: Post) -> Sequence[str]:
        """Give what a post's messages say, as they are sent in a channel. Raises `DeliveryFailed`."""
        had = Had() if post.deleted else await self._files.of(thread, post)
        return [str(one["text"]) for one in rendering.activities(post, await self._around(post, had))]

    async def stands(self, thread: ExternalRef, key: str, ids: Sequence[str], *, of: int) -> Receipt | None:
        """Take what was found of a post: it is all there, or the same call of `post` goes on behind it."""
        if len(ids) < of:
            self._posted.put(key, tuple(ids))
            return None
        refs = [make_message(thread, one) for one in ids]
        if of > 1:
            await self._keep_pieces(refs)
            await self._memory.forget(f"posting:{key}")
        return Receipt(refs[0], tuple(refs[1:]))

    async def send(self, conversation: str, activities: Sequence[Json], key: str) -> Receipt:
        """Post activities one after the other under one key. Raises `DeliveryFailed`."""
        is_long = len(activities) > 1
        posted = self._posted.get(key)
        if posted is None:
            posted = _listed(await self._memory.recall(f"posting:{key}")) if is_long else ()
        for activity in activities[len(posted) :]:
            try:
                posted = (*posted, await self._connector.send(conversation, activity))
            except (TeamsRefused, NoAnswer) as trouble:
                raise judged("send", trouble, personal=parse_thread(ExternalRef(conversation)).is_personal) from None
            self._posted.put(key, posted)
            if is_long and len(posted) < len(activities):
                await self._memory.keep(f"posting:{key}", json.dumps(posted))
        refs = [make_message(conversation, one) for one in posted if one]
        if is_long:
            await self._keep_pieces(refs)
            await self._memory.forget(f"posting:{key}")
        return Receipt(refs[0], tuple(refs[1:])) if refs else Receipt()

    async def change(self, ref: ExternalRef, post: Post) -> None:
        """Show a post anew in all its pieces; the files of one that is deleted, or shows none any more, go.

        Raises:
            DeliveryFailed: Teams refused; doing it again is harmless.
        """
        bare = post.deleted or all(isinstance(part, Text) for part in post.parts)
        refs = [ExternalRef(one) for one in _listed(await self._memory.recall(f"pieces:{ref}"))] or [ref]
        offers = [one for one in refs if await self._consents.is_offer(one)]
        pieces = [one for one in refs if one not in offers]
        had = Had() if post.deleted else await self._files.of(ExternalRef(parse_message(ref).conversation), post)
        activities = rendering.activities(post, await self._around(post, had), into=len(pieces))
        for number, one in enumerate(pieces):
            await self._show(one, activities[number] if number < len(activities) else None, gone=post.deleted)
        for one in offers if bare else ():
            await self._show(one, None, gone=True)
        await (self._files.removed(ref) if bare else self._files.posted(ref, had))
        left = [*pieces[: len(activities)], *(() if bare else offers)]
        if len(left) < len(refs):
            await self._keep_pieces(left)

    async def remove(self, ref: ExternalRef) -> None:
        """Take a post away: what went with it, then its pieces, the first one last.

        Raises:
            DeliveryFailed: Teams refused; doing it again is harmless.
        """
        refs = [ExternalRef(one) for one in _listed(await self._memory.recall(f"pieces:{ref}"))] or [ref]
        await self._files.removed(ref)
        for one in reversed(refs):
            await self._show(one, None, gone=True)
        await self._memory.forget(f"pieces:{ref}")

    async def _show(self, ref: ExternalRef, activity: Json | None, *, gone: bool) -> None:
        """Show one message anew, or take it away; what may be gone and is, is done."""
        at = parse_message(ref)
        personal = parse_thread(ExternalRef(at.conversation)).is_personal
        try:
            if activity is None:
                await self._delete(at.conversation, at.activity, personal=personal)
            else:
                await self._connector.update(at.conversation, at.activity, activity)
        except (TeamsRefused, NoAnswer) as trouble:
            if not (is_gone(trouble) and (gone or activity is None)):
                raise judged("change", trouble, repeatable=True, personal=personal) from None

    async def _delete(self, conversation: str, activity: str, *, personal: bool) -> None:
        """Delete a message; in a chain one that isn't there may be one that is shown to one person alone."""
        try:
            await self._connector.delete(conversation, activity)
        except TeamsRefused as trouble:
            if personal or not is_gone(trouble):
                raise
            await self._connector.delete(conversation, activity, targeted=True)

    async def _keep_pieces(self, refs: Sequence[ExternalRef]) -> None:
        if len(refs) > 1:
            await self._memory.keep(f"pieces:{refs[0]}", json.dumps(list(refs)))
        elif refs:
            await self._memory.forget(f"pieces:{refs[0]}")

    async def _around(self, post: Post, had: Had) -> Around:
        """Put together what a post needs: where its files can be had, and whom it tells."""
        if post.deleted:
            return Around()
        members = await self._members.mentioned(post) if rendering.is_ours(post) else {}
        return Around(had.links, members, frozenset(one.file for one in had.offered))


def _listed(kept: str | None) -> tuple[str, ...]:
    return tuple(json.loads(kept)) if kept else ()

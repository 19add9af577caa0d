"""Posting in a conversation, changing what was posted, and going on where a post was cut short.

Rules:
1. The same key is the same sending, as far as is remembered: Teams can't be asked what stands of it. How far a post in
   several pieces has come is kept durably, so that another process goes on where this one stopped.
2. Nothing is left half said: a changed post has its old pieces changed, filled or taken away. Which they are is kept
   durably, for Teams doesn't say that either.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from adapters.teams import post as rendering
from adapters.teams.connector import Connector, NoAnswer, TeamsRefused
from adapters.teams.failures import is_gone, judged
from adapters.teams.ids import make_message, parse_message, parse_thread
from adapters.teams.members import Members
from adapters.teams.post import Around
from adapters.teams.remembered import Remembered
from core.ids import ExternalRef
from core.messages import Media
from core.ports import FileStore, Memory, Receipt
from core.views import Post

Json = dict[str, Any]
LinkOf = Callable[[Media], str]


class Posting:
    """Posts, and remembers how far each post has come."""

    def __init__(
        self, connector: Connector, members: Members, memory: Memory, files: FileStore, links: LinkOf | None
    ) -> None:
        self._connector = connector
        self._members = members
        self._memory = memory
        self._files = files
        self._links = links
        self._posted: Remembered[str, tuple[str, ...]] = Remembered(5_000)

    async def post(self, thread: ExternalRef, post: Post) -> Receipt:
        """Post all pieces that are not there yet.

        Raises:
            DeliveryFailed: it stopped at some point; the same call again finishes it.
        """
        conversation = parse_thread(thread).conversation
        activities = rendering.activities(post, await self._around(post))
        return await self.send(conversation, activities, post.key)

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
        """Show a post anew in all its pieces.

        Raises:
            DeliveryFailed: Teams refused; doing it again is harmless.
        """
        refs = [ExternalRef(one) for one in _listed(await self._memory.recall(f"pieces:{ref}"))] or [ref]
        around = await self._around(post)
        activities = rendering.activities(post, around, into=len(refs))
        for number, one in enumerate(refs):
            await self._show(one, activities[number] if number < len(activities) else None, gone=post.deleted)
        if len(activities) < len(refs):
            await self._keep_pieces(refs[: len(activities)])

    async def _show(self, ref: ExternalRef, activity: Json | None, *, gone: bool) -> None:
        """Show one message anew, or take it away; what may be gone and is, is done."""
        at = parse_message(ref)
        try:
            if activity is None:
                await self._connector.delete(at.conversation, at.activity)
            else:
                await self._connector.update(at.conversation, at.activity, activity)
        except (TeamsRefused, NoAnswer) as trouble:
            if not (is_gone(trouble) and (gone or activity is None)):
                raise judged("change", trouble, repeatable=True) from None

    async def _keep_pieces(self, refs: Sequence[ExternalRef]) -> None:
        if len(refs) > 1:
            await self._memory.keep(f"pieces:{refs[0]}", json.dumps(list(refs)))
        elif refs:
            await self._memory.forget(f"pieces:{refs[0]}")

    async def _around(self, post: Post) -> Around:
        """Find out what a post needs: where its files can be had, and whom it tells."""
        if post.deleted:
            return Around()
        links = {one.file: await self._link(one) for one in post.parts if isinstance(one, Media)}
        members = await self._members.mentioned(post) if rendering.is_ours(post) else {}
        return Around(links, members)

    async def _link(self, media: Media) -> str:
        """Give a file's address; nothing for one whose bytes are gone."""
        if self._links is None:
            return ""
        try:
            await self._files.open(media.file)
        except KeyError:
            return ""
        return self._links(media)


def _listed(kept: str | None) -> tuple[str, ...]:
    return tuple(json.loads(kept)) if kept else ()

"""How a post's files are had by those who read it.

Rules:
1. In a channel a file is an address: in the team's SharePoint where the app may write there, else our signed link.
   https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4: bots can't post files in channels.
2. In a personal chat it is offered by a card of its own, below the words.
3. A file whose bytes are gone holds up no words: it is named.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from adapters.teams.ids import parse_thread
from adapters.teams.sharepoint import Shared, SharePoint
from core.ids import ExternalRef, FileId
from core.messages import Media
from core.ports import FileStore
from core.views import Post

LinkOf = Callable[[Media], str]


@dataclass(frozen=True, slots=True)
class Had:
    """A post's files: the addresses of some, and those that are offered by themselves."""

    links: dict[FileId, str] = field(default_factory=dict)
    offered: tuple[Media, ...] = ()
    shared: tuple[Shared, ...] = ()
    """What was put into SharePoint for it."""


class FilesOut:
    """Finds ways for files."""

    def __init__(self, files: FileStore, links: LinkOf | None, sharepoint: SharePoint | None) -> None:
        self._files = files
        self._links = links
        self._sharepoint = sharepoint

    async def of(self, thread: ExternalRef, post: Post) -> Had:
        """Find the ways of a post's files in a thread."""
        media = [one for one in post.parts if isinstance(one, Media) and await self._is_there(one)]
        if parse_thread(thread).is_personal:
            return Had(offered=tuple(one for one in media if one.size))
        links: dict[FileId, str] = {}
        shared: list[Shared] = []
        for one in media:
            put = await self._sharepoint.share(thread, one) if self._sharepoint is not None else None
            if put is not None:
                shared.append(put)
                links[one.file] = put.address
            elif self._links is not None:
                links[one.file] = self._links(one)
        return Had(links, shared=tuple(shared))

    async def posted(self, ref: ExternalRef, had: Had) -> None:
        """Keep what goes with a post."""
        if self._sharepoint is not None:
            await self._sharepoint.note(ref, had.shared)

    async def removed(self, ref: ExternalRef) -> None:
        """Take away what went with a post. Raises `DeliveryFailed`."""
        if self._sharepoint is not None:
            await self._sharepoint.remove(ref)

    async def _is_there(self, media: Media) -> bool:
        try:
            await self._files.open(media.file)
        except KeyError:
            return False
        return True

"""Handing a file over to Meta, which gives what names it in a message."""

from collections.abc import Mapping
from io import BytesIO

from aiohttp import FormData

from adapters.meta.graph import Graph
from adapters.meta.payload import text
from core.errors import Permanent, Transient, Uncertain
from core.messages import Media
from core.ports import FileStore
from core.sentences import say


class Uploads:
    """Hands files over; `field` is where their bytes go in the form, and `named` is the field of Meta's answer."""

    def __init__(self, graph: Graph, files: FileStore, field: str, named: str) -> None:
        """Take the tools."""
        self._graph = graph
        self._files = files
        self._field = field
        self._named = named

    async def hand_over(self, file: Media, token: str, path: str, said: Mapping[str, str]) -> str:
        """Give what Meta calls a file; `said` goes with it. Raises `DeliveryFailed`."""
        try:
            data = await self._files.read(file.file)
        except KeyError:
            raise Permanent("file: gone", reason=say("fail_file_fetch")) from None
        form = FormData(said)
        form.add_field(self._field, BytesIO(data), filename=file.name, content_type=file.mime)
        try:
            answer = await self._graph.upload(token, path, form)
        except Uncertain as failure:
            raise Transient(failure.detail) from None  # a file that nobody was sent yet can be handed over again
        id = text(answer, self._named)
        if not id:
            raise Transient("meta: an upload without an id")
        return id

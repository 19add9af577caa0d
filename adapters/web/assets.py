"""The built scripts and styles of the widget, as they were committed: names, bytes, headers.

Rules: read once, at start; a name with a hash never changes its content, so browsers may keep it for ever; the
loader keeps its plain name and is asked for again soon.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aiohttp import web

STATIC = Path(__file__).parent / "static"
_TYPES = {".js": "text/javascript", ".css": "text/css"}
_FOREVER = "public, max-age=31536000, immutable"
_SOON = "public, max-age=300"


@dataclass(frozen=True, slots=True)
class Assets:
    """Plain name -> name with hash, and the bytes by name with hash."""

    names: dict[str, str]
    content: dict[str, bytes]


@cache
def load_assets(folder: Path = STATIC) -> Assets:
    """Read the committed build.

    Raises:
        FileNotFoundError: the build is missing; `make widgets` makes it.
    """
    names: dict[str, str] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return Assets(names, {name: (folder / name).read_bytes() for name in names.values()})


def loader_response(assets: Assets) -> web.Response:
    """Serve the loader, which any site may include."""
    return _response(assets, assets.names["widget.js"], _SOON)


async def asset(request: web.Request) -> web.Response:
    """Serve a script or style of the frame by its name with hash."""
    assets, name = load_assets(), request.match_info["name"]
    if name not in assets.content:
        raise web.HTTPNotFound(text="There is no such file. The page is older than the bridge: reload it.")
    return _response(assets, name, _FOREVER)


def _response(assets: Assets, name: str, cache_control: str) -> web.Response:
    response = web.Response(
        body=assets.content[name],
        content_type=_TYPES[Path(name).suffix],
        charset="utf-8",
        headers={
            "Cache-Control": cache_control,
            "X-Content-Type-Options": "nosniff",
            # A site with Cross-Origin-Embedder-Policy loads only what says this.
            "Cross-Origin-Resource-Policy": "cross-origin",
        },
    )
    response.enable_compression()
    return response

"""Loader, frame and assets: who may show the widget, under which policy, from which bytes."""

import gzip
import json
from html.parser import HTMLParser

import pytest
from aiohttp import ClientSession

from adapters.web.assets import STATIC, load_assets
from adapters.web.frame import content_security_policy, frame_html
from tests.adapters.web.conftest import SHOP
from tests.adapters.web.ports import HandClock
from tests.adapters.web.world import World, serving

LOADER_BUDGET, APP_BUDGET = 6_000, 45_000


async def test_policy_of_the_frame_is_exactly_this(world: World, http: ClientSession) -> None:
    async with http.get(f"{world.url}/widget/frame", params={"host": SHOP}) as response:
        assert response.status == 200
        assert response.headers["Content-Security-Policy"] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: https:; "
            f"connect-src 'self' {world.url.replace('http', 'ws')}; base-uri 'none'; form-action 'none'; "
            f"frame-ancestors {SHOP}; require-trusted-types-for 'script'; trusted-types 'none'"
        )
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"


def test_policy_names_the_secure_socket_all_sites_and_the_pictures_that_were_chosen() -> None:
    policy = content_security_policy(
        "https://bridge.example/chat", ["https://a.example", "https://b.example"], ["https://pictures.example"]
    )

    assert "connect-src 'self' wss://bridge.example;" in policy
    assert "frame-ancestors https://a.example https://b.example;" in policy
    assert "img-src 'self' data: blob: https://pictures.example;" in policy


@pytest.mark.parametrize("host", ["", "https://evil.example", "https://shop.example/", '"><script>'])
async def test_frame_is_refused_to_a_site_that_is_not_listed(world: World, http: ClientSession, host: str) -> None:
    async with http.get(f"{world.url}/widget/frame", params={"host": host}) as response:
        assert response.status == 403
        assert response.content_type == "application/json"
        assert "allowed_origins" in (await response.json())["error"]["message"]


async def test_frame_of_an_unknown_queue_is_refused(world: World, http: ClientSession) -> None:
    async with http.get(f"{world.url}/widget/frame", params={"host": SHOP, "queue": "biling"}) as response:
        assert response.status == 400
        assert "billing, sales" in (await response.json())["error"]["message"]


class Attributes(HTMLParser):
    """Collects the attributes of the document's root, and every tag."""

    def __init__(self) -> None:
        super().__init__()
        self.root: dict[str, str | None] = {}
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "html":
            self.root = dict(attrs)


def test_settings_with_markup_in_them_stay_settings() -> None:
    nasty = "\"><script>alert(1)</script>'&"
    html = frame_html(load_assets(), host=SHOP, theme=nasty, locale=nasty, settings={"title": nasty})
    document = Attributes()
    document.feed(html)

    assert document.tags == ["html", "head", "meta", "meta", "title", "link", "script", "body"]
    assert json.loads(document.root["data-settings"] or "") == {"title": nasty}
    assert document.root["data-theme"] == "auto"


async def test_settings_of_the_section_reach_the_frame(http: ClientSession, clock: HandClock) -> None:
    async with (
        serving(clock, title="Northwind", greeting="", colours={"accent": "#00aa88"}) as world,
        http.get(f"{world.url}/widget/frame", params={"host": SHOP, "queue": "sales", "theme": "dark"}) as response,
    ):
        document = Attributes()
        document.feed(await response.text())
    settings = json.loads(document.root["data-settings"] or "")

    assert (settings["title"], settings["greeting"], settings["colours"]) == ("Northwind", "", {"accent": "#00aa88"})
    assert settings["attachments"] == {"max_files": 1, "max_bytes": 20_000_000, "types": ["text/*", "application/json"]}
    assert (document.root["data-theme"], document.root["data-host"]) == ("dark", SHOP)


async def test_loader_is_served_to_every_site_and_asked_for_again_soon(world: World, http: ClientSession) -> None:
    async with http.get(f"{world.url}/widget.js") as response:
        assert response.content_type == "text/javascript"
        assert response.headers["Cache-Control"] == "public, max-age=300"
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert (await response.read()) == load_assets().content[load_assets().names["widget.js"]]


async def test_assets_are_kept_for_ever_and_others_are_not_found(world: World, http: ClientSession) -> None:
    async with http.get(f"{world.url}/widget/assets/{load_assets().names['app.js']}") as response:
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for name in ("app-000000000000.js", "manifest.json", "..%2f__init__.py"):
        async with http.get(f"{world.url}/widget/assets/{name}") as response:
            assert response.status == 404


def test_committed_build_is_whole_and_within_its_budgets() -> None:
    assets = load_assets()
    files = {path.name for path in STATIC.iterdir()}
    sizes = {plain: len(gzip.compress(assets.content[name], 9)) for plain, name in assets.names.items()}

    assert files == {"manifest.json", *assets.names.values()}
    assert sizes["widget.js"] <= LOADER_BUDGET
    assert sizes["app.js"] <= APP_BUDGET


def test_no_committed_script_writes_markup_from_data() -> None:
    sources = [path for path in (STATIC.parent / "widget" / "src").rglob("*") if path.suffix in (".ts", ".tsx")]
    sinks = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "dangerouslySetInnerHTML", "eval(")

    assert sources
    assert [(path.name, sink) for path in sources for sink in sinks if sink in path.read_text("utf-8")] == []
    assert [
        path.name for path in sources if "postMessage(" in path.read_text("utf-8") and '"*"' in path.read_text("utf-8")
    ] == []

"""Message templates, and when nothing else goes."""

from typing import Any

import pytest

from playground.clock import FakeClock
from playground.meta.model import Json
from playground.meta.seed import MIA_WA, WA_TOKEN, WABA
from playground.server import Playground

from .conftest import App, Wire

DAY = 24 * 3600
pytestmark = pytest.mark.usefixtures("open_windows")


def template(name: str, values: list[str], language: str = "en_US", **more: Any) -> Json:
    parameters = [{"type": "text", "text": value} for value in values]
    components = [{"type": "body", "parameters": parameters}] if values else []
    return {
        "type": "template",
        "text": None,
        "template": {"name": name, "language": {"code": language}, "components": components} | more,
    }


async def test_a_template_is_filled_in(wire: Wire, pg: Playground) -> None:
    back = await wire.write(**template("order_update", ["Mia", "4711"]))
    assert back.body["messages"][0]["message_status"] == "accepted"
    bubble = await pg.whatsapp.until(lambda w: w.find("Hello Mia, there is news about your order 4711.", person=MIA_WA))
    assert (bubble.header, bubble.footer, bubble.kind) == ("Your order", "Northwind", "template")


@pytest.mark.parametrize(
    ("asked", "code", "status"),
    [
        (template("nothing", []), 132001, 404),
        (template("order_update", ["Mia", "1"], "fr"), 132001, 404),
        (template("order_update", ["Mia"]), 132000, 400),
        (template("order_update", []), 132000, 400),
        (template("order_update", ["Mia", "x" * 1024]), 132005, 400),
        (template("order_update", ["Mia", ""]), 132012, 400),
        (template("order_update", ["Mia", "47\n11"]), 132018, 400),
        (template("order_update", ["Mia", "47     11"]), 132018, 400),
        (template("old_offer", []), 132015, 400),
        (template("new_offer", []), 132001, 404),
        ({"type": "template", "template": {"name": "order_update"}}, 131008, 400),
    ],
)
async def test_a_template_that_does_not_fit_is_refused(wire: Wire, asked: Json, code: int, status: int) -> None:
    back = await wire.write(**asked)
    assert (back.status, back.code[0]) == (status, code)


def above(kind: str, what: Json) -> Json:
    """Give a heading's parameter."""
    return {"type": "header", "parameters": [{"type": kind, kind: what}]}


END = {"type": "button", "sub_type": "url", "index": "0", "parameters": [{"type": "text", "text": "4711"}]}


def has(pg: Playground, *components: Json) -> None:
    """Let a template of the name `parcel` be approved."""
    kept = {"id": "910000000000099", "name": "parcel", "language": "en_US", "category": "UTILITY"}
    given = {"status": "APPROVED", "parameter_format": "POSITIONAL", "components": list(components)}
    pg.meta.settings.templates.append(kept | given)


LINK = {"type": "BUTTONS", "buttons": [{"type": "URL", "text": "Follow it", "url": "https://shop.example/t/{{1}}"}]}


async def test_a_heading_and_the_address_of_a_button_are_filled_in(wire: Wire, pg: Playground) -> None:
    has(pg, {"type": "HEADER", "format": "TEXT", "text": "Order {{1}}"}, {"type": "BODY", "text": "It is here."}, LINK)
    heading = {"type": "header", "parameters": [{"type": "text", "text": "4711"}]}
    bare = await wire.write(**template("parcel", [], components=[heading]))
    await wire.write(**template("parcel", [], components=[heading, END]))
    bubble = await pg.whatsapp.until(lambda w: w.find("It is here.", person=MIA_WA))

    assert bare.code[0] == 131008
    assert bubble.header == "Order 4711"
    assert [(one.kind, one.value) for one in bubble.choices] == [("url", "https://shop.example/t/4711")]


async def test_a_heading_that_is_a_file_is_given_it_each_time(wire: Wire, pg: Playground, hooked: App) -> None:
    has(pg, {"type": "HEADER", "format": "IMAGE"}, {"type": "BODY", "text": "Look."})
    for components in ([], [above("video", {"link": "https://a.example/1.mp4"})], [above("image", {})]):
        assert (await wire.write(**template("parcel", [], components=components))).code[0] == 132012
    gone = above("image", {"link": "http://127.0.0.1:1/pot.png"})
    assert (await wire.write(**template("parcel", [], components=[gone]))).status == 200
    (failed,) = await hooked.until(hooked.statuses)
    assert failed["errors"][0]["code"] == 131053


async def test_templates_are_listed_in_pages(wire: Wire) -> None:
    async def listed(query: str) -> Json:
        body: Json = (await wire.call("GET", f"{WABA}/message_templates?{query}", token=WA_TOKEN)).body
        return body

    first = await listed("limit=4&fields=name,status,language,components")
    assert [one["name"] for one in first["data"]] == ["order_update", "hello_again", "hello_again", "old_offer"]
    rest = await listed(f"limit=4&after={first['paging']['cursors']['after']}")
    assert [one["status"] for one in rest["data"]] == ["PENDING", "APPROVED"]
    assert ("next" in first["paging"], "next" in rest["paging"]) == (True, False)
    assert len((await listed("status=APPROVED"))["data"]) == 4
    assert (await listed("name=nothing")) == {"data": []}


async def test_after_24_hours_only_a_template_goes(wire: Wire, hooked: App, pg: Playground, clock: FakeClock) -> None:
    await clock.advance(DAY + 1)
    assert (await wire.write("too late")).status == 200
    (failed,) = await hooked.until(hooked.statuses)
    assert (failed["status"], failed["errors"][0]["code"]) == ("failed", 131047)
    assert failed["errors"][0]["error_data"]["details"]
    assert not pg.whatsapp.find("too late", person=MIA_WA)
    assert (await wire.write(**template("order_update", ["Mia", "4711"]))).status == 200
    await pg.meta.settled()
    priced = hooked.statuses()[1]["pricing"]
    assert (priced["billable"], priced["category"], priced["type"]) == (True, "utility", "regular")


async def test_whoever_has_had_enough_of_marketing_gets_none(wire: Wire, pg: Playground, hooked: App) -> None:
    await pg.whatsapp.simulate.switch(person=MIA_WA, opted_out=True)
    await wire.write(**template("spring_news", []))
    (failed,) = await hooked.until(hooked.statuses)
    assert failed["errors"][0]["code"] == 131050
    await wire.write(**template("hello_again", ["Mia"]))
    await pg.whatsapp.until(lambda w: w.find("Hi Mia", person=MIA_WA))

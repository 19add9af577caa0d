"""A whole shift's parts on channels beside the web, by mouse or by keyboard: a first text message, and a template.

They come last: they count on as chats, and the mouse's second one takes a day.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playground.server import Playground
from playground.twilio import admin
from playground.twilio import seed as twilio
from tests.adapters.meta.at_meta import AtMeta
from tests.scenarios.by_whatsapp import AGAIN, meets, section
from tests.scenarios.handsets import Handset, a_handset
from tests.scenarios.played import OnDesk
from tests.scenarios.scenes import sentence
from tests.scenarios.settings import Settings, changed
from tests.scenarios.world import World, a_world

DAY = 25 * 3600
"""Seconds after which WhatsApp takes nothing but a template."""
FILLED = "Hi Mia, we have an answer. May we go on here?"


@asynccontextmanager
async def a_shop_with_phones(given: Settings) -> AsyncIterator[World]:
    """Start a world whose shop has a number for text messages, in Sales, and one at WhatsApp with templates."""
    there: list[Playground] = []

    async def before(playground: Playground) -> None:
        there.append(playground)

    account = {"account_sid": twilio.ACCOUNT_SID, "auth_token": twilio.AUTH_TOKEN, "queue": "sales"}
    sms = account | {"api_url": OnDesk(lambda _: there[0].twilio.base_url), "senders": [{"id": twilio.NUMBER}]}
    whatsapp = section(OnDesk(lambda _: there[0].meta.base_url))
    async with a_world(changed(given, {"channels": {"sms": sms, "whatsapp": whatsapp}}), before=before) as world:
        yield world


async def writes_first_by_mouse(world: World) -> None:
    """Let Ada write to Mia's number, have the answer, and end the chat."""
    ada, mia = world.desk.agent("ada"), await _mia_has_a_phone(world)
    await ada.opens_home()
    await ada.clicks_at_home("New SMS…")
    await ada.fills_in(to=twilio.MIA, text="your tin is here")
    await _is_answered(world, mia)
    await ada.clicks_on_card("End chat")
    await world.desk.card_shows(sentence("card_handled"))


async def writes_first_by_keyboard(world: World) -> None:
    """Do the same, typed."""
    ada, mia = world.desk.agent("ada"), await _mia_has_a_phone(world)
    await ada.says(f"sms {twilio.MIA} your tin is here")
    await ada.is_told(sentence("begun", number=4))
    await _is_answered(world, mia)
    await ada.writes("!end yes")
    await world.desk.card_shows(sentence("card_handled"))


async def sends_a_template_by_mouse(world: World) -> None:
    """Let Ada be offered a template when her answer comes a day too late for anything else."""
    ada, mia = world.desk.agent("ada"), await _mia_is_on_whatsapp(world)
    await ada.opens_home()
    if "Not ready" not in ada.home():  # the reject made her so
        await ada.clicks_at_home("Ready")
    await mia.writes("is it still hot?")
    await ada.accepts()
    await mia.gets("Ada is here now.")
    await world.quiet()
    world.clock.jump(DAY)
    await ada.writes("It will be back on Friday.")
    await ada.clicks("Template…", beside=sentence("hold_template_only"))
    await ada.fills_in(which="hello_again (en_US)")
    await ada.fills_in(value1="Mia")
    await ada.modal.shows("The customer will see:", FILLED)
    await ada.fills_in()
    await mia.gets(FILLED)
    await mia.writes("yes, please")
    await ada.clicks("Send to customer", beside=sentence("hold_open_again"))
    await mia.gets("It will be back on Friday.")
    await ada.clicks_on_card("End chat")
    await mia.gets("The chat has ended.")
    await world.desk.card_shows(sentence("card_wrap_up"))
    await ada.clicks_on_card("Finish…")
    await ada.fills_in(which="Billing / Refund", a_reason="Invoice", a_order="14")
    await world.desk.card_shows(sentence("card_handled"))


async def sends_a_template_by_keyboard(world: World) -> None:
    """Let Ada send a template with its value in one line."""
    ada, mia = world.desk.agent("ada"), await _mia_is_on_whatsapp(world)
    await ada.says("ready")
    await mia.writes("is it still hot?")
    await ada.is_rung()
    await ada.says("accept")
    await mia.gets("Ada is here now.")
    await ada.writes("!template hello_again | Mia")
    await mia.gets(FILLED)
    await world.desk.shows(FILLED)
    await ada.writes("!end yes")
    await mia.gets("The chat has ended.")
    await world.desk.card_shows(sentence("card_wrap_up"))
    for line in ("!activity reason invoice", "!activity order number 14", "!finish refund"):
        await ada.writes(line)
    await world.desk.card_shows(sentence("card_handled"))


async def _mia_has_a_phone(world: World) -> Handset:
    await admin.configure(world.playground.twilio, {"sms_url": f"{world.url}/sms/incoming"})
    world.phone = mia = a_handset(world, "sms")
    return mia


async def _mia_is_on_whatsapp(world: World) -> Handset:
    await meets(world, AtMeta(world.playground), [AGAIN])
    world.phone = mia = a_handset(world, "whatsapp")
    return mia


async def _is_answered(world: World, mia: Handset) -> None:
    await mia.gets("your tin is here")
    await mia.writes("I am on my way")
    await world.desk.shows("I am on my way")

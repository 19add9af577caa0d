"""A tenant in which one of everything stands, and the way to it in the page.

Rule: names and words are as long as they may be, so that whoever looks at the page sees the worst of it.
"""

from playwright.async_api import Page

from playground.server import Playground
from tests.browser import teams_gallery as gallery
from tests.browser.conftest import OpenPage
from tests.browser.furnished import LONG
from tests.browser.teams_app import Json, TeamsApp, words

MENTION = {"type": "mention", "text": "<at>Ada Lovelace</at>", "mentioned": {"id": "29:ada", "name": "Ada Lovelace"}}


async def furnish(app: TeamsApp) -> str:
    """Fill the tenant; give the conversation of the chain that has a card."""
    long = await app.post(words(f"<b>Wolfeschlegelsteinhausenbergerdorff</b> (customer)<br>{LONG}<pre>{LONG}</pre>"))
    for number in range(6):
        who = "grace" if number % 2 else "lin"
        await app.person("post", user=who, conversation=long["id"], text=f"Answer {number}")
    await app.post(gallery.MARKDOWN)
    root = await app.post(gallery.CARD)
    chain = str(root["id"])
    await app.say(chain, words(gallery.TEXT))
    files = [{"name": f"{LONG[:60]}.pdf", "mimetype": "application/pdf", "base64": "dGVh"}]
    mine = await app.person("post", user="ada", conversation=chain, text="@Bridge note the label", files=files)
    await app.person("edit", user="ada", conversation=chain, id=mine["id"], text="On it")
    for user, reaction in (("lin", "like"), ("grace", "heart"), ("ada", "laugh")):
        await app.person("react", user=user, conversation=chain, id=root["activityId"], reaction=reaction)
    gone = await app.person("post", user="ada", conversation=chain, text="oops")
    await app.person("delete", user="ada", conversation=chain, id=gone["id"])
    await app.whisper(chain, words("<i>Not sent</i>: the chat is closed."), "29:ada")
    await app.post(words("<at>Ada Lovelace</at> look", entities=[MENTION]), "19:sales@thread.tacv2")
    await personal(app)
    return chain


async def personal(app: TeamsApp) -> None:
    """Fill Ada's chat with the bot."""
    chat = await app.chat("ada")
    await app.person("post", user="ada", conversation=chat, text="home")
    home: Json = dict(gallery.CARD)
    await app.say(chat, home)
    await app.say(chat, gallery.CONSENT)
    await app.say(chat, words("Hello <b>Ada</b>"))


async def teams(playground: Playground, open_page: OpenPage, *, width: int = 1280) -> Page:
    """Open the playground's page with Teams in it."""
    return await open_page(f"{playground.url}/?desk=teams", width=width)

"""A playground in which one of everything stands, and the way to its worlds.

Rule: names and words are as long as they may be, so that whoever looks at the page sees the worst of it.
"""

from playwright.async_api import Page

from tests.browser import gallery
from tests.browser.slack_app import SlackApp

SUPPORT = "C0SUPPORT"
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft 🫖" * 3


async def furnish(app: SlackApp) -> None:
    """Fill the world with one of everything, and with names and words that are too long."""
    await app.client.chat_postMessage(channel=SUPPORT, text=gallery.TEXT)
    await app.client.chat_postMessage(channel=SUPPORT, text="rich", blocks=gallery.RICH)
    await app.client.chat_postMessage(channel=SUPPORT, text="md", blocks=gallery.MARKDOWN)
    await app.client.chat_postMessage(
        channel=SUPPORT, text=f"{LONG}\n```{LONG}```", username="Wolfeschlegelsteinhausenbergerdorff 👩🏽‍🚀 (customer)"
    )
    files = [{"name": f"{LONG[:60]}.pdf", "mimetype": "application/pdf", "base64": "dGVh"}]
    posted = await app.person("post", user="U0GRACE", channel=SUPPORT, text="The label.", files=files)
    for name in ("+1", "eyes", "tada", "heart", "wave", "tea", "pray", "joy"):
        await app.person("react", user="U0LIN", channel=SUPPORT, ts=posted["ts"], name=name)
    root = await app.client.chat_postMessage(channel=SUPPORT, text="New chat", blocks=gallery.CARD)
    await app.client.chat_postMessage(
        channel=SUPPORT, thread_ts=str(root["ts"]), text="Where is it?", username="Maya Okafor"
    )
    await app.client.chat_postEphemeral(channel=SUPPORT, user="U0ADA", text="Send it to the customer anyway?")
    await app.client.chat_postMessage(channel="C0SALES", text="<@U0ADA> look")
    await app.client.views_publish(user_id="U0ADA", view=gallery.HOME)


async def world(page: Page, name: str) -> None:
    """Bring a world into view: a tab on a phone, an open panel elsewhere."""
    if await page.get_by_role("region", name=name, exact=True).count() == 0:
        await page.locator(".switch", has_text=name).click()

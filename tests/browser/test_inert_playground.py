"""Hostile words stay words in the playground's windows, whatever sends them: names, messages, files, labels, places.

Rule: the watch is seen to tell of each payload that does come alive, before it may tell nothing of these pages.
"""

from html import escape
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from playground.meta.seed import MIA_PSID, MIA_WA
from playground.server import Playground
from playground.twilio.seed import MIA
from tests.browser.furnished import SUPPORT
from tests.browser.inert import Watch, shows, watching
from tests.browser.meta_furnished import buttons, says, with_meta, writes
from tests.browser.phone_furnished import arrives, picture, with_phone
from tests.browser.slack_app import SlackApp
from tests.browser.teams_app import TeamsApp, card, words
from tests.payloads import LINKS, MARK, MARKUP, MENTIONS, PAYLOADS, UNSENDABLE

pytestmark = pytest.mark.browser
__all__ = ["with_meta", "with_phone"]  # fixtures

HARMFUL = [one for name, one in PAYLOADS.items() if one.strip() and name not in UNSENDABLE]
EXACT = [*MARKUP.values(), *LINKS.values(), *MENTIONS.values()]
"""What is shown just as it was written."""
RUNNING = ("svg", "img", "frame", "base", "comment", "anchor")
"""What runs, leads away or becomes an element as soon as it is markup."""
LABELS = [f"<{tag} id={MARK}>x</{tag}>" for tag in "biu"]
"""As long as a button's label may be, or shorter, and elements all the same."""
ROW = f"<svg onload={MARK}(1)>"
ACTS = {
    "a function": f"{MARK}(1)",
    "a script": f"document.body.append(Object.assign(document.createElement('script'), {{text: '{MARK}(2)'}}))",
    "a dialog": "alert('hello')",
    "a request": "new Image().src = 'http://elsewhere.example/'",
    "an error": "setTimeout(() => { throw new Error('hello') })",
    "an address": f"location.hash = '{MARK}'",
}
LAST = "the last word"
ONLY_SLACK = '{"open":{"customer":false,"slack":true,"inspector":false},"size":{}}'
SLACK = f"try {{ localStorage.setItem('playground.layout', {ONLY_SLACK!r}) }} catch {{}}"


@pytest.mark.parametrize("payload", RUNNING)
async def test_the_watch_tells_of_what_becomes_markup(playground: Playground, browser: Browser, payload: str) -> None:
    async with watching(browser) as watch:
        page = await watch.opens(f"{playground.url}/shop")
        await watch.nothing()
        await page.set_content(PAYLOADS[payload])
        with pytest.raises(AssertionError):
            await watch.nothing()


@pytest.mark.parametrize("act", ACTS)
async def test_the_watch_tells_of_what_runs(playground: Playground, browser: Browser, act: str) -> None:
    async with watching(browser) as watch:
        page = await watch.opens(f"{playground.url}/shop")
        await watch.nothing()
        await page.evaluate(f"() => {{ {ACTS[act]}; return new Promise((done) => setTimeout(done)); }}")
        with pytest.raises(AssertionError):
            await watch.nothing()


def for_slack(text: str) -> str:
    """Escape words as an app must (https://docs.slack.dev/messaging/formatting-message-text#escaping)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


async def test_slack_shows_words_as_words(playground: Playground, app: SlackApp, browser: Browser) -> None:
    store = playground.slack.store
    store.users["U0GRACE"].real_name = " ".join(MARKUP.values())
    store.channels[SUPPORT].topic = " ".join(EXACT)
    store.channels["C0SALES"].name = MARKUP["img"]
    for payload in HARMFUL:
        await app.client.chat_postMessage(channel=SUPPORT, text=for_slack(payload), username=payload[:80])
        await app.client.chat_postMessage(channel=SUPPORT, text=payload)
    for payload in MARKUP.values():
        files = [{"name": f"{payload}.txt", "mimetype": "text/plain", "base64": "dGVh"}]
        await app.person("post", user="U0GRACE", channel=SUPPORT, text=payload, files=files)
    await app.client.views_publish(user_id="U0ADA", view=a_home())
    await app.client.chat_postMessage(channel=SUPPORT, text=LAST)
    async with watching(browser, SLACK) as watch:
        page = await watch.opens(playground.url)
        await expect(page.get_by_text(LAST)).to_be_visible()
        await shows(page, EXACT)
        await page.get_by_role("navigation", name="Workspace").get_by_role("button", name="Bridge Home").click()
        await expect(page.get_by_text(LAST)).to_be_visible()
        await shows(page, MARKUP.values())
        await watch.nothing(linked=True)


def a_home() -> dict[str, Any]:
    """Write a home page whose every word is a payload."""
    plain = [{"type": "plain_text", "text": one[:75], "emoji": True} for one in EXACT]
    blocks: list[dict[str, Any]] = [{"type": "section", "text": {"type": "mrkdwn", "text": one}} for one in EXACT]
    blocks += [{"type": "header", "text": one} for one in plain]
    blocks += [{"type": "context", "elements": [one]} for one in plain]
    buttons = [{"type": "button", "text": one, "action_id": f"b{at}"} for at, one in enumerate(plain)]
    options = [{"text": one, "value": str(at)} for at, one in enumerate(plain)]
    menu = {"type": "static_select", "action_id": "menu", "placeholder": plain[0], "options": options}
    blocks += [{"type": "actions", "elements": [*buttons[:20], menu]}]
    blocks += [{"type": "input", "label": one, "hint": one, "element": {"type": "plain_text_input", "placeholder": one}}
               for one in plain]  # fmt: skip
    return {"type": "home", "blocks": [*blocks, {"type": "section", "text": {"type": "mrkdwn", "text": LAST}}]}


async def test_teams_shows_words_as_words(playground: Playground, teams_app: TeamsApp, browser: Browser) -> None:
    store = playground.teams.store
    store.people["grace"].name = " ".join(MARKUP.values())
    for payload in HARMFUL:
        await teams_app.post(words(escape(payload)))
        await teams_app.post(words(payload))
    chain = str((await teams_app.post(a_card()))["id"])
    for payload in MARKUP.values():
        files = [{"name": f"{payload}.txt", "mimetype": "text/plain", "base64": "dGVh"}]
        await teams_app.person("post", user="grace", conversation=chain, text=payload, html=payload, files=files)
    await teams_app.post(words(LAST))
    async with watching(browser) as watch:
        page = await watch.opens(f"{playground.url}/?desk=teams")
        await expect(page.get_by_text(LAST)).to_be_visible()
        await shows(page, MARKUP.values())
        await watch.nothing(linked=True)


def a_card() -> dict[str, Any]:
    """Write a card whose every word is a payload."""
    found: list[dict[str, Any]] = []
    for at, one in enumerate(EXACT):
        choices = [{"title": one, "value": str(at)}]
        found += [
            {"type": "TextBlock", "text": one, "wrap": True},
            {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": one}]},
            {"type": "FactSet", "facts": [{"title": one, "value": one}]},
            {"type": "Input.Text", "id": f"t{at}", "label": one, "placeholder": one},
            {"type": "Input.ChoiceSet", "id": f"c{at}", "label": one, "style": "expanded", "choices": choices},
        ]
    return card(*found, actions=[{"type": "Action.Execute", "title": one, "verb": "x"} for one in MARKUP.values()])


async def test_the_phone_shows_words_as_words(with_phone: Playground, browser: Browser) -> None:
    for payload in HARMFUL:
        await arrives(with_phone, payload[:1500])
    for payload in MARKUP.values():
        await with_phone.twilio.simulate.send(phone=MIA, text=payload, files=[picture(f"{payload[:60]}.png")])
    await arrives(with_phone, LAST)
    async with watching(browser, width=390) as watch:
        page = await watch.opens(f"{with_phone.url}/?desk=phone")
        await expect(page.get_by_text(LAST)).to_be_visible()
        await shows(page, EXACT)
        await watch.nothing()


async def test_messenger_shows_words_as_words(with_meta: Playground, browser: Browser) -> None:
    people = with_meta.messenger.simulate
    who = with_meta.messenger.person(MIA_PSID)
    who.first_name, who.last_name = MARKUP["img"], MARKUP["svg"]
    with_meta.meta.settings.page_name = MARKUP["frame"]
    sent = [await people.send(person=MIA_PSID, text=payload) for payload in HARMFUL]
    for payload in MARKUP.values():
        await people.send(person=MIA_PSID, text=payload, files=[picture(f"{payload}.png")], reply_to=sent[0]["mid"])
        await people.send(person=MIA_PSID, files=[paper(payload)])
        await people.inbox(person=MIA_PSID, text=payload)
        await says(with_meta, {"attachment": {"type": "template", "payload": a_template(payload)}})
    await people.edit(person=MIA_PSID, mid=sent[1]["mid"], text=MARKUP["base"])
    await people.react(person=MIA_PSID, mid=sent[0]["mid"], emoji=MARKUP["comment"])
    for payload in HARMFUL:
        await says(with_meta, {"text": payload[:2000]})
    replies = [{"content_type": "text", "title": one, "payload": MARKUP["svg"]} for one in LABELS]
    await says(with_meta, {"text": LAST, "quick_replies": replies})
    async with watching(browser, width=390) as watch:
        await looks_through(watch, f"{with_meta.url}/?desk=messenger", [*EXACT, *LABELS])


async def test_whatsapp_shows_words_as_words(with_meta: Playground, browser: Browser) -> None:
    people = with_meta.whatsapp.simulate
    with_meta.meta.settings.limits["enabled"] = False  # so much at once is not its point
    with_meta.whatsapp.person(MIA_WA).name = MARKUP["img"]
    with_meta.meta.settings.phones[0]["name"] = MARKUP["frame"]
    sent = [await people.send(person=MIA_WA, text=payload) for payload in HARMFUL]
    for payload in MARKUP.values():
        await people.send(person=MIA_WA, text=payload, files=[picture()], reply_to=sent[0]["wamid"])
        await people.send(person=MIA_WA, text=payload, files=[paper(payload)])
        place = {"latitude": 48.1, "longitude": 11.5, "name": payload, "address": payload}
        await people.send(person=MIA_WA, location=place)
        await people.send(person=MIA_WA, contacts=[{"name": payload, "phone": payload}])
        await writes(with_meta, "document", {"link": f"{with_meta.url}/shop", "caption": payload, "filename": payload})
        await writes(with_meta, "interactive", a_list(payload))
        components = [{"type": "body", "parameters": [{"type": "text", "text": payload}] * 2}]
        template = {"name": "order_update", "language": {"code": "en_US"}, "components": components}
        await writes(with_meta, "template", template)
    await people.react(person=MIA_WA, mid=sent[0]["wamid"], emoji=MARKUP["comment"])
    for payload in HARMFUL:
        await writes(with_meta, "text", {"body": payload[:4096]})
    await writes(with_meta, "interactive", buttons(*LABELS))
    await writes(with_meta, "text", {"body": LAST})
    async with watching(browser, width=390) as watch:
        page = await looks_through(watch, f"{with_meta.url}/?desk=whatsapp", [*MARKUP.values(), *LABELS])
        await page.get_by_role("button", name=LABELS[0], exact=True).first.click()
        await expect(page.get_by_role("menuitem").first).to_contain_text(ROW)
        await expect(page.get_by_role("menuitem").first).to_contain_text(MARKUP["svg"])
        await watch.nothing()
        await page.keyboard.press("Escape")
        await page.get_by_role("region", name="WhatsApp").get_by_role("button", name="All chats").click()
        await watch.nothing()


async def looks_through(watch: Watch, url: str, texts: list[str]) -> Page:
    """See that all of it stands on an app's page as it was written, and that nothing has come alive."""
    page = await watch.opens(url)
    await expect(page.get_by_text(LAST)).to_be_visible()
    await shows(page, texts)
    await watch.nothing()
    return page


def paper(name: str) -> dict[str, str]:
    """Give a document."""
    return {"name": f"{name}.pdf", "mimetype": "application/pdf", "base64": "dGVh"}


def a_template(payload: str) -> dict[str, Any]:
    """Write a carousel of cards whose every word is a payload."""
    labels = [{"type": "postback", "title": one, "payload": payload} for one in LABELS[:2]]
    link = {"type": "web_url", "title": LABELS[2], "url": "https://shop.example/"}
    cards = [{"title": payload[:80], "subtitle": payload[:80], "buttons": [*labels, link]}]
    return {"template_type": "generic", "elements": cards}


def a_list(payload: str) -> dict[str, Any]:
    """Write a list whose every word is a payload."""
    rows = [{"id": str(n), "title": ROW, "description": payload[:72]} for n in range(2)]
    return {
        "type": "list",
        "header": {"type": "text", "text": payload[:60]},
        "body": {"text": payload},
        "footer": {"text": payload[:60]},
        "action": {"button": LABELS[0], "sections": [{"title": ROW, "rows": rows}]},
    }

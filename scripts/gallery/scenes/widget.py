"""What the customer sees: the widget from its launcher to the survey, and the pages behind its links."""

import re

from playwright.async_api import FilePayload, expect

from scripts.gallery.play import Play
from scripts.gallery.scenes.words import CAMPING, DENTED, LID, SORRY
from scripts.gallery.shop import SURVEY, Settings
from scripts.gallery.shopper import SECOND, Guest, guest, opens
from scripts.pictures import photo
from tests.scenarios.scenes import ready, sentence, talking

ASKED: Settings = {"queues": {"support": {"survey": SURVEY}}}
PNG = photo()["buffer"]


async def talks(play: Play) -> None:
    """Let a customer open the widget, wait, talk, choose, and be asked about a page."""
    before = await play.world.customer()
    await before.says(CAMPING)
    async with guest(play, SECOND) as one:
        await one.take("widget-launcher")
        await opens(one)
        await one.take("widget-welcome")
        await one.says(DENTED)
        await play.world.passes(12)
        await (await one.frame()).get_by_text("You are number 2 in line").wait_for()
        await one.take("widget-waiting")
        await before.ends()
        await _is_answered(play, one)
        await one.take("widget-talk")
        ada = play.agent("ada")
        await ada.writes("!menu What shall we send? | A new tin | The money back | A sample box", one.known_as)
        await one.hears("What shall we send?")
        await one.take("widget-menu")
        await one.presses("A new tin")
        await ada.writes("!push return form", one.known_as)
        await one.hears("Shall we open this page for you?")
        await one.take("widget-page")
        await one.presses("Insert emoji")
        await one.take("widget-emoji")


async def fills_in(play: Play) -> None:
    """Let a customer fill a card in, and slip."""
    async with guest(play) as one:
        await opens(one)
        await one.says(DENTED)
        await _is_answered(play, one)
        await play.agent("ada").writes("!form card", one.known_as)
        frame = await one.frame()
        await frame.get_by_label("Card number").fill("4111 1111 1111 1112")
        await frame.get_by_label("Valid until").fill("12/40")
        await expect(frame.get_by_text("This card number is not right")).to_be_visible()
        await one.take("widget-secure")


async def attaches(play: Play) -> None:
    """Let a customer add files, look at the options, and lose the connection."""
    async with guest(play) as one:
        await opens(one)
        await one.says(DENTED)
        await _is_answered(play, one)
        await one.shopper.says("This is the old one.", {"name": "tin.png", "mimeType": "image/png", "buffer": PNG})
        await play.agent("ada").writes("And this is the label.", one.known_as, files={"label.txt": b"NW-1042"})
        await one.hears("And this is the label.")
        frame = await one.frame()
        given: FilePayload = {"name": "receipt.txt", "mimeType": "text/plain", "buffer": b"Order 1042"}
        await frame.locator("input[type=file]").set_input_files([given])
        await one.take("widget-files")
        await frame.get_by_role("button", name="Options").click()
        await one.take("widget-options")
        await frame.get_by_role("menuitem", name="End chat").click()
        await one.take("widget-end")
        await one.presses("Keep chatting")
        await one.window.page.context.set_offline(True)
        await expect(frame.get_by_text(re.compile("You are offline|Connection lost")).first).to_be_visible()
        await one.take("widget-offline")


async def rates(play: Play) -> None:
    """Let a chat end, and its customer say how it was."""
    async with guest(play) as one:
        await opens(one)
        await one.says(DENTED)
        await _is_answered(play, one)
        await play.agent("ada").writes("!end yes", one.known_as)
        await one.hears("The chat has ended")
        await one.take("widget-survey")
        await (await one.frame()).get_by_label("5 of 5").check(force=True)
        await one.take("widget-survey-comment")


async def finds_it_closed(play: Play) -> None:
    """Let a customer come outside the hours, and leave a message."""
    async with guest(play) as one:
        await opens(one)
        frame = await one.frame()
        await one.take("widget-closed")
        await frame.get_by_label("Email").fill("jo")
        await one.presses("Send")
        await one.take("widget-closed-mistakes")
        await frame.get_by_label("Email").fill("jo@mail.example")
        await frame.get_by_label("Your question").fill("Which tea would you take camping?")
        await one.presses("Send")
        await one.hears("We write to you.")
        await one.take("widget-closed-sent")


async def talks_with_the_bot(play: Play) -> None:
    """Let a customer talk with the bot."""
    async with guest(play) as one:
        await opens(one)
        await one.says("hi")
        await one.hears("What is it about?")
        await one.take("widget-bot")


async def falls_silent(play: Play) -> None:
    """Let a customer write no more, and be warned."""
    async with guest(play) as one:
        await opens(one)
        await one.says(DENTED)
        await _is_answered(play, one)
        await play.world.passes(605)
        await one.take("widget-still-there")


async def reads_again(play: Play) -> None:
    """Open the link to a chat's transcript, and once more when it is over."""
    ada, customer = await talking(play.world, words=DENTED)
    await ada.writes(SORRY)
    await customer.hears("Was the tea inside")
    await play.world.passes(20)
    await customer.says(LID)
    await play.world.desk.shows(LID)
    await ada.writes("!transcript")
    told = await ada.is_told("/transcript/")
    found = re.search(r"http://[^\s>|]+/transcript/[\w.-]+", told.text)
    if found is None:
        raise ValueError(told.text)
    for name, days in (("page-transcript", 0), ("page-transcript-over", 9)):
        await play.world.clock.advance(days * 24 * 3600)
        window = await play.studio.window(found[0], play.world.clock.seconds, (720, 640))
        await window.settles()
        play.studio.keep(name, await window.picture(), await window.page.inner_text("body"))
        await window.page.context.close()


async def _is_answered(play: Play, one: Guest) -> None:
    """Let Ada accept, and answer."""
    (ada,) = await ready(play.world, "ada")
    await ada.is_rung()
    await ada.clicks("Accept")
    await play.world.desk.card_shows(sentence("card_active", agent="ada"), one.known_as)
    await ada.writes(SORRY, one.known_as)
    await one.hears("Was the tea inside")

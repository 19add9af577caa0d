"""Sound only where it is wanted; movement only for those who don't mind it."""

from typing import Literal

import pytest
from playwright.async_api import Browser, Frame, expect

from tests.browser.widget.site import LAUNCHER, OPEN_ROOTS, Shop, open_chat, say

pytestmark = pytest.mark.browser

# There is no loudspeaker to listen to: the browser's sound is replaced by one that counts the tones.
COUNTING = """window.tones = 0;
window.AudioContext = class {
  state = "running"; currentTime = 0; destination = {};
  resume() { return Promise.resolve(); }
  createGain() {
    const ramp = () => {};
    return { gain: { setValueAtTime: ramp, linearRampToValueAtTime: ramp, exponentialRampToValueAtTime: ramp },
      connect: (next) => next };
  }
  createOscillator() {
    return { frequency: {}, connect: (next) => next, start() { window.tones += 1; }, stop() {} };
  }
};"""
QUIET_MS = 2000  # of two messages in a moment only the first one sounds
MOVING = """() => document.getAnimations()
    .filter(one => one.playState === "running" && one.effect.getComputedTiming().duration > 50)
    .map(one => one.animationName ?? one.transitionProperty)"""
SLIDING = """() => [...document.querySelectorAll("*")].flatMap(one => one.shadowRoot?.getAnimations() ?? []).length"""


async def tones(frame: Frame) -> int:
    count: int = await frame.evaluate("window.tones")
    return count


async def choose(frame: Frame, option: str) -> None:
    await frame.get_by_role("button", name="Options").click()
    await frame.get_by_role("menuitem", name=option).click()


async def test_new_message_sounds_unless_muted_and_the_choice_is_kept(shop: Shop, browser: Browser) -> None:
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    await context.add_init_script(COUNTING)
    await context.clock.install()
    page = await context.new_page()
    await page.goto(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hello")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    assert await tones(frame) == 0, "one's own message makes no sound"
    await shop.world.says("one")
    await expect(frame.get_by_text("one", exact=True)).to_be_visible()
    assert await tones(frame) == 2
    await choose(frame, "Turn sound off")
    await context.clock.fast_forward(QUIET_MS)
    await shop.world.says("two")
    await expect(frame.get_by_text("two", exact=True)).to_be_visible()
    assert await tones(frame) == 2

    await page.reload()
    frame = await open_chat(shop, page)
    await expect(frame.get_by_text("two", exact=True)).to_be_visible()
    await say(frame, "hello again")
    await shop.world.says("three")
    await expect(frame.get_by_text("three", exact=True)).to_be_visible()
    assert await tones(frame) == 0
    await choose(frame, "Turn sound on")
    await shop.world.says("four")
    await expect(frame.get_by_text("four", exact=True)).to_be_visible()
    assert await tones(frame) == 2
    await context.close()


@pytest.mark.parametrize(("wish", "moves"), [("reduce", False), ("no-preference", True)])
async def test_nothing_moves_for_those_who_asked_for_that(
    shop: Shop, browser: Browser, wish: Literal["reduce", "no-preference"], *, moves: bool
) -> None:
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion=wish)
    await context.add_init_script(OPEN_ROOTS)
    page = await context.new_page()
    await page.goto(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hello")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await page.context.set_offline(offline=True)
    await expect(frame.locator(".spinner")).to_be_attached()

    assert ("turn" in await frame.evaluate(MOVING)) is moves, "the sign of a lost connection turns"
    await page.mouse.click(1280 - LAUNCHER, 800 - LAUNCHER)
    assert bool(await page.evaluate(SLIDING)) is moves, "the panel slides"
    await page.context.set_offline(offline=False)
    await context.close()

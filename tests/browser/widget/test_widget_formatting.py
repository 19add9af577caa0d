"""What an agent formats, the customer sees formatted."""

import pytest
from playwright.async_api import expect

from core.messages import Mark, MarkKind, Text
from tests.browser.conftest import OpenPage
from tests.browser.layout import assert_sound
from tests.browser.widget.site import Shop, open_chat, say

pytestmark = pytest.mark.browser

BOLD, ITALIC, STRIKE, CODE, LINK = (
    MarkKind.BOLD,
    MarkKind.ITALIC,
    MarkKind.STRIKE,
    MarkKind.CODE,
    MarkKind.LINK,
)


def html(*marks: Mark, text: str = "0123456789") -> Text:
    return Text(text, marks)


CASES = {
    "each kind by itself": (
        Text("🎁 a b c d", (Mark(BOLD, 2, 3), Mark(ITALIC, 4, 5), Mark(STRIKE, 6, 7), Mark(CODE, 8, 9))),
        '🎁 <strong>a</strong> <em>b</em> <s>c</s> <code dir="auto">d</code>',
    ),
    "marks that cross are both kept": (
        Text("0123456789", (Mark(ITALIC, 4, 8), Mark(BOLD, 2, 6))),
        "01<strong>23<em>45</em></strong><em>67</em>89",
    ),
    "marks that touch are one": (Text("ab", (Mark(BOLD, 0, 1), Mark(BOLD, 1, 2))), "<strong>ab</strong>"),
    "markup in formatted words stays text": (
        Text("<b>x</b>", (Mark(BOLD, 0, 8),)),
        "<strong>&lt;b&gt;x&lt;/b&gt;</strong>",
    ),
    "signs of many code points before and inside": (
        Text("👩🏽‍🚀 👨‍👩‍👧 x", (Mark(BOLD, 5, 10),)),
        "👩🏽‍🚀 <strong>👨‍👩‍👧</strong> x",
    ),
    "addresses in code are not links": (
        Text("www.a.example", (Mark(CODE, 0, 13),)),
        '<code dir="auto">www.a.example</code>',
    ),
    "code of several lines is one block, links and all": (
        Text("run\na\nb c\nend", (Mark(CODE, 4, 6), Mark(CODE, 6, 9), Mark(BOLD, 6, 7))),
        'run\n<code class="block" dir="auto">a\n<strong>b</strong> c</code>end',
    ),
}


@pytest.mark.parametrize("case", CASES)
async def test_formatting_becomes_elements(shop: Shop, open_page: OpenPage, case: str) -> None:
    text, expected = CASES[case]
    frame = await open_chat(shop, await open_page(shop.url))
    await say(frame, "hi")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await shop.world.says(text)

    bubble = frame.locator(".theirs .bubble")
    await expect(bubble).to_be_visible()
    assert await bubble.inner_html() == expected


async def test_link_keeps_its_words_and_the_rule_of_the_own_site(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hi")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    marks = (
        Mark(LINK, 2, 7, f"{shop.url}/terms"),
        Mark(BOLD, 4, 12),
        Mark(LINK, 8, 12, "mailto:tea@shop.example"),
        Mark(LINK, 13, 17, "javascript:alert(1)"),
    )
    await shop.world.says(Text("🎁 terms mail evil www.tea.example", marks))

    links = frame.get_by_role("log").get_by_role("link")
    await expect(links).to_have_text(["terms", "mail", "www.tea.example"])
    mail = links.nth(1)
    assert await mail.get_attribute("href") == "mailto:tea@shop.example"
    assert (await mail.get_attribute("target"), await mail.get_attribute("rel")) == ("_blank", "noopener noreferrer")
    titles = [await links.nth(n).get_attribute("title") for n in range(3)]
    assert titles == [f"{shop.url}/terms", "mailto:tea@shop.example", None]
    await links.nth(0).click()
    await page.wait_for_url(f"{shop.url}/terms")


@pytest.mark.parametrize("width", [390, 1280])
async def test_long_code_wraps_and_right_to_left_text_stays_in_its_bubble(
    shop: Shop, open_page: OpenPage, width: int
) -> None:
    frame = await open_chat(shop, await open_page(shop.url, width=width, scheme="dark"))
    await say(frame, "hi")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    words = "שלום עולם "
    await shop.world.says(Text(words + "x" * 300, (Mark(BOLD, 0, 4), Mark(CODE, len(words), len(words) + 300))))
    await shop.world.says(Text("y" * 200 + "\n" + "z" * 200, (Mark(CODE, 0, 401),)))
    await expect(frame.locator(".theirs code")).to_have_count(2)

    await assert_sound(frame)
    assert await frame.evaluate(
        "() => [...document.querySelectorAll('.bubble code')].map(c => getComputedStyle(c).direction)"
    ) == ["ltr", "ltr"]
    assert await frame.locator(".theirs .bubble").first.evaluate("b => getComputedStyle(b).direction") == "rtl"


async def test_formatting_follows_an_edit(shop: Shop, open_page: OpenPage) -> None:
    frame = await open_chat(shop, await open_page(shop.url))
    await say(frame, "hi")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    message = await shop.world.says(Text("old price", (Mark(BOLD, 0, 3),)))
    await expect(frame.locator("strong")).to_have_text("old")
    await shop.world.changes(message, "new price")

    await expect(frame.get_by_text("new price (edited)")).to_be_visible()
    await expect(frame.locator("strong")).to_have_count(0)

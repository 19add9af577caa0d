"""Canned responses: chosen, edited and sent; made, changed and deleted at the desk (T8)."""

import pytest

from tests.scenarios.scenes import sentence, talking
from tests.scenarios.settings import team
from tests.scenarios.world import a_world

TEXTS = {
    "canned": {
        "refund": {
            "title": "Refund sent",
            "text": "Hello %{F|there}, *your refund* for %{order|your order} is "
            "[on its way](https://shop.example/refunds). %AF",
            "folder": "Billing/Refunds",
            "shortcut": "rs",
        },
        "parcel": {"title": "Parcel", "text": "Your parcel %{parcel} has left.", "folder": "Shipping"},
    }
}


async def test_a_text_is_chosen_edited_and_sent_with_its_formatting() -> None:
    async with a_world(TEXTS) as world:
        ada, customer = await talking(world)
        await ada.clicks_on_card("Canned response…")
        assert await ada.modal.finds("which", "refund") == ["Billing / Refunds / Refund sent (rs)"]
        await ada.fills_in(which="refund")
        await ada.modal.shows("Billing / Refunds / Refund sent")
        begun = await ada.modal.begins_with("text")
        assert begun.startswith("Hello there, *your refund* for your order is [on its way](")
        assert begun.endswith("Ada")
        await ada.fills_in(text=begun.replace("Hello there", "Dear customer"))
        await ada.modal.is_closed()
        await customer.hears(
            "Dear customer, your refund for your order is on its way (https://shop.example/refunds). Ada"
        )
        shown = await world.desk.shows("Dear customer, your refund")
        assert ("bold", "your refund") in shown.styles
        assert "https://shop.example/refunds" in shown.links


async def test_a_shortcut_with_now_behind_it_sends_the_text_as_it_is() -> None:
    async with a_world(TEXTS) as world:
        ada, customer = await talking(world)
        await ada.writes("!canned rs now")
        await customer.hears(
            "Hello there, your refund for your order is on its way (https://shop.example/refunds). Ada"
        )


async def test_what_the_chat_does_not_know_is_never_sent_unseen() -> None:
    async with a_world(TEXTS) as world:
        ada, customer = await talking(world)
        await ada.writes("!canned parcel now")
        await ada.is_told(sentence("canned_open", names="%{parcel}"))
        await ada.clicks_on_card("Canned response…")
        await ada.fills_in(which="parcel")
        await ada.modal.shows("Not known here: %{parcel}")
        await ada.modal.refuses(
            {"text": "Your parcel %{parcel} has left."}, text=sentence("canned_open", names="%{parcel}")
        )
        await ada.fills_in(text="Your parcel A7 has left.")
        await customer.hears("Your parcel A7 has left.")
        await customer.never_heard("%{parcel}")


async def test_a_text_is_made_found_and_deleted_at_the_desk() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.opens_home()
        await ada.clicks_at_home("Canned responses")
        await ada.is_told(sentence("texts_empty"))
        await ada.clicks("New…")
        await ada.fills_in(title="Morning", text="Good morning, %{F|dear customer}!", folder="Greetings", shortcut="gm")
        await ada.is_told(sentence("canned_saved"))
        await ada.writes("!canned gm now")
        await customer.hears("Good morning, dear customer!")
        await ada.command("deletetext gm")
        await ada.is_told(sentence("canned_deleted"))
        await ada.command("texts")
        await ada.is_told(sentence("texts_empty"))


async def test_a_text_is_changed_in_the_form_that_shows_all_of_it() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.command("newtext bye Goodbye!")
        await ada.is_told(sentence("canned_saved"))
        await ada.command("texts")
        await ada.is_told("• bye · yours")
        await ada.clicks("Change…")
        await ada.fills_in(which="bye")
        assert await ada.modal.begins_with("title") == "bye"
        await ada.modal.refuses(
            {"title": "Bye", "text": "Bye!", "shortcut": "two words"}, shortcut=sentence("canned_shortcut")
        )
        await ada.fills_in(title="Farewell", text="Farewell!", folder="A / B", shortcut="fw")
        await ada.command("texts")
        await ada.is_told("A / B:")
        await ada.writes("!canned fw now")
        await customer.hears("Farewell!")


async def test_texts_of_a_team_are_its_members_and_writing_them_takes_the_right() -> None:
    async with a_world({"teams": {"tea": team(members=("ada", "lin"))}}) as world:
        ada, customer = await talking(world)
        lin, grace = world.desk.agent("lin"), world.desk.agent("grace")
        await lin.command("texts")
        await lin.is_told(sentence("texts_empty"))
        await lin.clicks("New…")
        assert await lin.modal.offers("scope") == ["Me", "My team: tea", "Everybody"]
        await lin.fills_in(title="Steep", text="Let it steep.", shortcut="st", scope="My team: tea")
        await lin.is_told(sentence("canned_saved"))
        await grace.command("texts")
        await grace.is_told(sentence("texts_empty"))
        await ada.writes("!canned st now")
        await customer.hears("Let it steep.")
        await ada.command("deletetext st")
        await ada.is_told(sentence("choice_empty"))


async def test_nothing_is_sent_where_the_agent_has_no_seat() -> None:
    async with a_world(TEXTS) as world:
        _, customer = await talking(world)
        grace = world.desk.agent("grace")
        await grace.writes("!canned rs now")
        await grace.is_told(sentence("not_attendee"))
        await grace.writes("!canned nonsense")
        await grace.is_told("nonsense")
        await customer.never_heard("refund")


@pytest.mark.workers
async def test_in_private_mode_a_text_stays_with_the_agents() -> None:
    async with a_world(TEXTS) as world:
        ada, customer = await talking(world)
        await ada.writes("!private on")
        await world.desk.card_shows("Private mode")
        await ada.writes("!canned rs now")
        await world.desk.shows("your refund for your order")
        await customer.never_heard("your refund")

"""Customers whom the shop's site has signed are known, by the lock and in every browser; others only claim (S9)."""

from datetime import timedelta
from typing import Any

import jwt
import pytest
from aiohttp import ClientResponseError

from tests.scenarios.customer import Customer
from tests.scenarios.everywhere import Search
from tests.scenarios.scenes import ready, talking
from tests.scenarios.world import World, a_world

SECRET = "a shared secret of the shop's for tests"
SETTINGS = {
    "channels": {
        "web": {
            "identity": {
                "keys": [{"id": "k1", "algorithm": "HS256", "secret": SECRET}],
                "attributes": {"plan": "Plan"},
            }
        }
    }
}


def token(world: World, user: str = "4711", name: str = "Maya Lin", **changes: Any) -> str:
    """Sign a token as the shop's site does."""
    until = world.clock.bridge.now() + timedelta(minutes=5)
    claims = {"sub": user, "name": name, "aud": "deskbridge", "exp": int(until.timestamp()), "plan": "gold"} | changes
    return jwt.encode(claims, SECRET, algorithm="HS256", headers={"kid": "k1"})


async def logs_in(customer: Customer, shown: dict[str, Any]) -> str:
    """Let the page say who its customer is; give what became of it."""
    await customer.leaves()
    customer.forgets()
    customer.shows = shown
    await customer.opens()
    return customer.identity


async def test_a_verified_customer_has_the_lock_on_offer_card_and_details() -> None:
    async with a_world(SETTINGS) as world:
        search = Search(world)
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        shown = token(world)
        assert await logs_in(customer, {"token": shown, "claims": {"plan": "platinum"}}) == "verified"
        await customer.says("hi")
        ring = await ada.is_rung()
        assert "🔒 Customer" in str(ring)
        assert "Maya Lin (4711)" in str(ring)
        await ada.accepts(customer)
        await world.desk.card_says("🔒 Customer", "Maya Lin (4711)", customer)
        await world.desk.card_says("🔒 Plan", "gold", customer)
        await ada.writes("!details")
        await ada.is_told("🔒 Plan: gold")
        assert await search.finds(shown) == set()


async def test_what_nobody_has_signed_is_marked_as_a_claim() -> None:
    async with a_world(SETTINGS) as world:
        customer = await world.customer()
        assert await logs_in(customer, {"claims": {"plan": "🔒 gold"}}) == "claimed"
        await customer.says("hi")
        await world.desk.card_says("Plan (not verified)", "gold", customer)
        assert "🔒" not in str(await world.desk.card(customer))


async def test_a_token_that_has_run_out_leaves_the_chat_unverified_and_the_log_says_why() -> None:
    async with a_world(SETTINGS) as world:
        customer = await world.customer()
        assert await logs_in(customer, {"token": token(world, exp=1)}) == "refused"
        await customer.says("hi")
        card = str(await world.desk.card(customer))
        assert "🔒" not in card
        assert [one["reason"] for one in world.log if one["event"] == "identity_refused"] == ["expired"]


async def test_a_person_finds_their_chat_in_another_browser_and_nobody_else_does() -> None:
    async with a_world(SETTINGS) as world:
        phone, laptop, stranger = [await world.customer() for _ in range(3)]
        await logs_in(phone, {"token": token(world)})
        await phone.says("from my phone")
        await logs_in(laptop, {"token": token(world)})
        await laptop.hears("from my phone")
        await logs_in(stranger, {"token": token(world, "4712", "Noor")})
        await stranger.never_heard("from my phone")


async def test_logging_out_or_somebody_else_in_the_same_browser_shows_nothing_of_the_first_ones_chat() -> None:
    async with a_world(SETTINGS) as world:
        customer = await world.customer()
        await logs_in(customer, {"token": token(world)})
        await customer.says("a secret of Maya's")
        await logs_in(customer, {})
        await customer.never_heard("a secret of Maya's")
        await logs_in(customer, {"token": token(world, "4712", "Noor")})
        await customer.never_heard("a secret of Maya's")
        await logs_in(customer, {"token": token(world)})
        await customer.hears("a secret of Maya's")


async def test_a_chat_that_was_begun_before_the_login_goes_on_as_the_persons() -> None:
    async with a_world(SETTINGS) as world:
        ada, customer = await talking(world, words="before my login")
        assert await logs_in(customer, {"token": token(world)}) == "verified"
        await customer.hears("before my login")
        await world.desk.card_shows("Maya Lin (4711)")
        await customer.says("and after")
        await world.desk.shows("and after")
        await ada.writes("hello Maya")
        await customer.hears("hello Maya")
        await logs_in(customer, {})
        await customer.never_heard("before my login")


async def test_earlier_chats_are_a_persons_in_whatever_browser() -> None:
    async with a_world(SETTINGS) as world:
        (ada,) = await ready(world, "ada")
        first, second = await world.customer(), await world.customer()
        await logs_in(first, {"token": token(world)})
        await first.says("one")
        await ada.accepts(first)
        await first.ends()
        await first.hears("The chat has ended.")
        await logs_in(second, {"token": token(world)})
        await second.says("two")
        assert "Earlier chats" in str(await ada.is_rung())


async def test_a_banned_person_is_banned_in_whatever_browser_and_nobody_else_with_them() -> None:
    async with a_world(SETTINGS) as world:
        (ada,) = await ready(world, "ada")
        phone, laptop = await world.customer(), await world.customer()
        await logs_in(phone, {"token": token(world)})
        await phone.says("insults")
        await ada.accepts(phone)
        await world.desk.agent("lin").writes("!ban for 7d insults", customer=phone)
        await phone.hears("The chat has ended.")
        with pytest.raises(ClientResponseError):
            await logs_in(laptop, {"token": token(world)})
        assert await logs_in(laptop, {"token": token(world, "4712", "Noor")}) == "verified"
        await laptop.says("hello")
        assert (await laptop.tries("and again"))["t"] == "ack"

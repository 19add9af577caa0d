"""`/healthz` says that the process answers, `/readyz` whether it can work and what is wrong."""

import asyncio
from typing import Any

from aiohttp import ClientSession

from bridge.demo.world import Addresses, world

ANYWHERE = Addresses(bridge_port=0, playground_port=0)


async def asked(url: str) -> tuple[int, dict[str, Any]]:
    """Ask, and give the status and the answer."""
    async with ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.json()


async def test_a_bridge_that_works_is_healthy_and_ready() -> None:
    async with world(ANYWHERE) as running:
        assert await asked(f"{running.url}/healthz") == (200, {"ok": True})

        status, said = await asked(f"{running.url}/readyz")
        assert status == 200
        assert said["ready"]
        channels = ("web", "sms", "messenger", "whatsapp")
        assert said["adapters"] == dict.fromkeys((*channels, "slack"), "ok")
        assert said["waiting"]["inbox_parked"] == 0


async def test_a_worker_that_has_ended_makes_the_process_unhealthy() -> None:
    async with world(ANYWHERE) as running:
        worker = running.bridge.workers[0]
        task = worker._task  # noqa: SLF001 - nothing that is offered can end it
        assert task is not None
        task.cancel()
        await asyncio.wait([task])

        assert await asked(f"{running.url}/healthz") == (503, {"ok": False, "ended": [type(worker).__name__]})
        worker._task = None  # noqa: SLF001 - nothing of it is left to wait for


async def test_an_adapter_in_trouble_is_not_ready_and_says_why() -> None:
    async with world(ANYWHERE) as running:
        running.bridge.starter.troubles["slack"] = "Slack refuses bot_token of desks.slack (token_revoked)."

        status, said = await asked(f"{running.url}/readyz")
        assert status == 503
        assert said["adapters"]["slack"] == "Slack refuses bot_token of desks.slack (token_revoked)."
        assert said["adapters"]["web"] == "ok"


async def test_a_database_that_does_not_answer_is_not_ready_but_the_process_is_healthy() -> None:
    async with world(ANYWHERE) as running:
        await running.bridge.database.close()

        status, said = await asked(f"{running.url}/readyz")
        assert status == 503
        assert (said["ready"], said["database"]) == (False, "unreachable")
        assert said["why"] == ["the database is unreachable"]
        async with ClientSession() as session, session.get(f"{running.url}/readyz") as answer:
            assert answer.headers["Retry-After"] == "5"
        assert (await asked(f"{running.url}/healthz"))[0] == 200

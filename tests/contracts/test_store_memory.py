"""What adapters keep for later, on both databases."""

from bridge.offered.memory import StoredMemory
from bridge.store.database import Database
from core.ports import Memory, Notes


async def keeps_the_newest(memory: Memory) -> None:
    assert await memory.recall("service:contoso") is None
    await memory.keep("service:contoso", "https://one.example")
    await memory.keep("service:contoso", "https://two.example")

    assert await memory.recall("service:contoso") == "https://two.example"

    await memory.forget("service:contoso")
    await memory.forget("service:contoso")
    assert await memory.recall("service:contoso") is None


async def test_a_note_is_kept_until_it_is_changed_or_forgotten(database: Database) -> None:
    await keeps_the_newest(StoredMemory(database, "teams"))


async def test_what_one_process_keeps_another_recalls(database: Database) -> None:
    await StoredMemory(database, "teams").keep("personal:t/ada", "a:1")

    assert await StoredMemory(database, "teams").recall("personal:t/ada") == "a:1"


async def test_adapters_do_not_see_each_others_notes(database: Database) -> None:
    first, second = StoredMemory(database, "teams"), StoredMemory(database, "other")
    await first.keep("key", "mine")
    await second.keep("key", "yours")
    await second.forget("key")

    assert await first.recall("key") == "mine"
    assert await second.recall("key") is None


async def test_a_memory_that_ends_with_the_process_behaves_alike() -> None:
    await keeps_the_newest(Notes())

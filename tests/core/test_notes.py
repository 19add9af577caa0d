"""The memory of an adapter that nobody gave a durable one."""

from core.ports import Notes


async def test_notes_are_kept_changed_and_forgotten() -> None:
    notes = Notes()
    await notes.keep("key", "one")
    await notes.keep("key", "two")
    assert await notes.recall("key") == "two"

    await notes.forget("key")
    await notes.forget("key")
    assert await notes.recall("key") is None

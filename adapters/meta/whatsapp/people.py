"""Who is who on WhatsApp: several identities, one contact; and how each is reached now.

Rules:
1. Whoever was met under one of their identities keeps the contact that they got then.
2. A person who has another number is the same contact; what is sent goes to where they are now.
3. All by which somebody was known at once is told as one person's, before anything is done with what they wrote: so a
   ban by one holds for all. Of whoever is banned nothing else is noted.
"""

import json
from dataclasses import dataclass

from adapters.meta.whatsapp.ids import Line, is_number
from adapters.meta.whatsapp.person import Moved, Person
from core.ids import ExternalRef
from core.ports import Identities, Memory


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person is reached: by number, where they show it, else by id."""

    number: str = ""
    user: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """Give what says in a call to whom it goes."""
        return {"to": self.number} if self.number else {"recipient": self.user}


class People:
    """Remembers it, for all processes."""

    def __init__(self, memory: Memory, identities: Identities) -> None:
        self._memory = memory
        self._identities = identities

    async def line(self, person: Person, number: str) -> Line:
        """Give the contact of whoever wrote."""
        known = None
        for identity in filter(None, (person.user, person.number)):
            known = known or await self._memory.recall(_alias(identity, number))
        return Line(known or person.number or person.user, number)

    async def tie(self, line: Line, person: Person | Address) -> None:
        """Tell all by which somebody was known at once as one person's."""
        known = (Line(one, line.ours).contact for one in (person.number, person.user) if one)
        await self._identities.are_one(line.contact, *known)

    async def note(self, line: Line, person: Person) -> None:
        """Note all by which whoever wrote is known and reached."""
        await self._note(line, Address(person.number, person.user))

    async def moved(self, moved: Moved, number: str) -> None:
        """Let the one who was known by an old number be reached by the new one."""
        known = await self._memory.recall(_alias(moved.old, number))
        line, now = Line(known or moved.old, number), Address(moved.now.number, moved.now.user)
        await self._identities.are_one(line.contact, Line(moved.old, number).contact)
        await self.tie(line, now)
        await self._note(line, now)

    async def address(self, line: Line) -> Address:
        """Give where somebody is reached."""
        kept = await self._memory.recall(_reached(line.contact))
        if kept is not None:
            found = json.loads(kept)
            return Address(found["number"], found["user"])
        return Address(line.person, "") if is_number(line.person) else Address("", line.person)

    async def _note(self, line: Line, address: Address) -> None:
        before = await self.address(line)
        merged = Address(address.number or ("" if address.user else before.number), address.user or before.user)
        kept = json.dumps({"number": merged.number, "user": merged.user})
        if await self._memory.recall(_reached(line.contact)) == kept:
            return
        await self._memory.keep(_reached(line.contact), kept, person=line.contact)
        for identity in filter(None, (address.number, address.user)):
            await self._memory.keep(_alias(identity, line.ours), line.person, person=line.contact)


def _alias(identity: str, number: str) -> str:
    return f"who:{identity}/{number}"


def _reached(contact: ExternalRef) -> str:
    return f"reached:{contact}"

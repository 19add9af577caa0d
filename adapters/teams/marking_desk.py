"""A Teams desk that marks messages where their authors wrote them, as `receipts: message` has it."""

from adapters.teams.config import TeamsSection
from adapters.teams.connector import Connector
from adapters.teams.desk import Around, TeamsDesk
from adapters.teams.graph import Graph
from adapters.teams.known import Known
from adapters.teams.marks import Marks
from core.conversation.effects import SettledMark
from core.ids import ExternalRef
from core.ports import MarksMessages


class MarkingTeamsDesk(TeamsDesk):
    """One Teams tenant, outbound, with marks."""

    def __init__(
        self, name: str, section: TeamsSection, connector: Connector, known: Known, graph: Graph, around: Around
    ) -> None:
        super().__init__(name, section, connector, known, graph, around)
        self._marks = Marks(connector)

    async def mark(self, ref: ExternalRef, mark: SettledMark, *, first: bool = False) -> None:
        """Set the settled mark on a message, replacing the earlier one."""
        await self._marks.mark(ref, mark, first=first)


_marks: type[MarksMessages] = MarkingTeamsDesk


def desk_for(section: TeamsSection) -> type[TeamsDesk]:
    """Give the kind of desk that a section asks for."""
    return MarkingTeamsDesk if section.receipts == "message" else TeamsDesk

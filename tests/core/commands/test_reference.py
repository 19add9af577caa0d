"""The document of commands says what each command says of itself."""

from dataclasses import replace

from core.agents.rights import Right
from core.commands.catalog import ALL
from core.commands.model import Arg, ArgKind
from core.commands.reference import INTRODUCTION, render
from core.commands.registry import Registry
from core.commands.talking import PRIVATE
from core.commands.together import END
from core.commands.you import HELP, READY


def test_every_command_has_a_row_with_its_usage() -> None:
    document = render(Registry(ALL))

    assert document.startswith(INTRODUCTION)
    assert [command.name for command in ALL if f"| `{command.usage()}`" not in document] == []


def test_row_says_what_where_and_who() -> None:
    document = render(Registry((END, HELP, replace(READY, needs=Right.TAKE_ANY))))

    assert (
        "| `!end` (also `!close`) | End the chat; with other agents present, leave it. Asks first, unless `yes` stands"
        " behind it. | a chat | typed, `/chat`, button, shortcut | agents |"
    ) in document
    assert "| anywhere | typed, `/chat`, button, shortcut | everybody |" in document
    assert (
        "| `!ready` | Take chats from now on. | anywhere | typed, `/chat`, button | agents with the right `take_any` |"
        in document
    )


def test_section_without_commands_is_left_out_and_a_bar_breaks_no_table() -> None:
    piped = replace(PRIVATE, summary="Say on|off.")

    document = render(Registry((piped,), prefix="+"))

    assert "## Talking" in document
    assert "## Ending" not in document
    assert "| `+private [words]` | Say on&#124;off. *words*:" in document


def test_row_says_how_numbers_days_times_and_several_choices_are_written() -> None:
    kinds = (ArgKind.NUMBER, ArgKind.DATE, ArgKind.DURATION, ArgKind.CHOICE)
    args = tuple(Arg(kind.value, kind, "what", required=False, many=True, least=1, most=9) for kind in kinds)

    document = render(Registry((replace(READY, args=args),)))

    assert "*number*: what, from 1 to 9. *date*: what, like 2026-11-21 or `today`." in document
    assert "*duration*: what, like 15m or 2h. *choice*: what, several with commas between them." in document

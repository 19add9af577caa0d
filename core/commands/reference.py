"""docs/commands.md, written from the registry: what to type, what it does, where it works.

Rule: nothing about a command is said here that the command doesn't say; only the introduction is written by hand.
"""

from core.commands.model import Arg, ArgKind, Command, Scope, Section, Surface
from core.commands.registry import Registry

INTRODUCTION = """\
# Commands

<!-- Written by `make docs` from the registry in core/commands/. Change that, not this file. -->

One list of commands serves every surface. In a chat's thread type `!word`, or mention the bot: `@bot word`. In a direct
message to the bot the word alone is enough. Anywhere else `/chat word` works. Most commands are also a button on the
chat's card or on the home page. A button whose command needs words opens a form.

A command that is about a chat finds it by the thread in which it was given, by the number that follows the word
(`/chat end 42`), or, when only one of your chats fits, by itself.

What looks like a command and is none is held and never sent to the customer. A text that begins with `note:`,
`private:`, `;;` or 🔒 is kept as a note for the agents. `<…>` must be given, `[…]` may be left out.
"""

_PLACES = (
    (Surface.TEXT, "typed"),
    (Surface.SLASH, "`/chat`"),
    (Surface.BUTTON, "button"),
    (Surface.SHORTCUT, "shortcut"),
)
_SCOPES = {Scope.CONVERSATION: "a chat", Scope.PERHAPS: "anywhere", Scope.AGENT: "anywhere", Scope.ANYONE: "anywhere"}


def render(registry: Registry) -> str:
    """Write the whole document: a table for each section."""
    parts = [INTRODUCTION]
    for section in Section:
        commands = [command for command in registry if command.section is section]
        if commands:
            parts.append(_table(section, commands, registry.prefix))
    return "\n".join(parts)


def _table(section: Section, commands: list[Command], prefix: str) -> str:
    head = (f"## {section.value}", "", "| Type | What it does | About | Works as | Who |", "|---|---|---|---|---|")
    return "\n".join([*head, *(_row(command, prefix) for command in commands)]) + "\n"


def _row(command: Command, prefix: str) -> str:
    also = ", ".join(f"`{prefix}{alias}`" for alias in command.aliases)
    typed = f"`{command.usage(prefix)}`" + (f" (also {also})" if also else "")
    places = ", ".join(name for surface, name in _PLACES if surface in command.surfaces)
    cells = (typed, _what(command), _SCOPES[command.scope], places, _who(command))
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _what(command: Command) -> str:
    """Say what it does and what its words mean."""
    meanings = [f"*{arg.name}*: {arg.help}{_rest(arg)}." for arg in command.args]
    asks = ["Asks first, unless `yes` stands behind it."] if command.confirm else []
    return " ".join([command.summary, *meanings, *asks])


def _rest(arg: Arg) -> str:
    """Say how it is written, where that isn't plain."""
    if arg.kind is ArgKind.NUMBER:
        return f", from {arg.least} to {arg.most}"
    if arg.kind is ArgKind.CHOICE and arg.many:
        return ", several with commas between them"
    return _WRITTEN.get(arg.kind, "")


_WRITTEN = {
    ArgKind.REST: ", to the end of the line",
    ArgKind.DATE: ", like 2026-11-21 or `today`",
    ArgKind.DURATION: ", like 15m or 2h",
}


def _who(command: Command) -> str:
    if command.for_anyone:
        return "everybody"
    return f"agents with the right `{command.needs.value}`" if command.needs else "agents"

"""All commands, in the order in which help and menus show them."""

from core.commands.model import Command
from core.commands.taking import ACCEPT, LIST, PICK, REJECT
from core.commands.talking import DISCARD, NOTE, PRIVATE, SEND
from core.commands.together import COMPLETE, END, INVITE, LEAVE, STAY
from core.commands.you import ACTIONS, HELP, NOTREADY, READY

ALL: tuple[Command, ...] = (
    ACCEPT,
    REJECT,
    PICK,
    LIST,
    NOTE,
    PRIVATE,
    SEND,
    DISCARD,
    INVITE,
    LEAVE,
    END,
    STAY,
    COMPLETE,
    READY,
    NOTREADY,
    ACTIONS,
    HELP,
)

"""All commands, in the order in which help and menus show them."""

from core.commands.after import ACTIVITY_FORM, COMPLETE, DISPOSITION, FINISH_FORM, NOTES
from core.commands.alerts import ALERTS
from core.commands.asking import MENU, PUSH
from core.commands.bans import BAN, BANNED, UNBAN
from core.commands.bots import TAKE_OVER
from core.commands.canned import CANNED_RESPONSE, SAY
from core.commands.channels import CHANNEL
from core.commands.customers import CUSTOMER, LINK, UNLINK
from core.commands.details import DETAILS
from core.commands.experts import ASK, DISMISS, MODE, PASS, TO_AGENTS
from core.commands.first import SMS
from core.commands.held import EDIT
from core.commands.holding import HOLD, RESUME
from core.commands.knowledge import ARTICLE, KB
from core.commands.mask import MASK
from core.commands.model import Command
from core.commands.overseeing import ATTENDEES, DIRECTORY, OVERVIEW, REPORT, SETNOTREADY
from core.commands.past import PAST
from core.commands.queues import QUEUES
from core.commands.resending import RESEND
from core.commands.secure_forms import CANCEL_FORM, FORM
from core.commands.supervising import BARGE, COACH, FLAG, MASKED, MONITOR, UNFLAG, WHISPER
from core.commands.taking import ACCEPT, LIST, PICK, REJECT
from core.commands.talking import DISCARD, NOTE, PRIVATE, SEND
from core.commands.templates import TEMPLATE
from core.commands.texts import DELETE_TEXT, EDIT_TEXT, NEW_TEXT, TEXTS
from core.commands.together import END, INVITE, LEAVE, STAY, UNINVITE
from core.commands.transcripts import READ, TRANSCRIPT
from core.commands.transferring import TRANSFER
from core.commands.unmask import UNMASK
from core.commands.you import ACTIONS, HELP, NOTREADY, READY

ALL: tuple[Command, ...] = (
    ACCEPT,
    REJECT,
    PICK,
    TAKE_OVER,
    LIST,
    PAST,
    SMS,
    NOTE,
    PRIVATE,
    MENU,
    PUSH,
    FORM,
    CANCEL_FORM,
    WHISPER,
    ASK,
    SEND,
    RESEND,
    TO_AGENTS,
    PASS,
    EDIT,
    DISCARD,
    MASK,
    UNMASK,
    CANNED_RESPONSE,
    SAY,
    TEMPLATE,
    DETAILS,
    CUSTOMER,
    LINK,
    UNLINK,
    CHANNEL,
    KB,
    ARTICLE,
    HOLD,
    RESUME,
    INVITE,
    UNINVITE,
    MODE,
    DISMISS,
    TRANSFER,
    FLAG,
    UNFLAG,
    LEAVE,
    MONITOR,
    COACH,
    BARGE,
    MASKED,
    ATTENDEES,
    DIRECTORY,
    OVERVIEW,
    SETNOTREADY,
    REPORT,
    END,
    STAY,
    BAN,
    UNBAN,
    BANNED,
    DISPOSITION,
    ACTIVITY_FORM,
    NOTES,
    TRANSCRIPT,
    READ,
    FINISH_FORM,
    COMPLETE,
    READY,
    NOTREADY,
    ALERTS,
    TEXTS,
    NEW_TEXT,
    EDIT_TEXT,
    DELETE_TEXT,
    QUEUES,
    ACTIONS,
    HELP,
)

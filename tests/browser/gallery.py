"""One of everything: messages and a modal that use each block, element and piece of text that the page must show."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    """Make a plain text object."""
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Json:
    """Make a mrkdwn text object."""
    return {"type": "mrkdwn", "text": text}


def option(label: str, value: str) -> Json:
    """Make an option of a menu."""
    return {"text": plain(label), "value": value}


def button(label: str, action: str, **more: Any) -> Json:
    """Make a button."""
    return {"type": "button", "text": plain(label), "action_id": action, "value": action, **more}


PRIORITIES = [option("Low", "low"), option("Normal", "normal"), option("Urgent :fire:", "urgent")]
CONFIRM = {
    "title": plain("Reject this chat?"),
    "text": mrkdwn("It goes back to the *queue*."),
    "confirm": plain("Reject"),
    "deny": plain("Keep"),
}

CARD: list[Json] = [
    {"type": "header", "text": plain(":bell: New chat from Maya Okafor")},
    {
        "type": "section",
        "text": mrkdwn(
            "*Where is my order?* I ordered the <https://northwind-tea.example/oolong|Golden Oolong> "
            "and it has not come. :tea:"
        ),
        "accessory": {
            "type": "overflow",
            "action_id": "more",
            "options": [option("Transfer…", "transfer"), option("Ban visitor", "ban")],
        },
    },
    {
        "type": "section",
        "fields": [
            mrkdwn("*Queue*\nSupport"),
            mrkdwn("*Waiting since*\n<!date^1700000000^{date_short_pretty} {time}|a while>"),
            mrkdwn("*Page*\n<https://northwind-tea.example/orders/10293847561029384756>"),
            mrkdwn("*Language*\nEnglish (United Kingdom)"),
        ],
    },
    {
        "type": "actions",
        "block_id": "offer",
        "elements": [
            button("Accept", "accept", style="primary"),
            button("Reject", "reject", style="danger", confirm=CONFIRM),
            button("Form", "form"),
            {"type": "static_select", "action_id": "priority", "placeholder": plain("Priority"), "options": PRIORITIES},
        ],
    },
    {"type": "divider"},
    {
        "type": "context",
        "elements": [
            mrkdwn("Offered to <@U0ADA> and <@U0GRACE> in <#C0SUPPORT>, answer until <!date^1700000600^{time}|soon>")
        ],
    },
]

TEXT = (
    "*bold* _italic_ ~struck~ `code` and <mailto:maya@example.com|maya@example.com>\n"
    "> a quote with :wave::skin-tone-4:\n"
    "• first\n• second\n```\nfor leaf in pot:\n    steep(leaf)\n```\n"
    "<!here> <@U0ADA> &lt;b&gt;not markup&lt;/b&gt; snake_case_stays 2*3*4"
)

RICH: list[Json] = [
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "Rich ", "style": {"bold": True}},
                    {"type": "emoji", "name": "wave", "skin_tone": 3},
                    {"type": "text", "text": " text with "},
                    {"type": "user", "user_id": "U0LIN"},
                ],
            },
            {
                "type": "rich_text_list",
                "style": "ordered",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]},
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "two"}]},
                ],
            },
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "quoted"}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1"}]},
        ],
    }
]

SUMMARY = "## Summary\nThe **parcel** left on _Monday_.\n\n1. Depot\n2. Door\n\n> Ring twice"
MARKDOWN: list[Json] = [{"type": "markdown", "text": SUMMARY}]


def field(block: str, label: str, element: Json, **more: Any) -> Json:
    """Make an input block whose element is called like the block."""
    return {
        "type": "input",
        "block_id": block,
        "label": plain(label),
        "element": {"action_id": block, **element},
        **more,
    }


MODAL: Json = {
    "type": "modal",
    "callback_id": "everything",
    "title": plain("Order details"),
    "submit": plain("Save"),
    "close": plain("Cancel"),
    "blocks": [
        {"type": "section", "text": mrkdwn("For *Maya Okafor*. Everything here is sent to the customer's file.")},
        field("order", "Order number", {"type": "plain_text_input", "placeholder": plain("NW-0000")}),
        field(
            "note",
            "What happened",
            {"type": "plain_text_input", "multiline": True},
            optional=True,
            hint=plain("The customer does not see this."),
        ),
        field(
            "priority", "Priority", {"type": "static_select", "placeholder": plain("Choose one"), "options": PRIORITIES}
        ),
        field(
            "topics",
            "Topics",
            {"type": "multi_static_select", "placeholder": plain("Choose some"), "options": PRIORITIES},
            optional=True,
        ),
        field(
            "outcome",
            "Outcome",
            {
                "type": "radio_buttons",
                "options": [option("Refund", "refund"), option("Send again", "again")],
                "initial_option": option("Refund", "refund"),
            },
        ),
        field(
            "extras",
            "Extras",
            {"type": "checkboxes", "options": [option("Voucher", "voucher"), option("Sample tin", "sample")]},
            optional=True,
        ),
        field("owner", "Owner", {"type": "users_select", "placeholder": plain("Choose a person")}, optional=True),
        field("day", "Delivery day", {"type": "datepicker", "initial_date": "2026-01-15"}),
        field("hour", "Delivery time", {"type": "timepicker", "initial_time": "14:30"}),
        field("photo", "Photo of the parcel", {"type": "file_input"}, optional=True),
    ],
}

HOME: Json = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Good morning, Ada")},
        {
            "type": "section",
            "text": mrkdwn("You are *ready*. 2 chats wait in <#C0SUPPORT>."),
            "accessory": button("Take a break", "notready"),
        },
        {"type": "divider"},
        {
            "type": "section",
            "text": mrkdwn("*Maya Okafor* · Support\n_Where is my order?_"),
            "accessory": button("Open", "open"),
        },
        {"type": "context", "elements": [mrkdwn("Last word <!date^1700000000^{ago}|a while ago>")]},
    ],
}

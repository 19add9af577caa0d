"""What of Twilio is played here: the tables of the README.

Rules: those of `playground.coverage`; every address that is served has a row.
"""

from playground.coverage import Route, tables

_MESSAGES = "/2010-04-01/Accounts/{account}/Messages"
_MESSAGE = f"{_MESSAGES}/{{message}}"
_MEDIA = f"{_MESSAGE}/Media/{{media}}"

ROUTES: tuple[Route, ...] = (
    Route(
        f"POST {_MESSAGES}.json",
        "messages:what_is_wrong_is_refused_with_its_code",
        "no schedules or RCS; which of several refusals comes first, and the status"
        " 429 of a full queue (21611), are unverified",
    ),
    Route(
        f"GET {_MESSAGES}.json",
        "messages:a_list_is_narrowed_by_numbers_and_days",
        "page tokens are offsets; a message that was not sent yet counts by the day it was made",
    ),
    Route(f"GET {_MESSAGE}.json", "messages:a_message_that_arrived_says_so", "prices are never known"),
    Route(
        f"POST {_MESSAGE}.json",
        "messages:a_message_is_redacted_and_deleted_but_stays_on_the_phone",
        "redaction only; the code for words that are not empty is unverified",
    ),
    Route(f"DELETE {_MESSAGE}.json", "messages:a_message_under_way_is_not_deleted"),
    Route(f"GET {_MESSAGE}/Media.json", "media:media_is_listed_told_of_and_deleted", "no filter by date"),
    Route(f"GET {_MEDIA}.json", "media:media_is_listed_told_of_and_deleted"),
    Route(f"DELETE {_MEDIA}.json", "media:media_is_listed_told_of_and_deleted"),
    Route(
        f"GET {_MEDIA}",
        "media:a_picture_that_came_in_is_fetched_with_the_password",
        "the address that it leads to has no end, a real one has",
    ),
    Route(f"DELETE {_MEDIA}", "media:media_is_listed_told_of_and_deleted"),
    Route(
        "POST /v1/Content",
        "content:what_is_wrong_with_a_content_is_refused_with_its_code",
        "twilio/text, twilio/quick-reply and twilio/list-picker; most codes are unverified",
    ),
    Route("GET /v1/Content", "content:contents_are_listed_told_of_and_deleted", "their order is unverified"),
    Route(
        "GET /v2/Content", "content:a_content_is_found_by_its_name", "ContentName alone; where it fits is unverified"
    ),
    Route("GET /v1/Content/{content}", "content:contents_are_listed_told_of_and_deleted"),
    Route("DELETE /v1/Content/{content}", "content:contents_are_listed_told_of_and_deleted"),
    Route("GET /media/{secret}", "media:a_picture_that_came_in_is_fetched_with_the_password"),
    Route("GET /console/errors", "phone:the_error_log_has_a_page", "not Twilio's page: its codes in a plain table"),
    Route("rate limit 20429", "faults:a_rate_limit_says_when_to_come_back", "as a fault only: no page has the numbers"),
    Route("incoming message", "webhooks:a_text_is_told_as_documented", "cities, states and postcodes of phones only"),
    Route("X-Twilio-Signature", "signature:the_library_takes_whatever_is_signed", "no shared keys (HMAC-SHA256)"),
    Route(
        "webhook retries and fallback",
        "webhooks:a_fragment_is_neither_sent_nor_signed",
        "rc, rp, rt and tt of the fragment; that retries follow at once is unverified",
    ),
    Route(
        "TwiML answers",
        "answers:messages_of_an_answer_are_sent",
        "Message with Body and Media; Redirect and cookies are not followed",
    ),
    Route(
        "status callbacks",
        "callbacks:the_first_status_is_not_called_back",
        "whether sending is told is unverified: a setting; no ChannelToAddress, prices or EventType",
    ),
    Route(
        "outbound media",
        "media:a_picture_that_cannot_be_had_ends_the_message",
        "pictures are not made smaller; that a message fails with the code of the error log is unverified",
    ),
    Route(
        "STOP, START, HELP",
        "opt_out:a_word_opts_out_until_start",
        "long codes' words, in English; Advanced Opt-Out has no words of its own; a second STOP is unverified",
    ),
    Route("segments", "segments:a_text_is_counted_as_it_is_cut", "no smart encoding"),
    Route("phone", "phone:a_text_and_its_answer_stand_in_one_thread", "no group messages, RCS or iMessage"),
    Route(
        "WhatsApp: incoming",
        "whatsapp:a_message_is_told_with_the_name_the_number_and_the_id",
        "no reactions, orders or adverts; a phone that is off gets its messages at once",
    ),
    Route("WhatsApp: senders and addresses", "whatsapp:what_is_wrong_with_a_message_is_refused_with_its_code"),
    Route(
        "WhatsApp: the window of 24 hours",
        "whatsapp:a_day_after_the_last_message_only_an_approved_template_arrives",
        "that such a message fails before it is sent is unverified",
    ),
    Route(
        "WhatsApp: content templates",
        "whatsapp:variables_that_a_template_has_not_end_the_message",
        "words, buttons and lists; approved ones are entered in the settings, the API's are never approved",
    ),
    Route(
        "WhatsApp: buttons and lists",
        "content:a_tap_is_told_with_the_buttons_id_and_words",
        "which MessageType a tap has, and that a field that is too long is refused at once, are unverified",
    ),
    Route(
        "WhatsApp: status callbacks",
        "whatsapp:what_was_delivered_and_read_is_called_back",
        "which parameters they add to those of text messages is unverified",
    ),
    Route("WhatsApp: media", "whatsapp:a_file_of_a_kind_that_whatsapp_does_not_take_ends_the_message"),
    Route("link previews", "phone:a_link_is_looked_at_only_when_previews_are_on", "the title only, no picture"),
)
ABSENT: tuple[str, ...] = (
    "XML answers of the API",
    "approval of contents and changing them, scheduled messages",
    "RCS and other channels",
    "link shortening",
    "feedback",
    "subaccounts",
    "Lookup, Verify, Conversations, Monitor",
    "prices",
    "queues of one message a second",
    "read receipts: SMS has none",
)


def rendered() -> str:
    """Write the tables of the README."""
    return tables(ROUTES, ABSENT)

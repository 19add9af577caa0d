"""What of Meta is played here: the tables of the README.

Rules: those of `playground.coverage`; every address that is served has a row.
"""

from playground.coverage import Route, tables

ROUTES: tuple[Route, ...] = (
    Route(
        "POST /{page}/messages",
        "messenger_send:a_message_that_does_not_fit_is_refused",
        "recipients by id only; of the templates generic and button; no personas, notifications or other tags than"
        " HUMAN_AGENT; which of several refusals comes first, and sentences that no page has, are unverified",
    ),
    Route(
        "POST /{page}/message_attachments",
        "messenger_send:a_file_goes_by_upload",
        "ids do not end after 90 days; the code of an unknown id is unverified",
    ),
    Route("GET /{page}", "graph:the_page_and_the_numbers_say_who_they_are", "id and name only"),
    Route("GET /{page}/subscribed_apps", "graph:an_app_is_told_nothing_that_it_has_not_subscribed_to"),
    Route(
        "POST /{page}/subscribed_apps",
        "graph:an_app_is_told_nothing_that_it_has_not_subscribed_to",
        "the fields that are played",
    ),
    Route("DELETE /{page}/subscribed_apps", "graph:an_app_is_told_nothing_that_it_has_not_subscribed_to"),
    Route(
        "GET /{psid}",
        "messenger_send:a_profile_is_told_unless_it_is_private",
        "no locale, time zone or gender; the subcode for a private profile is reported only; pictures are drawn",
    ),
    Route(
        "POST /{phone}/messages",
        "whatsapp_send:a_message_that_does_not_fit_is_refused",
        "no groups, flows, products, carousels, address or location requests; pictures in headers are not shown;"
        " which of several refusals comes first is unverified",
    ),
    Route("GET /{phone}", "graph:the_page_and_the_numbers_say_who_they_are", "six of its fields"),
    Route(
        "POST /{phone}/media",
        "whatsapp_media:an_upload_needs_a_product_and_a_file",
        "the code of a file that is too large is unverified; ids do not end after 30 days",
    ),
    Route("GET /{media}", "whatsapp_media:a_file_is_fetched_by_an_address_that_ends_and_with_the_token"),
    Route("DELETE /{media}", "whatsapp_media:a_deleted_file_is_gone"),
    Route(
        "GET /whatsapp_business/attachments/",
        "whatsapp_media:a_file_is_fetched_by_an_address_that_ends_and_with_the_token",
        "on this host, not on lookaside.fbsbx.com; any User-Agent will do",
    ),
    Route("GET /cdn/{secret}", "messenger_people:files_are_told_by_addresses_that_open", "addresses do not end"),
    Route(
        "GET /{waba}/message_templates",
        "whatsapp_templates:templates_are_listed_in_pages",
        "cursors are offsets; templates are entered in the settings, not by the API",
    ),
    Route("GET /{waba}/phone_numbers", "graph:the_page_and_the_numbers_say_who_they_are", "no cursors"),
    Route("GET /{waba}/subscribed_apps", "graph:an_app_is_told_nothing_that_it_has_not_subscribed_to"),
    Route("POST /{waba}/subscribed_apps", "graph:an_app_is_told_nothing_that_it_has_not_subscribed_to"),
    Route("DELETE /{waba}/subscribed_apps", "graph:an_app_is_told_nothing_that_it_has_not_subscribed_to"),
    Route("Graph versions", "graph:a_version_that_does_not_exist_is_an_unknown_path", "all versions answer alike"),
    Route(
        "access tokens and appsecret_proof",
        "graph:a_proof_is_checked_when_given_and_asked_for_when_required",
        "one token each for the Page and the account; no permissions of their own; no appsecret_time",
    ),
    Route(
        "Messenger's 24 hours and HUMAN_AGENT",
        "messenger_send:the_window_closes_after_24_hours_and_a_human_has_seven_days",
        "the seven days after a click on an advertisement are not played",
    ),
    Route(
        "WhatsApp's 24 hours and templates",
        "whatsapp_templates:after_24_hours_only_a_template_goes",
        "the 72 hours after a click on an advertisement are not played; a heading's file is fetched by its address,"
        " never by an id",
    ),
    Route(
        "rate limits",
        "whatsapp_send:no_more_than_one_message_in_six_seconds_to_one_person_in_the_long_run",
        "per second and per pair; no limits by the day or by quality; 400 for 130429 and 613 is unverified",
    ),
    Route(
        "X-Hub-Signature-256",
        "messenger_people:a_text_is_told_as_documented",
        "X-Hub-Signature beside it; no client certificates",
    ),
    Route("verification of a webhook", "webhooks:an_address_that_answers_the_challenge_is_entered"),
    Route(
        "webhook retries",
        "webhooks:what_is_not_taken_is_tried_again_with_growing_waits",
        "the waits, and 20 seconds for an answer, are unverified; a subscription is never switched off for failing",
    ),
    Route(
        "Messenger's events",
        "messenger_people:reactions_and_changes_are_told_and_a_deletion_is_not",
        "messages, quick replies, postbacks, referrals, reactions, edits, deliveries, reads, echoes; no standby,"
        " opt-ins or account linking; that nothing tells of a deletion is unverified",
    ),
    Route(
        "WhatsApp's messages",
        "whatsapp_people:each_file_is_a_message_of_its_type",
        "no referrals of advertisements, forwarded marks, flow answers or identity changes; the error of an unsupported"
        " message is that of one kind",
    ),
    Route(
        "WhatsApp's statuses",
        "whatsapp_send:a_message_arrives_and_its_statuses_are_told",
        "delivered is told before read always; prices are told as free inside of 24 hours; conversations in all"
        " versions",
    ),
    Route(
        "people without a number",
        "whatsapp_people:whoever_has_a_username_shows_no_number",
        "no parent ids, contact book or cache of 30 days; the number shows when its owner says so",
    ),
)
ABSENT = (
    "Instagram",
    "handover and standby",
    "Messenger profile (greeting, menu, ice breakers)",
    "personas",
    "one-time and recurring notifications",
    "conversations API",
    "WhatsApp calls, flows, catalogs, payments and groups",
    "making and editing templates",
    "blocking users",
    "registration and business profiles",
    "account and template webhooks",
    "batch requests and field expansion",
)


def rendered() -> str:
    """Write the tables of the README."""
    return tables(ROUTES, ABSENT)

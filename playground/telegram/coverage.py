"""What of Telegram is played here: the tables of this folder's README.

Rules: those of `playground.coverage`; every address and method that is served has a row.
"""

from playground.coverage import Route, tables

ROUTES: tuple[Route, ...] = (
    Route("getMe", "api:who_the_bot_is_and_where_it_is_told"),
    Route("setWebhook", "api:a_webhook_is_set_by_telegrams_rules", "no certificate, ip_address or max_connections"),
    Route("deleteWebhook", "api:who_the_bot_is_and_where_it_is_told", "pending updates stay"),
    Route("getWebhookInfo", "api:who_the_bot_is_and_where_it_is_told"),
    Route(
        "sendMessage",
        "api:what_is_wrong_in_a_message_is_refused_in_telegrams_words",
        "marks as entities only: parse_mode is refused; inline keyboards with callback_data or url only; links,"
        " mentions and numbers in words are not found by themselves",
    ),
    Route("sendPhoto", "api:a_file_is_taken_within_its_limits", "by upload only; sizes are looked at in PNG files"),
    Route("sendDocument", "api:a_file_is_taken_within_its_limits", "by upload only"),
    Route("sendChatAction", "api:that_the_bot_is_busy_is_seen_until_it_has_written"),
    Route("editMessageText", "api:a_message_is_changed_in_its_place_and_taken_back_for_two_days"),
    Route("deleteMessage", "api:a_message_is_changed_in_its_place_and_taken_back_for_two_days"),
    Route("setMessageReaction", "api:the_bot_puts_one_emoji_on_a_message", "emoji are not looked at"),
    Route("answerCallbackQuery", "people:a_press_is_told_and_answered_once", "no words, alerts or addresses"),
    Route("getFile", "api:a_file_of_a_persons_is_loaded_within_an_hour"),
    Route("GET /telegram/file/bot{token}/{path}", "api:a_file_of_a_persons_is_loaded_within_an_hour"),
    Route("* /telegram/bot{token}/{method}", "api:a_wrong_token_and_a_method_that_is_none_are_told_apart"),
    Route("limits 429", "api:more_than_telegram_takes_is_refused_with_a_pause", "how long bursts may be is unverified"),
    Route("message", "people:what_a_person_sends_is_told_as_documented"),
    Route("edited_message", "people:changes_reactions_and_blocks_are_told_when_they_were_asked_for"),
    Route("callback_query", "people:a_press_is_told_and_answered_once"),
    Route("message_reaction", "people:changes_reactions_and_blocks_are_told_when_they_were_asked_for"),
    Route("my_chat_member", "people:changes_reactions_and_blocks_are_told_when_they_were_asked_for"),
    Route(
        "webhook retries",
        "people:what_is_not_taken_is_told_again_in_turn",
        "the waits between tries are unverified",
    ),
    Route("methods in answers", "people:a_press_is_told_and_answered_once"),
    Route("X-Telegram-Bot-Api-Secret-Token", "people:what_a_person_sends_is_told_as_documented"),
)
ABSENT: tuple[str, ...] = (
    "getUpdates",
    "groups, supergroups and channels",
    "business accounts",
    "parse_mode",
    "media groups, captions' limits",
    "reply keyboards, web apps, log-in buttons",
    "inline mode, payments, games, passports, stories",
    "a window on the page",
)


def rendered() -> str:
    """Write the tables of the README."""
    return tables(ROUTES, ABSENT)

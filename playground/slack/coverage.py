"""What of Slack is played here, as data: every route and delivery, how fully, and which test shows it.

Rules: a test fails when a route has no row, a partial row has no note, or a named test does not exist. What is not
listed at the end of `ABSENT` and not in `ROUTES` is unknown to the playground and answers unknown_method or 404.
"""

from playground.coverage import Route, tables

_BOT = "bot tokens of one workspace only: no Grid, no user tokens"
ROUTES: tuple[Route, ...] = (
    Route("api.test", "auth:api_test_echoes_and_fails_on_request"),
    Route(
        "apps.connections.open",
        "socket:ten_connections_at_most_and_a_ticket_opens_one",
        "tier 3 as its page says now; an older page said tier 1",
    ),
    Route(
        "assistant.threads.setStatus",
        "conversations:a_status_is_shown_until_the_next_reply",
        "no loading_messages, username or icon; 50 characters unverified",
    ),
    Route("auth.test", "auth:auth_test_names_the_bot_and_its_team", _BOT),
    Route("bots.info", "conversations:the_team_the_bot_and_the_emoji", "knows the one app only"),
    Route("chat.delete", "chat:a_deleted_root_with_replies_stays_as_a_tombstone"),
    Route("chat.getPermalink", "chat:a_permalink_leads_into_the_thread"),
    Route(
        "chat.postEphemeral",
        "chat:an_ephemeral_is_seen_by_one_until_they_reload",
        "always kept until a reload; Slack may lose one earlier",
    ),
    Route(
        "chat.postMessage",
        "chat:a_plain_post_has_user_and_bot_id",
        "no markdown_text, parse, link_names, automatic unfurl, made-up rich_text or splitting of texts over"
        " 4,000 characters (reported); thread_not_found is unverified",
    ),
    Route(
        "chat.update",
        "chat:update_keeps_what_is_left_out_and_an_empty_list_removes",
        "no markdown_text, file_ids or reply_broadcast",
    ),
    Route("conversations.archive", "conversations:a_channel_is_made_named_topiced_filled_and_archived"),
    Route("conversations.create", "conversations:a_channel_is_made_named_topiced_filled_and_archived"),
    Route(
        "conversations.history",
        "conversations:history_needs_membership_scope_and_good_moments",
        "cursors are offsets: a page may repeat a row when a message comes in between",
    ),
    Route(
        "conversations.info",
        "conversations:a_public_channel_can_be_joined_and_left_a_private_one_not_even_seen",
        "no include_locale",
    ),
    Route(
        "conversations.invite",
        "conversations:invite_with_force_takes_those_who_can_come",
        "what the answer to force says of those who can't come is unverified",
    ),
    Route("conversations.join", "conversations:a_public_channel_can_be_joined_and_left_a_private_one_not_even_seen"),
    Route("conversations.kick", "conversations:a_channel_is_made_named_topiced_filled_and_archived"),
    Route("conversations.leave", "conversations:a_public_channel_can_be_joined_and_left_a_private_one_not_even_seen"),
    Route("conversations.list", "conversations:lists_are_paged_and_typed", "no group direct messages"),
    Route("conversations.members", "conversations:a_channel_is_made_named_topiced_filled_and_archived"),
    Route(
        "conversations.open",
        "conversations:a_direct_message_is_opened_once",
        "one person only: no group direct messages",
    ),
    Route("conversations.rename", "conversations:a_channel_is_made_named_topiced_filled_and_archived"),
    Route("conversations.replies", "chat:replies_count_on_their_root", "cursors are offsets"),
    Route("conversations.setTopic", "conversations:a_channel_is_made_named_topiced_filled_and_archived"),
    Route("dnd.info", "conversations:people_groups_and_their_quiet_hours", "on or off, no snooze or schedule"),
    Route("dnd.teamInfo", "conversations:people_groups_and_their_quiet_hours", "on or off, no snooze or schedule"),
    Route("emoji.list", "conversations:the_team_the_bot_and_the_emoji", "no include_categories"),
    Route("files.completeUploadExternal", "files:an_upload_is_shared_after_its_completion_was_answered"),
    Route("files.delete", "files:a_file_can_be_uploaded_as_a_form_and_deleted"),
    Route(
        "files.getUploadURLExternal",
        "files:an_upload_is_shared_after_its_completion_was_answered",
        "alt_txt and snippet_type are ignored",
    ),
    Route(
        "files.info",
        "files:a_person_s_file_is_for_the_app_only_where_it_is_a_member",
        "no comments, previews or thumbnails",
    ),
    Route(
        "oauth.v2.access",
        "oauth:a_code_is_exchanged_once_for_a_token_with_the_scopes_asked_for",
        "bot tokens only, no rotation, always the same token",
    ),
    Route(
        "openid.connect.token",
        "sign_in:a_wrong_exchange_is_refused_in_slack_s_words_and_costs_no_code",
        "no refresh tokens; that an old code reads invalid_code, and the words for a wrong verifier and grant, are"
        " unverified",
    ),
    Route("openid.connect.userInfo", "sign_in:who_has_signed_in_can_be_asked_for_again", "user tokens never end"),
    Route(
        "reactions.add",
        "conversations:a_reaction_is_added_once_and_removed_once",
        "emoji names are those of the emoji package, not quite Slack's",
    ),
    Route("reactions.get", "conversations:a_reaction_is_added_once_and_removed_once", "messages only; always full"),
    Route("reactions.remove", "conversations:a_reaction_is_added_once_and_removed_once"),
    Route("team.info", "conversations:the_team_the_bot_and_the_emoji", "the default icon only"),
    Route("usergroups.list", "conversations:people_groups_and_their_quiet_hours", "no disabled groups"),
    Route("usergroups.users.list", "conversations:people_groups_and_their_quiet_hours"),
    Route(
        "users.conversations",
        "conversations:an_app_lists_the_channels_that_it_is_in",
        "no group direct messages",
    ),
    Route("users.getPresence", "conversations:people_groups_and_their_quiet_hours"),
    Route("users.info", "conversations:people_groups_and_their_quiet_hours", "one locale and time zone for all"),
    Route("users.list", "conversations:people_groups_and_their_quiet_hours", "one locale and time zone for all"),
    Route("users.lookupByEmail", "conversations:people_groups_and_their_quiet_hours"),
    Route("views.open", "interactions:a_trigger_opens_one_modal", "no interactivity_pointer"),
    Route("views.publish", "interactions:the_home_tab_is_published_and_clicked"),
    Route("views.push", "interactions:modals_stack_up_to_three_from_triggers_of_the_modal", "no interactivity_pointer"),
    Route("views.update", "interactions:an_update_with_an_old_hash_is_a_conflict"),
    Route(
        "GET /slack/oauth/v2/authorize",
        "oauth:a_code_is_exchanged_once_for_a_token_with_the_scopes_asked_for",
        "a plain page with one button; no user scopes",
    ),
    Route(
        "POST /slack/oauth/v2/authorize",
        "oauth:a_code_is_exchanged_once_for_a_token_with_the_scopes_asked_for",
        "a plain page with one button; no user scopes",
    ),
    Route("GET /slack/.well-known/openid-configuration", "sign_in:a_person_who_continues_is_named_by_a_signed_token"),
    Route("GET /slack/openid/connect/keys", "id_tokens:a_new_key_signs_and_the_old_one_may_stay"),
    Route(
        "GET /slack/openid/connect/authorize",
        "sign_in:a_wrong_request_goes_back_to_the_app",
        "asks each time, also where team would lead past the page; which mistakes go back to the app is reported only",
    ),
    Route(
        "POST /slack/openid/connect/authorize", "sign_in:only_people_who_work_here_can_be_chosen_and_only_on_the_page"
    ),
    Route(
        "POST /slack/upload/{id}",
        "files:the_bytes_must_be_as_many_as_announced",
        "the status of a wrong length is unverified",
    ),
    Route("GET /slack/files/{id}/{name}", "files:a_download_without_a_token_is_the_sign_in_page"),
    Route(
        "POST /slack/response/{key}",
        "interactions:a_response_url_works_five_times_within_thirty_minutes",
        "the words used_url, expired_url and invalid_url are unverified",
    ),
    Route("GET /slack/socket/{ticket}", "socket:a_connection_says_hello_and_an_unacknowledged_envelope_comes_again"),
    Route("GET /slack/avatar/{user}.svg", "people:every_person_has_a_picture"),
    Route(
        "event message",
        "events:a_message_arrives_signed_with_its_envelope",
        "unfurls come when a person asks for one, not by themselves",
    ),
    Route("event app_mention", "events:a_mention_arrives_twice_with_one_ts"),
    Route("event app_home_opened", "interactions:the_home_tab_is_published_and_clicked"),
    Route(
        "event reaction_*, member_*, channel_*, group_*",
        "events:reactions_memberships_and_channel_changes_are_told",
        "channels are never deleted",
    ),
    Route(
        "event file_shared, file_deleted",
        "files:a_file_can_be_uploaded_as_a_form_and_deleted",
        "no file_created, file_change or file_public",
    ),
    Route("event app_uninstalled, tokens_revoked", "events:an_uninstalled_app_hears_of_it_and_of_nothing_more"),
    Route(
        "event retries",
        "events:a_failed_delivery_is_retried_at_once_then_after_a_minute_then_after_five",
        "subscriptions are never switched off for failing; no app_rate_limited",
    ),
    Route(
        "interactions block_actions",
        "interactions:a_click_carries_message_container_value_and_response_url",
        "an option of an external select is taken as given",
    ),
    Route(
        "interactions block_suggestion",
        "suggestions:an_external_select_asks_the_app_for_its_options",
        "no options address of its own: the one for interactivity serves",
    ),
    Route(
        "interactions view_submission",
        "interactions:a_submission_carries_its_values_and_closes_the_modal",
        "no response_urls; the client checks presence and length, not formats of addresses or numbers",
    ),
    Route("interactions view_closed", "interactions:closing_is_told_only_where_asked_for"),
    Route("interactions message_action, shortcut", "interactions:shortcuts_carry_the_message_or_nothing"),
    Route(
        "slash commands",
        "commands:a_slash_command_arrives_as_a_form_and_its_answer_is_private",
        "of Slack's own commands only /invite, /leave and /away do anything",
    ),
)
ABSENT: tuple[str, ...] = (
    "calls.*",
    "canvases.*",
    "chat.scheduleMessage",
    "chat.unfurl",
    "chat.startStream",
    "conversations.unarchive",
    "mpim",
    "pins.*",
    "search.*",
    "stars.*",
    "users.setPresence",
    "usergroups.create",
    "event user_change",
    "event subteam_*",
    "event link_shared",
    "Enterprise Grid",
    "Slack Connect (only the flag is_ext_shared_channel)",
    "blocks: context_actions, file, plan, table, video",
    "workflow steps",
    "user tokens",
    "token rotation",
)


def rendered() -> str:
    """Write the tables of the README."""
    return tables(ROUTES, ABSENT)

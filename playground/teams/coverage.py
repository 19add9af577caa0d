"""What of Teams is played here, as data: every route and delivery, how fully, and which test shows it.

Rules: a test fails when a route has no row, a partial row has no note, or a named test does not exist. What is in
neither list is unknown to the playground and answers 404.
"""

from playground.coverage import Route, tables

_CONNECTOR = "/v3/conversations"
_ACTIVITY = f"{_CONNECTOR}/{{conversation}}/activities"
_GRAPH = "/graph/v1.0"
_CHANNEL = f"{_GRAPH}/teams/{{group}}/channels/{{channel}}"
_SHARE = f"{_GRAPH}/shares/{{share}}/driveItem"
_BY_GRAPH = "files:a_file_of_a_channel_is_read_through_graph"

ROUTES: tuple[Route, ...] = (
    Route(
        "POST /login/{tenant}/oauth2/v2.0/token",
        "sign_in:wrong_credentials_are_refused_with_entras_numbers",
        "the app's credentials and people's codes, with a secret only: no certificates, managed identities or refresh"
        " tokens; access tokens have no claims",
    ),
    Route(
        "GET /login/{tenant}/v2.0/.well-known/openid-configuration",
        "id_tokens:metadata_leads_to_entra_s_own_keys",
        "the userinfo endpoint that it names is not played",
    ),
    Route(
        "GET /login/{tenant}/discovery/v2.0/keys",
        "id_tokens:a_new_key_signs_and_the_old_one_may_stay",
        "no certificates (x5c) beside the keys",
    ),
    Route(
        "GET /login/{tenant}/oauth2/v2.0/authorize",
        "people_sign_in:a_wrong_request_goes_back_to_the_app",
        "nobody stays signed in: it asks each time, and prompt=none never succeeds; no hybrid flow; single-tenant apps"
        " only; HTML in state is kept",
    ),
    Route(
        "POST /login/{tenant}/oauth2/v2.0/authorize",
        "people_sign_in:an_account_of_another_tenant_is_not_offered_and_not_taken",
        "the account page's own form: the real one's is nobody else's business",
    ),
    Route(
        "GET /botframework/v1/.well-known/openidconfiguration",
        "sign_in:metadata_leads_to_the_keys_and_their_endorsements",
    ),
    Route(
        "GET /botframework/v1/.well-known/keys",
        "sign_in:a_new_key_replaces_the_old_one_or_joins_it",
        "no certificates (x5c) beside the keys",
    ),
    Route(
        f"POST {_CONNECTOR}",
        "messages:a_new_chain_tells_its_conversation_and_its_root",
        "what is told of a root that is split, and the code for a person out of reach, are unverified",
    ),
    Route(
        f"POST {_ACTIVITY}",
        "messages:a_bad_activity_is_refused_with_its_reason",
        "messages and typing only: no suggestedActions, events or streaming; code and words of most refusals are"
        " unverified; Markdown is kept as it is written",
    ),
    Route(
        f"POST {_ACTIVITY}/{{activity}}",
        "messages:a_reply_s_thread_is_that_of_the_conversation_not_of_the_id_in_the_address",
    ),
    Route(
        f"PUT {_ACTIVITY}/{{activity}}",
        "messages:the_bot_updates_and_deletes_its_own_messages",
        "text and an attachment together are taken, not split (unverified)",
    ),
    Route(f"DELETE {_ACTIVITY}/{{activity}}", "messages:the_bot_changes_nobody_elses_message"),
    Route(
        f"PUT {_ACTIVITY}/{{activity}}/reactions/{{reaction}}",
        "reactions:a_bot_reacts_to_anybodys_message_and_once_with_each_emoji",
        "a preview: on unless set; all ids are taken; codes of refusals are unverified",
    ),
    Route(
        f"DELETE {_ACTIVITY}/{{activity}}/reactions/{{reaction}}",
        "reactions:a_bot_takes_its_own_reaction_back_and_nobody_elses",
    ),
    Route(
        f"GET {_CONNECTOR}/{{conversation}}/members",
        "rosters:the_old_roster_is_an_array_five_times_a_minute",
        "10,000 members at most is not played",
    ),
    Route(
        f"GET {_CONNECTOR}/{{conversation}}/members/{{member}}",
        "rosters:a_member_is_found_by_the_bots_id_and_by_entras",
    ),
    Route(
        f"GET {_CONNECTOR}/{{conversation}}/pagedmembers",
        "rosters:a_roster_comes_in_pages_of_fifty_or_more",
        "continuation tokens are offsets",
    ),
    Route("GET /v3/teams/{team}", "rosters:a_team_tells_its_group_and_its_channels", "standard teams only"),
    Route("GET /v3/teams/{team}/conversations", "rosters:a_team_tells_its_group_and_its_channels"),
    Route("GET /v3/attachments/{id}/views/original", "files:a_picture_among_words_is_behind_the_bots_token"),
    Route("PUT /onedrive/upload/{secret}", "files:an_offered_file_is_taken_and_uploaded"),
    Route(
        "GET /onedrive/download/{secret}",
        "files:files_come_by_address_in_a_chat_and_by_name_in_a_channel",
        "addresses never end, real ones do after some minutes",
    ),
    Route(
        "GET /sharepoint/{path}",
        "files:files_come_by_address_in_a_chat_and_by_name_in_a_channel",
        "turns everybody away: people open files through the page",
    ),
    Route(f"POST {_GRAPH}/communications/getPresencesByUserId", "rosters:presence_is_read_from_graph"),
    Route(f"GET {_GRAPH}/users/{{user}}/presence", "rosters:presence_is_read_from_graph"),
    Route(
        f"GET {_CHANNEL}/messages",
        "history:a_channel_s_chains_come_in_pages_the_newest_first",
        "no $expand; the order is that of Graph's examples, which promise none",
    ),
    Route(
        f"GET {_CHANNEL}/messages/delta",
        "history:of_a_channel_what_has_changed_since_can_be_asked_for",
        "no delta links, $expand or $skip; eight months are not counted",
    ),
    Route(
        f"GET {_CHANNEL}/messages/{{root}}/replies",
        "history:the_replies_of_a_chain_tell_who_wrote_them_and_what_their_cards_hold",
        "bodies are the HTML that was sent; emoji stay signs",
    ),
    Route(f"GET {_CHANNEL}/messages/{{root}}", _BY_GRAPH, "no paging, hosted contents or policy violations"),
    Route(f"GET {_CHANNEL}/messages/{{root}}/replies/{{reply}}", _BY_GRAPH, "the same"),
    Route(f"GET {_CHANNEL}/filesFolder", "files:a_file_is_put_into_a_channel_s_folder", "the fields that a bot needs"),
    Route(f"GET {_SHARE}", _BY_GRAPH, "the fields that a bot needs"),
    Route(f"GET {_SHARE}/content", _BY_GRAPH),
    Route(
        f"PUT {_GRAPH}/drives/{{drive}}/items/{{folder}}:/{{name}}:/content",
        "files:a_file_is_put_into_a_channel_s_folder",
        "a file of the same name stays beside the new one",
    ),
    Route(
        f"DELETE {_GRAPH}/drives/{{drive}}/items/{{item}}",
        "files:a_file_is_put_into_a_channel_s_folder",
        "there is no recycle bin",
    ),
    Route(
        "message",
        "people:a_post_in_a_channel_arrives_as_teams_writes_it",
        "channels and personal chats only: no group chats, private or shared channels; replyToId is always left out",
    ),
    Route("mentions", "people:a_mention_is_a_tag_and_an_entity", "no mentions of teams, channels or tags"),
    Route(
        "messageUpdate, messageDelete",
        "people:edits_deletions_and_their_undoing_carry_the_same_id",
        "in channels disputed: a setting",
    ),
    Route("messageReaction", "people:reactions_are_told_on_the_bots_messages_only", "six names documented, all taken"),
    Route(
        "conversationUpdate",
        "rosters:changes_of_a_team_are_told_with_the_team_as_their_place",
        "no teamDeleted, teamRestored or hard deletion",
    ),
    Route("installationUpdate", "rosters:a_person_installs_the_app_and_removes_it", "no add-upgrade, remove-upgrade"),
    Route(
        "redelivery",
        "faults:an_activity_that_is_never_answered_comes_four_times",
        "how often and after which pauses is unverified, also that 5xx counts as no answer",
    ),
    Route(
        "invoke adaptiveCard/action",
        "cards:execute_is_an_invoke_whose_card_only_that_person_sees",
        "no sign-in; automatic refresh only when a card comes into view",
    ),
    Route(
        "invoke task/fetch, task/submit",
        "cards:a_dialog_is_fetched_filled_in_and_submitted",
        "dialogs with cards only, none with web pages",
    ),
    Route(
        "invoke composeExtension/fetchTask, submitAction",
        "cards:a_message_extension_gets_the_message_and_submits_with_it",
        "commands on messages only; no previews, no static parameters",
    ),
    Route("invoke application/search", "cards:choices_are_looked_up_where_the_person_sees_them"),
    Route("invoke fileConsent/invoke", "files:an_offered_file_is_taken_and_uploaded"),
    Route(
        "Action.Submit",
        "cards:submit_is_a_message_with_a_value_and_no_text",
        "messageBack without its words in the chat; no imBack, invoke or signin",
    ),
    Route(
        "Adaptive Cards",
        "card_schema:a_wrong_card_is_refused_with_the_place_of_what_is_wrong",
        "looked through for elements, required fields and versions, not for colours and sizes; that a wrong card is"
        " refused at once is unverified; no limit on the number of buttons",
    ),
    Route(
        "targeted messages",
        "messages:a_targeted_message_is_for_one_member_for_a_day",
        "a preview: off unless set; the refusal while it is off is unverified",
    ),
    Route(
        "rate limits",
        "limits:a_channel_s_limit_is_shared_by_its_chains_and_new_posts",
        "not those of all bots together; that sends and creates share one count is unverified",
    ),
)
ABSENT: tuple[str, ...] = (
    "group chats, private and shared channels",
    "meetings, calls, tabs, live events",
    "sign-in cards and OAuth (signin/*)",
    "link unfurling and search extensions (composeExtension/query*)",
    "read receipts",
    "typing of people",
    "hero and other cards beyond their being taken",
    "feedback buttons, citations, streaming",
    "Graph beyond presence and a channel's messages and files",
    "national clouds' own addresses",
)


def rendered() -> str:
    """Write the tables of the README."""
    return tables(ROUTES, ABSENT)

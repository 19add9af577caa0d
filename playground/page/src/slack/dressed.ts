import type { SlackState } from "./types";

/** The state as the page shows it: each direct message named after the other side. */
export function dressed(state: SlackState): SlackState {
  return {
    ...state,
    // Slack names a direct message after its human; to that human it is the one with the app.
    channels: state.channels.map((each) =>
      each.is_im && each.user === state.me ? { ...each, user: state.bot_user } : each,
    ),
  };
}

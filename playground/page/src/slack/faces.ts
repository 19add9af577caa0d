/** The drawn faces of the demo's people; everybody else keeps the picture that Slack gives. */
import type { SlackState } from "./types";

const DRAWN = new Set(["U0ADA", "U0GRACE", "U0LIN", "U0BYSTANDR", "U0BRIDGE"]);

/** The state as the page shows it: with faces, and each direct message named after the other side. */
export function dressed(state: SlackState): SlackState {
  return {
    ...state,
    users: state.users.map((each) =>
      DRAWN.has(each.id) ? { ...each, image: `/static/avatars/${each.id}.svg` } : each,
    ),
    // Slack names a direct message after its human; to that human it is the one with the app.
    channels: state.channels.map((each) =>
      each.is_im && each.user === state.me ? { ...each, user: state.bot_user } : each,
    ),
  };
}

/**
 * What stands in the modals of one Slack window's stack. A modal that another one covers keeps what was typed into it, and
 * has it again when the other goes; a modal that has left the stack is forgotten.
 *
 * https://docs.slack.dev/surfaces/modals#modal-view-stacks
 */
import { Surface } from "../blocks/surface";
import type { SlackClient } from "./client";
import type { View } from "./types";

const stacks = new WeakMap<SlackClient, Map<string, Surface>>();

export function surfaceOf(client: SlackClient, view: View): Surface {
  const known = stacks.get(client) ?? new Map<string, Surface>();
  stacks.set(client, known);
  const stacked = new Set(client.state.peek()?.modals.map((each) => each.id));
  for (const id of known.keys()) if (!stacked.has(id) && id !== view.id) known.delete(id);
  const surface = known.get(view.id) ?? new Surface(client, { view_id: view.id }, view);
  known.set(view.id, surface);
  return surface;
}

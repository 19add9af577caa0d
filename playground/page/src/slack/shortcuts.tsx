/** The menu of the app's global shortcuts, and of its slash commands where Slack has them. */
import type { JSX } from "preact";
import { MenuItem } from "../shell/popover";
import { useClient } from "./context";

export function Shortcuts({ onCommand, thread }: { onCommand: (text: string) => void; thread: boolean }): JSX.Element {
  const client = useClient();
  const app = client.state.value?.app;
  const global = app?.shortcuts.filter((each) => each.type === "global") ?? [];
  const commands = thread ? [] : (app?.commands ?? []);
  const none = thread
    ? "No shortcuts. Slash commands do not work in threads."
    : "The app has no shortcuts or commands yet.";
  return (
    <>
      <p class="menu-title">{app?.name ?? "App"}</p>
      {global.map((each) => (
        <MenuItem
          key={each.callback_id}
          icon="bolt"
          hint={each.description}
          onPick={() => void client.act("shortcut", { callback_id: each.callback_id })}
        >
          {each.name}
        </MenuItem>
      ))}
      {commands.map((each) => (
        <MenuItem key={each.command} hint={each.description} onPick={() => onCommand(`${each.command} `)}>
          {each.command}
        </MenuItem>
      ))}
      {global.length + commands.length === 0 && <p class="unknown">{none}</p>}
    </>
  );
}

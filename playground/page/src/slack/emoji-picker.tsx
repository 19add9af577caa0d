/** The emoji picker: a few that one reaches for, a search, and everything by group. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { EMOJI, searchEmoji, type Emoji } from "../blocks/emoji";
import { closePopover } from "../shell/popover";

const OFTEN = [
  "+1",
  "white_check_mark",
  "eyes",
  "pray",
  "tada",
  "heart",
  "joy",
  "wave",
  "lock",
  "raised_hands",
  "thinking_face",
  "tea",
];
const GROUPS = ["Smileys", "People", "", "Nature", "Food", "Places", "Activities", "Objects", "Symbols", "Flags"];
const MOST = 64;

export function EmojiPicker({ onPick }: { onPick: (name: string) => void }): JSX.Element {
  const [query, setQuery] = useState("");
  const [group, setGroup] = useState(0);
  const often = OFTEN.flatMap((name) => EMOJI.find((each) => each.name === name) ?? []);
  const shown = query ? searchEmoji(query, MOST) : EMOJI.filter((each) => each.group === group);
  const pick = (emoji: Emoji): void => {
    closePopover(true);
    onPick(emoji.name);
  };
  const enter = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !shown[0] || !query) return;
    // Else the same key press would also press the button that gets the focus back.
    event.preventDefault();
    pick(shown[0]);
  };
  return (
    <div class="picker-box">
      <input
        class="field"
        data-focus
        aria-label="Search emoji"
        placeholder="Search emoji"
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={enter}
      />
      {!query && <Grid all={often} pick={pick} label="Often used" />}
      {!query && (
        <select
          class="field select"
          aria-label="Emoji group"
          value={group}
          onChange={(event) => setGroup(Number(event.currentTarget.value))}
        >
          {GROUPS.map((name, at) =>
            name ? (
              <option key={name} value={at}>
                {name}
              </option>
            ) : null,
          )}
        </select>
      )}
      <div class="picker-scroll">
        <Grid all={shown} pick={pick} label={query ? "Found" : (GROUPS[group] ?? "")} />
        {shown.length === 0 && <p class="unknown">No emoji is called “{query}”.</p>}
      </div>
    </div>
  );
}

function Grid({ all, pick, label }: { all: Emoji[]; pick: (emoji: Emoji) => void; label: string }): JSX.Element {
  return (
    <div class="picker-grid" role="group" aria-label={label}>
      {all.map((each) => (
        <button
          key={each.name}
          type="button"
          class="picker-emoji"
          aria-label={each.name}
          title={`:${each.name}:`}
          onClick={() => pick(each)}
        >
          {each.char}
        </button>
      ))}
    </div>
  );
}

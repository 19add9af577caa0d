/** The frame: a head with what is open, the worlds side by side (or one at a time on a phone), and a banner when the playground is away. */
import { Fragment, type JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { connection } from "../live";
import { WORLDS, type World } from "../worlds";
import { useEdges } from "./edges";
import { Icon } from "./icons";
import { bothDesks, grower, isOpen, phone, sizeOf, toggle, toggleBoth, wide } from "./layout";
import { PopoverLayer } from "./popover";
import { ResetButton } from "./reset";
import { Splitter } from "./splitter";
import { theme, toggleTheme } from "./theme";

export function Shell(): JSX.Element {
  const open = WORLDS.filter((each) => isOpen(each.id));
  return (
    <div class={phone.value ? "shell phone" : "shell"}>
      <header class="top">
        <Brand />
        {!phone.value && <Switches />}
        <div class="top-tools">
          <ResetButton />
          <button
            type="button"
            class="tool"
            aria-label={theme.value === "dark" ? "Use the light theme" : "Use the dark theme"}
            title="Light or dark"
            onClick={toggleTheme}
          >
            <Icon name={theme.value === "dark" ? "sun" : "moon"} />
          </button>
        </div>
      </header>
      {connection.value === "away" && (
        <p class="banner" role="alert">
          <Icon name="alert" size={16} />
          The playground is away. What you see may be old; trying again…
        </p>
      )}
      <main class="worlds">
        {WORLDS.map((world) => {
          const next = open[open.indexOf(world) + 1];
          return (
            <Fragment key={world.id}>
              <Panel world={world} />
              {!phone.value && isOpen(world.id) && next && <Splitter left={world} right={next} />}
            </Fragment>
          );
        })}
        <PopoverLayer />
      </main>
      {phone.value && (
        <nav aria-label="Worlds">
          <Switches />
        </nav>
      )}
    </div>
  );
}

function Brand(): JSX.Element {
  return (
    <div class="brand">
      <svg class="brand-mark" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
        <rect width="32" height="32" rx="8" />
        <path d="M6 21.500c2-7 6-10 10-10s8 3 10 10M6 21.500h20M11 21.500v-5.500M16 21.500v-10M21 21.500v-5.500" />
      </svg>
      <h1>
        Deskbridge <span>playground</span>
      </h1>
    </div>
  );
}

function Switches(): JSX.Element {
  const tabs = phone.value;
  const row = useRef<HTMLDivElement>(null);
  useEdges(row);
  return (
    <div
      ref={row}
      class={WORLDS.length > SIX ? "switches many" : "switches"}
      role={tabs ? "tablist" : "group"}
      aria-label="Worlds"
    >
      {WORLDS.map((world) => (
        <Fragment key={world.id}>
          <Switch world={world} />
          {!tabs && wide.value && world.id === lastDesk && (
            <button type="button" class="switch" aria-pressed={bothDesks()} onClick={toggleBoth}>
              <Icon name="both" />
              <span>Both</span>
            </button>
          )}
        </Fragment>
      ))}
    </div>
  );
}

/** So many tabs stand beside each other on a phone in letters of the usual size. */
const SIX = 6;

const lastDesk = WORLDS.filter((each) => each.desk).at(-1)?.id;

function Switch({ world }: { world: World }): JSX.Element {
  const on = isOpen(world.id);
  const state = phone.value
    ? { role: "tab" as const, "aria-selected": on, "aria-controls": `world-${world.id}` }
    : { "aria-pressed": on };
  const unread = world.unread?.() ?? 0;
  const ref = useRef<HTMLButtonElement>(null);
  // On a phone there may be more worlds than fit: the one that is open stays in sight.
  useEffect(() => {
    if (on && phone.value) ref.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [on]);
  return (
    <button ref={ref} type="button" class="switch" {...state} onClick={() => toggle(world.id)}>
      <Icon name={world.icon} />
      <span>{world.title}</span>
      {unread > 0 && (
        <span class="badge" aria-label={`${unread} unread`}>
          {unread}
        </span>
      )}
    </button>
  );
}

/** A world that was opened once stays mounted: the customer's chat goes on while nobody looks. */
function Panel({ world }: { world: World }): JSX.Element {
  const open = isOpen(world.id);
  const opened = useRef(!world.desk);
  opened.current ||= open;
  const style = phone.value
    ? undefined
    : grower() === world.id
      ? { flex: "1 1 0", minWidth: `${world.min}px` }
      : { flex: `0 1 ${sizeOf(world.id)}px`, minWidth: `${world.min}px` };
  return (
    <section
      id={`world-${world.id}`}
      class={`world world-${world.id}`}
      aria-label={world.title}
      hidden={!open}
      style={style}
    >
      {opened.current && <world.View />}
    </section>
  );
}

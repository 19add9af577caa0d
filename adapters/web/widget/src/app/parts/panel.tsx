/** The whole chat: header, banners, messages, and either the composer or the way to a new chat. */
import { useRef, useState } from "preact/hooks";
import { formNow, lastForm } from "../rows";
import type { State } from "../state";
import { text } from "../strings";
import { fileSize } from "../times";
import type { OfflineForm as Plan } from "../wire";
import { ConnectionBanner, Notice } from "./banners";
import { Composer } from "./composer";
import { useChat, useChatState } from "./context";
import { EndDialog } from "./end_dialog";
import { Header } from "./header";
import { Icon } from "./icon";
import { Log } from "./log";
import { OfflineForm } from "./offline_form";
import { SecureCard } from "./secure_card";
import { Survey } from "./survey";
import { useUploads } from "./upload_list";
import { ClosedNow, PlaceInLine } from "./waiting";

/** The form instead of the chat: nobody is there, and no chat is going on. */
function offlineForm(state: State): Plan | null {
  const isBefore = state.status === "none" && state.pending.length === 0;
  return isBefore && state.settings.hours?.open === false ? state.settings.hours.offline : null;
}

/** The panel of whoever sits here: nothing that somebody else was writing stays in it. */
export function Panel() {
  const { turn } = useChatState();
  return <PanelOfOne key={turn} />;
}

function PanelOfOne() {
  const { host } = useChat();
  const state = useChatState();
  const uploads = useUploads();
  const [isAsking, setAsking] = useState(false);
  const [isDropping, setDropping] = useState(false);
  const depth = useRef(0);
  const form = offlineForm(state);
  const asked = formNow(state.entries);
  const last = lastForm(state.entries);
  const canWrite = state.status !== "ended" && state.phase !== "blocked";

  const hasFiles = (event: DragEvent): boolean => canWrite && [...(event.dataTransfer?.types ?? [])].includes("Files");
  const entered = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    depth.current += 1;
    setDropping(true);
  };
  const left = (): void => {
    depth.current = Math.max(0, depth.current - 1);
    if (depth.current === 0) setDropping(false);
  };
  const dropped = (event: DragEvent): void => {
    event.preventDefault();
    depth.current = 0;
    setDropping(false);
    if (hasFiles(event)) uploads.add([...(event.dataTransfer?.files ?? [])]);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !isAsking && !document.querySelector("dialog[open]")) host.tell({ t: "close" });
  };

  return (
    <main class="panel" onDragEnter={entered} onDragLeave={left} onDragOver={(event) => event.preventDefault()} onDrop={dropped} onKeyDown={pressed}>
      <Header onEnd={() => setAsking(true)} />
      <ConnectionBanner />
      <ClosedNow />
      <PlaceInLine />
      {form && canWrite ? <OfflineForm plan={form} /> : <Log />}
      <p class="sr-only" role="status">
        {state.typing !== null ? text.typing(state.typing) : ""}
      </p>
      <p class="sr-only" role="status">
        {last ? text.secure[last.stage](last.title) : ""}
      </p>
      <Notice />
      {asked && canWrite && <SecureCard key={asked.id} id={asked.id} title={asked.title} />}
      {state.status === "ended" ? <Ended /> : canWrite && !form && <Composer uploads={uploads} />}
      {isAsking && <EndDialog close={() => setAsking(false)} />}
      {isDropping && (
        <div class="drop" aria-hidden="true">
          <Icon name="attach" />
          <strong>{text.dropHere}</strong>
          <span>{text.dropRules(state.settings.attachments.max_files, fileSize(state.settings.attachments.max_bytes))}</span>
        </div>
      )}
    </main>
  );
}

function Ended() {
  const { chat } = useChat();
  const { phase, survey, transcript } = useChatState();
  return (
    <div class="ended">
      {survey !== null && <Survey key={survey.conversation} survey={survey} />}
      <button type="button" class="primary" disabled={phase !== "online"} onClick={() => chat.restart()}>
        <Icon name="plus" />
        {text.startNew}
      </button>
      {transcript !== null && (
        <a class="quiet-link" href={transcript} target="_blank" rel="noopener noreferrer">
          <Icon name="download" />
          {text.transcript}
        </a>
      )}
    </div>
  );
}

/** What stands over one Teams window: the app's dialog (task module), and "are you sure?". */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Dialog } from "../shell/dialog";
import { Icon } from "../shell/icons";
import { SimError } from "../sim";
import { CardView, type Used } from "./cards/card";
import type { Question } from "./client";
import { useClient } from "./context";
import type { Dialog as Opened } from "./types";

export function Dialogs(): JSX.Element {
  const client = useClient();
  const opened = client.dialog.value;
  const question = client.question.value;
  return (
    <>
      {opened && <TaskDialog key={client.user.value} opened={opened} />}
      {question && <Ask question={question} />}
    </>
  );
}

/** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/invoking-task-modules names the sizes. */
const WIDTHS: Record<string, number> = { small: 300, medium: 450, large: 600 };

function TaskDialog({ opened }: { opened: Opened }): JSX.Element {
  const client = useClient();
  const [problem, setProblem] = useState("");
  const width = typeof opened.width === "number" ? opened.width : (WIDTHS[opened.width ?? ""] ?? 450);
  const title = opened.title || (client.state.value?.app.name ?? "");
  const close = (): void => void client.act("close_dialog", {});
  const use = async (used: Used): Promise<void> => {
    setProblem("");
    try {
      const answer = await client.attempt("submit_dialog", { values: used.inputs, action: used.title });
      if (typeof answer.url === "string") client.open(answer.url);
    } catch (error) {
      setProblem(sentence(error));
    }
  };
  const drawn = (card: HTMLElement): void => {
    // The keyboard begins in the first field, unless the person is already somewhere else in the dialog.
    const first =
      card.querySelector<HTMLElement>("input, select, textarea") ?? card.querySelector<HTMLElement>("button");
    const box = card.closest(".dialog");
    if (document.activeElement === box || document.activeElement === document.body) first?.focus();
  };
  return (
    <Dialog label={title} class="task" onClose={close}>
      <header class="modal-head">
        <h2>{title}</h2>
        <button type="button" class="tool push" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div class="modal-body" style={{ width: `${Math.max(300, width)}px` }}>
        {problem && (
          <p class="refusal" role="alert">
            <Icon name="alert" size={16} />
            <span>{problem}</span>
          </p>
        )}
        <CardView card={opened.card} label={title} onUse={use} onDrawn={drawn} />
      </div>
    </Dialog>
  );
}

/** What a person reads when a dialog is refused, with the fields that are meant. */
function sentence(error: unknown): string {
  if (!(error instanceof SimError)) return String(error);
  const fields = Object.values((error.body.errors ?? {}) as Record<string, string>);
  return [error.message, ...fields].join(" ");
}

function Ask({ question }: { question: Question }): JSX.Element {
  const client = useClient();
  const answer = (agreed: boolean): void => {
    client.question.value = null;
    if (agreed) question.then();
  };
  return (
    <Dialog label={question.title} class="confirm" alert onClose={() => answer(false)}>
      <h2>{question.title}</h2>
      <p>{question.text}</p>
      <footer class="modal-foot">
        <button type="button" class="button" onClick={() => answer(false)}>
          Cancel
        </button>
        <button type="button" data-focus class="button danger" onClick={() => answer(true)}>
          {question.yes}
        </button>
      </footer>
    </Dialog>
  );
}

/** Interactive elements that send something at once: buttons and overflow menus; and which element is drawn by whom. */
import type { JSX } from "preact";
import { Icon } from "../shell/icons";
import { MenuItem, openPopover } from "../shell/popover";
import type { Element } from "../slack/types";
import { InputElement } from "./inputs";
import { isSafeUrl } from "./inline";
import { useSurface } from "./surface";
import { PlainText, words } from "./text";

interface Props {
  element: Element;
  blockId: string;
}

export function ElementView({ element, blockId }: Props): JSX.Element {
  switch (element.type) {
    case "button":
    case "workflow_button":
      return <Button element={element} blockId={blockId} />;
    case "overflow":
      return <Overflow element={element} blockId={blockId} />;
    case "image":
      return <img class="thumb" src={element.image_url} alt={element.alt_text ?? ""} />;
    default:
      return <InputElement element={element} blockId={blockId} dispatch />;
  }
}

function Button({ element, blockId }: Props): JSX.Element {
  const surface = useSurface();
  const busy = surface.busy.value.has(`${blockId}/${element.action_id}`);
  const press = (): void => {
    if (element.url && isSafeUrl(element.url)) open(element.url, "_blank", "noopener");
    void surface.act(blockId, element, { value: element.value });
  };
  return (
    <button
      type="button"
      class={`button ${element.style ?? ""}`}
      aria-busy={busy}
      aria-label={element.accessibility_label}
      data-action={element.action_id}
      onClick={press}
    >
      <span>
        <PlainText text={words(element.text)} />
      </span>
      {element.url && <Icon name="right" size={14} />}
    </button>
  );
}

function Overflow({ element, blockId }: Props): JSX.Element {
  const surface = useSurface();
  const show = (event: MouseEvent): void =>
    openPopover(event.currentTarget as HTMLElement, "More actions", () =>
      element.options?.map((option) => (
        <MenuItem
          key={option.value}
          hint={option.description && words(option.description)}
          onPick={() => void surface.act(blockId, element, { selected_option: option })}
        >
          <PlainText text={words(option.text)} />
        </MenuItem>
      )),
    );
  return (
    <button
      type="button"
      class="button icon-button"
      aria-haspopup="menu"
      aria-label="More actions"
      data-action={element.action_id}
      onClick={show}
    >
      <Icon name="more" />
    </button>
  );
}

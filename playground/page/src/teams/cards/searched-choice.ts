/**
 * A choice that is looked up while one types (choices.data, Data.Query), as a combobox that screen readers know.
 * The renderer's own gives a title back where the app needs the value, so this one takes its place for such choices.
 */
import { ChoiceSetInput } from "adaptivecards";

export interface Found {
  title: string;
  value: string;
}
export type Search = (dataset: string, query: string) => Promise<Found[]>;

const WAIT_MS = 200;
let ids = 0;

export class SearchedChoice extends ChoiceSetInput {
  /** Where to look; set before a card is drawn. */
  static search: Search = () => Promise.resolve([]);
  private box?: HTMLInputElement;
  private list?: HTMLDivElement;
  private picked?: Found;
  private at = -1;
  private timer = 0;
  private asked = 0;
  private readonly look = SearchedChoice.search;

  protected override internalRender(): HTMLElement | undefined {
    if (!this.isDynamicTypeahead()) return super.internalRender();
    const known = this.choices.find((each) => each.value === this.defaultValue);
    if (known) this.picked = { title: known.title ?? "", value: known.value ?? "" };
    this.list = element("div", "ac-search-list", { role: "listbox", hidden: "" });
    this.list.id = `ac-search-${(ids += 1)}`;
    this.box = element("input", "ac-input ac-textInput", {
      type: "text",
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      placeholder: this.placeholder ?? "",
    });
    this.list.setAttribute("aria-label", this.label ?? this.placeholder ?? "Choices");
    if (!this.label) this.box.setAttribute("aria-label", this.placeholder ?? "Search");
    this.box.value = this.picked?.title ?? "";
    this.box.onclick = () => this.later(0);
    this.box.oninput = () => this.typed();
    this.box.onkeydown = (event) => this.key(event);
    this.box.onblur = () => this.close();
    const frame = element("div", "ac-search");
    frame.append(this.box, this.list);
    return frame;
  }

  override get value(): string | undefined {
    if (!this.isDynamicTypeahead()) return super.value;
    return this.box?.value.trim() && this.picked?.title === this.box.value ? this.picked.value : undefined;
  }

  override isSet(): boolean {
    return Boolean(this.value);
  }

  /** Words that name none of the choices are no choice. */
  override isValid(): boolean {
    return this.isDynamicTypeahead() ? !this.box?.value.trim() || this.value !== undefined : super.isValid();
  }

  override focus(): void {
    if (this.box) this.box.focus();
    else super.focus();
  }

  /** The label belongs to the box, not to the frame around it. */
  protected override updateInputControlAriaLabelledBy(): void {
    super.updateInputControlAriaLabelledBy();
    const labels = this.box && this.renderedInputControlElement?.getAttribute("aria-labelledby");
    if (!labels) return;
    this.box?.setAttribute("aria-labelledby", labels);
    this.renderedInputControlElement?.removeAttribute("aria-labelledby");
  }

  override showValidationFailureCue(): void {
    this.box?.classList.add("ac-input-validation-failed");
  }

  override removeValidationFailureCue(): void {
    this.box?.classList.remove("ac-input-validation-failed");
  }

  private typed(): void {
    this.picked = undefined;
    this.later(WAIT_MS);
    this.valueChanged();
  }

  private later(wait: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), wait);
  }

  private async ask(): Promise<void> {
    if (!this.box) return;
    const turn = (this.asked += 1);
    this.show([], "Searching…");
    const query = this.picked ? "" : this.box.value.trim();
    try {
      const found = await this.look(this.choicesData?.dataset ?? "", query);
      if (turn === this.asked) this.show(found, found.length ? "" : "No results found");
    } catch (problem) {
      if (turn === this.asked) this.show([], problem instanceof Error ? problem.message : "Something went wrong.");
    }
  }

  private show(found: Found[], note: string): void {
    if (!this.list || !this.box || document.activeElement !== this.box) return;
    const rows = found.map((each, index) => this.row(each, index));
    this.list.replaceChildren(...rows);
    if (note) this.list.append(element("div", "ac-search-note", { role: "option", "aria-disabled": "true" }, note));
    this.list.hidden = false;
    this.box.setAttribute("aria-expanded", "true");
    this.move(rows.length ? 0 : -1);
  }

  private row(found: Found, index: number): HTMLElement {
    const row = element("div", "ac-search-row", { role: "option", id: `${this.list?.id}-${index}` }, found.title);
    row.dataset.value = found.value;
    // Before the box loses the focus, which would close the list.
    row.onpointerdown = (event) => {
      event.preventDefault();
      this.pick(found);
    };
    return row;
  }

  private pick(found: Found): void {
    if (!this.box) return;
    this.picked = { title: found.title, value: String(found.value) };
    this.box.value = found.title;
    this.close();
    this.valueChanged();
  }

  private close(): void {
    clearTimeout(this.timer);
    this.asked += 1;
    if (this.list) this.list.hidden = true;
    this.box?.setAttribute("aria-expanded", "false");
    this.box?.removeAttribute("aria-activedescendant");
  }

  private rows(): HTMLElement[] {
    return [...(this.list?.querySelectorAll<HTMLElement>(".ac-search-row") ?? [])];
  }

  private move(to: number): void {
    this.at = to;
    this.rows().forEach((each, index) => each.setAttribute("aria-selected", String(index === to)));
    const row = this.rows()[to];
    if (row) this.box?.setAttribute("aria-activedescendant", row.id);
    else this.box?.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  }

  private key(event: KeyboardEvent): void {
    const rows = this.rows();
    const open = this.list?.hidden === false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !open) this.later(0);
    else if (step && rows.length) this.move((this.at + step + rows.length) % rows.length);
    else if (event.key === "Enter" && open && rows[this.at])
      this.pick({ title: rows[this.at]?.textContent ?? "", value: rows[this.at]?.dataset.value ?? "" });
    else if (event.key === "Escape" && open) {
      event.stopPropagation();
      this.close();
    } else return;
    event.preventDefault();
  }
}

function element<Tag extends "div" | "input">(
  tag: Tag,
  classes: string,
  attributes: Record<string, string> = {},
  words = "",
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.className = classes;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (words) made.textContent = words;
  return made;
}

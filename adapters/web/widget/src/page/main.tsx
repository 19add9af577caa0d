/**
 * A secure form on a page of its own, behind a customer's link.
 *
 * Rule: who may fill it in is known by a cookie that the page's first step has set; the link is nowhere in what is sent.
 */
import { render } from "preact";
import { SecureForm } from "../secure/form";
import { call, type FormPort, type Outcome, outcomeOf, type SecurePlan } from "../secure/plan";

class LinkedForm implements FormPort {
  constructor(private readonly base: string) {}

  async describe(): Promise<SecurePlan | null> {
    const response = await this.ask("GET", "form");
    if (response.status === 410) return null;
    if (!response.ok) throw new Error("the form can't be had now");
    return (await response.json()) as SecurePlan;
  }

  async send(data: FormData): Promise<Outcome> {
    return outcomeOf(await this.ask("POST", "form", data));
  }

  async decline(): Promise<boolean> {
    const response = await this.ask("POST", "decline");
    return response.ok || response.status === 410;
  }

  private ask(method: string, what: string, data: FormData | null = null): Promise<Response> {
    return call(new URL(`${this.base}/${what}`, document.baseURI), method, {}, data);
  }
}

const place = document.getElementById("form");
if (place) {
  const title = document.getElementById("title");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const look = (): void => {
    document.documentElement.dataset.scheme = dark.matches ? "dark" : "light";
  };
  look();
  dark.addEventListener("change", look);
  place.textContent = "";
  const named = (name: string): void => {
    if (title) title.textContent = name;
  };
  render(<SecureForm port={new LinkedForm(place.dataset.base ?? "")} named={named} />, place);
}

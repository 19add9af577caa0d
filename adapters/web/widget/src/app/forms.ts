/** The way from the widget to the bridge's secure forms: by the visitor's token, over https, never over the socket. */
import { call, type FormPort, type Outcome, outcomeOf, type SecurePlan } from "../secure/plan";
import type { Sessions } from "./session";
import { wantedLanguage } from "./strings";

export class WidgetForms implements FormPort {
  constructor(
    private readonly sessions: Sessions,
    private readonly id: string,
  ) {}

  async describe(): Promise<SecurePlan | null> {
    const response = await this.ask("GET", `forms/${this.id}?locale=${encodeURIComponent(wantedLanguage)}`);
    if (response.status === 410) return null;
    if (!response.ok) throw new Error("the form can't be had now");
    return (await response.json()) as SecurePlan;
  }

  async send(data: FormData): Promise<Outcome> {
    return outcomeOf(await this.ask("POST", `forms/${this.id}`, data));
  }

  async decline(): Promise<boolean> {
    const response = await this.ask("POST", `forms/${this.id}/decline`);
    return response.ok || response.status === 410;
  }

  private async ask(method: string, path: string, data: FormData | null = null): Promise<Response> {
    const session = await this.sessions.get();
    const response = await call(new URL(path, document.baseURI), method, { Authorization: `Bearer ${session.token}` }, data);
    if (response.status === 401) this.sessions.dropRefused();
    return response;
  }
}

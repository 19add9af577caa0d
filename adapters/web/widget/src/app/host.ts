/**
 * The frame's end of the line to the loader in the customer's page.
 *
 * Rule: talks to `parent` at the exact origin that the bridge verified and wrote into this document, and listens to
 * nobody else.
 */
import { type ToFrame, type ToHost, unwrap, wrap } from "../shared/host_messages";

export class Host {
  constructor(readonly origin: string) {}

  tell(message: ToHost): void {
    if (parent !== window) parent.postMessage(wrap(message), this.origin);
  }

  listen(heard: (message: ToFrame) => void): void {
    addEventListener("message", (event) => {
      if (event.origin !== this.origin || event.source !== parent) return;
      const message = unwrap<ToFrame>(event.data);
      if (message) heard(message);
    });
  }
}

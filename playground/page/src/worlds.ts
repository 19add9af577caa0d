/** The worlds that stand side by side. Another vendor's panel is one more entry here: the shell takes the list as it is. */
import { h, type JSX } from "preact";
import type { AppClient } from "./apps/client";
import { messengerApp } from "./apps/messenger";
import { phoneApp } from "./apps/phone";
import { whatsappApp } from "./apps/whatsapp";
import { AppWorld } from "./apps/world";
import { CustomerWorld } from "./customer/customer";
import { InspectorWorld } from "./inspector/inspector";
import type { IconName } from "./shell/icons";
import { hasMeta, hasPhone } from "./shell/has-phone";
import { SlackWorld } from "./slack/world";
import { TeamsWorld } from "./teams/world";

export interface World {
  id: string;
  title: string;
  icon: IconName;
  View: () => JSX.Element;
  /** Its width in pixels to begin with; the one that grows takes what the others leave. */
  size: number;
  min: number;
  grows?: boolean;
  /** From which window width on it is open before anybody chose. */
  openFrom: number;
  /** A place of work for agents: one of these is open, or all where there is room. */
  desk?: boolean;
  /** How much in it nobody has looked at yet. */
  unread?: () => number;
}

/** A customer's app beside the customer's web page; of three only the first has room there before anybody chose. */
function appWorld(client: AppClient, title: string, icon: IconName, openFrom: number): World {
  return {
    ...{ id: client.app.id, title, icon, size: 380, min: 300, openFrom },
    View: () => h(AppWorld, { client }),
    unread: () => client.unread.value,
  };
}

export const WORLDS: World[] = [
  { id: "customer", title: "Customer", icon: "globe", View: CustomerWorld, size: 400, min: 300, openFrom: 1000 },
  ...(hasPhone ? [appWorld(phoneApp, "Phone", "phone", 1600)] : []),
  ...(hasMeta
    ? [appWorld(messengerApp, "Messenger", "bolt", Infinity), appWorld(whatsappApp, "WhatsApp", "chat", Infinity)]
    : []),
  {
    id: "slack",
    title: "Slack",
    icon: "hash",
    View: SlackWorld,
    size: 880,
    min: 320,
    grows: true,
    openFrom: 0,
    desk: true,
  },
  {
    id: "teams",
    title: "Teams",
    icon: "people",
    View: TeamsWorld,
    size: 560,
    min: 320,
    grows: true,
    openFrom: Infinity,
    desk: true,
  },
  { id: "inspector", title: "Inspector", icon: "pulse", View: InspectorWorld, size: 400, min: 280, openFrom: 1500 },
];

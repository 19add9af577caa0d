/** Whether the playground was started with SMS, with Messenger and WhatsApp: it says so in the page; else they are nowhere. */
export const hasPhone = document.documentElement.hasAttribute("data-phone");
export const hasMeta = document.documentElement.hasAttribute("data-meta");

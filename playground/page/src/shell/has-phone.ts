/** Whether the playground was started with SMS: it says so in the page, and without it there is no phone anywhere. */
export const hasPhone = document.documentElement.hasAttribute("data-phone");

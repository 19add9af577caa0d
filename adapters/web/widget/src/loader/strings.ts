/** What the loader says before the chat has loaded, or when it doesn't; after that the chat's own catalog is used. */
export const text = {
  open: "Open chat",
  chat: "Chat",
  unavailable: "Chat is not available at the moment. Please try again later.",
};

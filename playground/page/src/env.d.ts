/** The emoji table that build.mjs makes: [character, names separated by spaces, group, 1 if it takes a skin tone]. */
declare module "emoji-table" {
  const rows: [string, string, number, 0 | 1][];
  export default rows;
}
declare module "*.css";

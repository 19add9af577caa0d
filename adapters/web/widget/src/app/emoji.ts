/** A small built-in set of emoji with their names; the system's own picker has the rest. No data file is loaded. */
export interface EmojiGroup {
  icon: string;
  emoji: { char: string; name: string }[];
}

const SMILEYS =
  "😀 grinning|😃 smile|😄 happy|😁 beaming|😆 laughing|😅 relieved sweat|🤣 rolling laughing|😂 tears of joy|🙂 slight smile|🙃 upside down|😉 wink|😊 blush|😇 angel|🥰 in love|😍 heart eyes|🤩 star struck|😘 kiss|😋 yummy|😜 winking tongue|🤪 silly|🤗 hug|🤭 giggle|🤫 quiet|🤔 thinking|🤨 raised eyebrow|😐 neutral|😑 expressionless|😶 no mouth|😏 smirk|😒 unamused|🙄 rolling eyes|😬 grimace|😌 relieved|😔 pensive|😪 sleepy|😴 sleeping|😷 mask|🤒 ill|🤕 hurt|🤢 sick|🤧 sneeze|🥵 hot|🥶 cold|😵 dizzy|🤯 mind blown|🥳 party|😎 cool|🤓 nerd|🧐 monocle|😕 confused|😟 worried|🙁 frown|😮 surprised|😲 astonished|😳 flushed|🥺 pleading|😨 fearful|😰 anxious|😢 crying|😭 sobbing|😱 scream|😞 disappointed|😓 sweat|😩 weary|😫 tired|🥱 yawn|😤 huffing|😡 angry|🤬 swearing|💩 poo|🤖 robot|👻 ghost";
const HANDS =
  "👍 thumbs up yes|👎 thumbs down no|👌 ok|✌️ victory|🤞 fingers crossed|🤟 love you|🤘 rock|🤙 call me|👈 left|👉 right|👆 up|👇 down|☝️ point up|✋ raised hand stop|👋 wave hello bye|🤚 back of hand|🖐️ five|👏 clap|🙌 hooray|👐 open hands|🤲 palms|🤝 handshake deal|🙏 please thank you|✍️ writing|💪 strong|👀 eyes look|🧠 brain|👂 listen|🙋 question|🤷 shrug|🤦 facepalm|🙇 bow sorry|👩‍💻 working|🏃 running|💃 dance|🎉 celebrate|👶 baby|👨‍👩‍👧 family";
const HEARTS =
  "❤️ red heart love|🧡 orange heart|💛 yellow heart|💚 green heart|💙 blue heart|💜 purple heart|🖤 black heart|🤍 white heart|💔 broken heart|💕 two hearts|💯 hundred|💥 boom|💫 dizzy star|⭐ star|🌟 glowing star|✨ sparkles|⚡ lightning|🔥 fire|💧 drop|🌈 rainbow|☀️ sun|🌙 moon|☁️ cloud|❄️ snow|🌊 wave|🌱 seedling|🌸 blossom|🌹 rose|🍀 luck|🌲 tree|🐶 dog|🐱 cat|🐻 bear|🦊 fox|🐼 panda|🐸 frog|🐝 bee|🦋 butterfly|🐢 turtle|🐬 dolphin";
const THINGS =
  "☕ coffee|🍵 tea|🍺 beer|🍷 wine|🥂 cheers|🍕 pizza|🍔 burger|🍟 fries|🌮 taco|🍣 sushi|🍎 apple|🍌 banana|🍓 strawberry|🍰 cake|🎂 birthday|🍫 chocolate|🎁 gift|🎈 balloon|🏆 trophy|⚽ football|🎮 game|🎵 music|🎧 headphones|📷 camera|📱 phone|💻 computer|⌨️ keyboard|🖨️ printer|🔋 battery|🔌 plug|💡 idea|🔧 wrench fix|🔨 hammer|⚙️ settings|🔒 lock|🔑 key|📦 package parcel|🚚 delivery|🚗 car|✈️ plane|🚀 rocket|🏠 house|🏢 office|⏰ alarm|⏳ waiting|📅 calendar|📎 paperclip|📄 document|✏️ pencil|📧 e-mail|📞 call|💳 card|💰 money|🛒 cart|🏷️ price tag";
const SIGNS =
  "✅ done|☑️ checked|✔️ tick|❌ wrong cross|❎ no|❓ question|❗ important|‼️ very important|⚠️ warning|🚫 forbidden|⛔ stop|🔴 red|🟠 orange|🟡 yellow|🟢 green|🔵 blue|🟣 purple|⚫ black|⚪ white|➡️ right arrow|⬅️ left arrow|⬆️ up arrow|⬇️ down arrow|🔄 again reload|➕ plus|➖ minus|💬 speech|💭 thought|🔔 bell|🔕 silent|🆗 ok|🆕 new|🆘 help sos|♻️ recycle|🏁 finish";

function group(icon: string, packed: string): EmojiGroup {
  const emoji = packed.split("|").map((pair) => {
    const space = pair.indexOf(" ");
    return { char: pair.slice(0, space), name: pair.slice(space + 1) };
  });
  return { icon, emoji };
}

export const EMOJI: EmojiGroup[] = [group("😀", SMILEYS), group("👍", HANDS), group("❤️", HEARTS), group("☕", THINGS), group("✅", SIGNS)];

/** Emoji whose name has a word that starts with each of the words asked for. */
export function findEmoji(query: string): EmojiGroup["emoji"] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return EMOJI.flatMap((one) => one.emoji).filter(({ name }) => words.every((word) => ` ${name}`.includes(` ${word}`)));
}

const FEW_EMOJI = /^(?:\p{Extended_Pictographic}(?:\u{FE0F}|\u{200D}\p{Extended_Pictographic}|[\u{1F3FB}-\u{1F3FF}])*\s*){1,3}$/u;

/** Whether the text is nothing but one to three emoji, which are shown large. */
export function isFewEmoji(text: string): boolean {
  return text.length <= 40 && FEW_EMOJI.test(text.trim());
}

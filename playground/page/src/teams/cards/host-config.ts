/**
 * How Teams has its cards drawn: sizes, spaces and colours, light and dark.
 * https://learn.microsoft.com/adaptive-cards/rendering-cards/host-config names the settings; the numbers follow what Teams'
 * own client shows, and the colours are chosen so that every text keeps its contrast on every container's ground.
 */
import { HostConfig } from "adaptivecards";
import type { Theme } from "../../shell/theme";

interface Palette {
  ink: string;
  subtle: string;
  accent: string;
  good: string;
  warning: string;
  attention: string;
  grounds: Record<"default" | "emphasis" | "accent" | "good" | "warning" | "attention", string>;
}

const LIGHT: Palette = {
  ink: "#242424",
  subtle: "#5a5a5a",
  accent: "#4f52b2",
  good: "#0d6a0d",
  warning: "#8a4100",
  attention: "#a61b2b",
  grounds: {
    default: "#ffffff",
    emphasis: "#f3f3f4",
    accent: "#e8ebfa",
    good: "#e7f2da",
    warning: "#fbf0d6",
    attention: "#fcf0f2",
  },
};
const DARK: Palette = {
  ink: "#ffffff",
  subtle: "#c9c9c9",
  accent: "#a9adff",
  good: "#9ad29a",
  warning: "#fbc38a",
  attention: "#f5a7b0",
  grounds: {
    default: "#2d2c2c",
    emphasis: "#3a3939",
    accent: "#32344f",
    good: "#25361f",
    warning: "#40331c",
    attention: "#432a2d",
  },
};

const SIZES = { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 };
const FONT = "inherit";
const MONO = "var(--mono)";

export function hostConfig(theme: Theme): HostConfig {
  const palette = theme === "dark" ? DARK : LIGHT;
  return new HostConfig({
    choiceSetInputValueSeparator: ",",
    supportsInteractivity: true,
    hostCapabilities: { capabilities: null },
    fontTypes: { default: fonts(FONT), monospace: fonts(MONO) },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 14 },
    separator: { lineThickness: 1, lineColor: theme === "dark" ? "#4d4c4c" : "#dedede" },
    imageSizes: { small: 32, medium: 52, large: 100 },
    containerStyles: Object.fromEntries(
      Object.entries(palette.grounds).map(([style, ground]) => [
        style,
        { backgroundColor: ground, borderColor: ground, foregroundColors: foregrounds(palette) },
      ]),
    ),
    inputs: {
      label: {
        inputSpacing: "small",
        requiredInputs: { weight: "bolder", size: "default", suffix: " *", suffixColor: "attention" },
        optionalInputs: { weight: "bolder", size: "default" },
      },
      errorMessage: { color: "attention", size: "small", spacing: "small", weight: "default" },
    },
    actions: {
      // https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference: six at most.
      maxActions: 6,
      spacing: "default",
      buttonSpacing: 8,
      showCard: { actionMode: "inline", inlineTopMargin: 12 },
      actionsOrientation: "horizontal",
      actionAlignment: "left",
      allowTitleToWrap: true,
    },
    adaptiveCard: { allowCustomStyle: false },
    imageSet: { imageSize: "medium", maxImageHeight: 100 },
    factSet: {
      title: { size: "default", color: "default", isSubtle: true, weight: "default", wrap: true, maxWidth: 150 },
      value: { size: "default", color: "default", isSubtle: false, weight: "default", wrap: true },
      spacing: 12,
    },
    textBlock: { headingLevel: 3 },
    textStyles: {
      heading: { size: "large", weight: "bolder", color: "default", isSubtle: false, fontType: "default" },
      columnHeader: { size: "default", weight: "bolder", color: "default", isSubtle: false, fontType: "default" },
    },
  });
}

function fonts(fontFamily: string): object {
  return { fontFamily, fontSizes: SIZES, fontWeights: { lighter: 400, default: 400, bolder: 600 } };
}

function foregrounds(palette: Palette): object {
  const both = (color: string, subtle = color): object => ({
    default: color,
    subtle,
    highlightColors: { default: "#fff3b0", subtle: "#fff3b0" },
  });
  return {
    default: both(palette.ink, palette.subtle),
    dark: both(palette.ink, palette.subtle),
    light: both(palette.subtle),
    accent: both(palette.accent),
    good: both(palette.good),
    warning: both(palette.warning),
    attention: both(palette.attention),
  };
}

/**
 * How Teams has its cards drawn: sizes and spaces as its own client shows them
 * (https://learn.microsoft.com/adaptive-cards/rendering-cards/host-config names the settings). Colours are names that
 * styles/teams.css gives, light and dark: a card need not be drawn again, and loses nothing filled in, when they change.
 */
import { HostConfig } from "adaptivecards";

const STYLES = ["default", "emphasis", "accent", "good", "warning", "attention"];
const SIZES = { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 };
const FONT = "inherit";
const MONO = "var(--mono)";

export function hostConfig(): HostConfig {
  return new HostConfig({
    choiceSetInputValueSeparator: ",",
    supportsInteractivity: true,
    hostCapabilities: { capabilities: null },
    fontTypes: { default: fonts(FONT), monospace: fonts(MONO) },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 14 },
    separator: { lineThickness: 1, lineColor: "var(--line)" },
    imageSizes: { small: 32, medium: 52, large: 100 },
    containerStyles: Object.fromEntries(STYLES.map((style) => [style, styled(`var(--card-${style})`)])),
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

function styled(ground: string): object {
  const both = (color: string, subtle = color): object => ({
    default: color,
    subtle,
    highlightColors: { default: "var(--mention-me)", subtle: "var(--mention-me)" },
  });
  const ink = both("var(--ink)", "var(--card-subtle)");
  const foregroundColors = {
    default: ink,
    dark: ink,
    light: both("var(--card-subtle)"),
    accent: both("var(--card-ink-accent)"),
    good: both("var(--card-ink-good)"),
    warning: both("var(--card-ink-warning)"),
    attention: both("var(--card-ink-attention)"),
  };
  return { backgroundColor: ground, borderColor: ground, foregroundColors };
}

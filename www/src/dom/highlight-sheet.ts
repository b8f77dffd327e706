/**
 * How marks look in the article: one `::highlight` rule for each layer and state.
 *
 * Layers have a hue, states a line style, so that neither is told by colour alone. Each rule also
 * has a background or text colour, because WebKit draws no text decoration here. The hues are
 * custom properties that a host can set on the article (`--ascribe-quote` and so on).
 */
import type { MarkKind, MarkState, Part } from "../core.js";

/** What is painted as one: a kind of mark, or a part of an attribution. */
export const LAYERS = ["boilerplate", "content", "quote", "source", "cue"] as const;
export type Layer = (typeof LAYERS)[number];

/** States that are painted; an orphan has no words to paint. */
export const PAINTED = ["suggested", "accepted", "rejected", "corrected", "added"] as const satisfies MarkState[];
export type PaintedState = (typeof PAINTED)[number];

export function layerOf(kind: MarkKind, part: Part): Layer {
  if (kind !== "attribution") return kind;
  return part === "whole" ? "content" : part;
}

/** Names in `CSS.highlights`: prefixed, since other libraries own entries there too. */
export function highlightName(layer: Layer, state: PaintedState): string {
  return `ascribe-${layer}-${state}`;
}

export function selectedName(layer: Layer): string {
  return `ascribe-selected-${layer}`;
}

export const DRAFT_NAME = "ascribe-draft";

/** Which is painted over which where they overlap. */
export function priorityOf(name: string): number {
  if (name === DRAFT_NAME) return 30;
  const layer = LAYERS.findIndex((candidate) => name.includes(`-${candidate}`));
  return layer + (name.startsWith("ascribe-selected-") ? 20 : 0);
}

/** Default hues: a light page, a dark page. */
const HUES: Readonly<Record<Layer, readonly [string, string]>> = {
  boilerplate: ["#736d65", "#948f88"],
  content: ["#35669f", "#83adde"],
  quote: ["#b87900", "#dcb34d"],
  source: ["#24734a", "#6cc290"],
  cue: ["#93397a", "#da8cc4"],
};

/** `text-decoration` styles of the states. */
const LINES: Readonly<Record<PaintedState, string>> = {
  suggested: "dotted",
  accepted: "solid",
  corrected: "double",
  added: "dashed",
  rejected: "dotted",
};

function hue(layer: Layer): string {
  const [light, dark] = HUES[layer];
  return `var(--ascribe-${layer}, light-dark(${light}, ${dark}))`;
}

function tint(layer: Layer, percent: number): string {
  return `color-mix(in srgb, ${hue(layer)} ${percent}%, transparent)`;
}

function rule(name: string, declarations: string): string {
  return `::highlight(${name}) { ${declarations} }`;
}

function line(state: PaintedState): string {
  const thickness = state === "suggested" || state === "rejected" ? "1.5px" : "2px";
  return `underline ${LINES[state]} ${thickness}`;
}

function painted(layer: Layer, state: PaintedState): string {
  const name = highlightName(layer, state);
  if (state === "rejected") {
    const grey = "color-mix(in srgb, currentColor 35%, transparent)";
    return rule(name, `background-color: transparent; text-decoration: underline dotted 1.5px ${grey};`);
  }
  const decided = state !== "suggested";
  if (layer === "boilerplate") {
    const decoration = `text-decoration: ${line(state)} ${tint(layer, decided ? 70 : 45)};`;
    return rule(name, `color: ${hue(layer)}; ${decoration}`);
  }
  const fill = layer === "content" ? (decided ? 12 : 7) : decided ? 30 : 18;
  const decoration = `text-decoration: ${line(state)} ${tint(layer, decided ? 100 : 75)};`;
  return rule(name, `background-color: ${tint(layer, fill)}; ${decoration}`);
}

/** Opaque, so that what lies under the selected words does not muddy their hue. */
function selected(layer: Layer): string {
  const fill = `color-mix(in srgb, ${hue(layer)} ${layer === "content" ? 26 : 36}%, Canvas)`;
  const decoration = `text-decoration: underline solid 3px ${hue(layer)};`;
  return rule(selectedName(layer), `background-color: ${fill}; color: CanvasText; ${decoration}`);
}

/** The text of the sheet. */
export function highlightRules(): string {
  const usual = [
    ...LAYERS.flatMap((layer) => PAINTED.map((state) => painted(layer, state))),
    ...LAYERS.map(selected),
    // Only a line: the hue of the part shows through.
    rule(DRAFT_NAME, "text-decoration: underline dashed 3px currentColor;"),
  ];
  const forced = [
    ...LAYERS.flatMap((layer) =>
      PAINTED.map((state) =>
        rule(
          highlightName(layer, state),
          `color: ${layer === "boilerplate" && state !== "rejected" ? "GrayText" : "CanvasText"}; background-color: Canvas;` +
            ` text-decoration: ${line(state)} ${layer === "source" || layer === "cue" ? "LinkText" : "CanvasText"};`,
        ),
      ),
    ),
    ...LAYERS.map((layer) => rule(selectedName(layer), "background-color: Highlight; color: HighlightText;")),
    rule(DRAFT_NAME, "background-color: Mark; color: MarkText;"),
  ];
  return `${usual.join("\n")}\n@media (forced-colors: active) {\n${forced.join("\n")}\n}`;
}

/**
 * How the widget looks. Hosts theme it by the custom properties on `:host` and by `::part`; its
 * rules stay inside its shadow tree.
 */
export const WIDGET_RULES = `
:host {
  --ink: var(--ascribe-ink, light-dark(#1d1b18, #ece8e1));
  --soft: var(--ascribe-soft, light-dark(#655f57, #aaa399));
  --paper: var(--ascribe-paper, light-dark(#fdfcf9, #1d1c1a));
  --raised: var(--ascribe-raised, light-dark(#ffffff, #262522));
  --line: var(--ascribe-line, light-dark(#dfdad0, #3a3733));
  --accent: var(--ascribe-accent, light-dark(#1f4d78, #8fbde8));
  --on-accent: var(--ascribe-on-accent, light-dark(#ffffff, #10202e));
  --boilerplate: var(--ascribe-boilerplate, light-dark(#736d65, #948f88));
  --quote: var(--ascribe-quote, light-dark(#b87900, #dcb34d));
  --content: var(--ascribe-content, light-dark(#35669f, #83adde));
  --source: var(--ascribe-source, light-dark(#24734a, #6cc290));
  --cue: var(--ascribe-cue, light-dark(#93397a, #da8cc4));
  --danger: var(--ascribe-danger, light-dark(#a2352b, #f0978d));
  --text-font: var(--ascribe-text-font, "Iowan Old Style", "Charter", "Bitstream Charter", "Source Serif 4", Cambria, Georgia, "Noto Serif", serif);
  --ui-font: var(--ascribe-ui-font, system-ui, "Segoe UI", "Helvetica Neue", "Noto Sans", sans-serif);
  display: block;
  color: var(--ink);
  background: var(--paper);
  font: 400 0.875rem/1.45 var(--ui-font);
  text-align: start;
}
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.icon { width: 1rem; height: 1rem; flex: none; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.figure { font-variant-numeric: tabular-nums; color: var(--soft); }
kbd { font: 500 0.6875rem/1 var(--ui-font); color: inherit; opacity: 0.75; padding: 0.125rem 0.3125rem; border: 1px solid currentColor; border-radius: 3px; }
button, select { font: inherit; color: inherit; min-height: 1.75rem; min-width: 1.75rem; border-radius: 6px; cursor: pointer; }
button { background: none; border: 1px solid transparent; padding: 0.25rem 0.5rem; }
button:disabled { opacity: 0.4; cursor: default; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }

.panel { display: flex; flex-direction: column; height: 100%; min-height: 0; }
.head { padding: 0.875rem 1rem 0.625rem; border-bottom: 1px solid var(--line); }
.title-row { display: flex; align-items: center; gap: 0.25rem; flex-wrap: wrap; }
h2 { margin: 0; font: 600 1.0625rem/1.3 var(--text-font); }
.count { margin-inline: 0.5rem auto; color: var(--soft); font-variant-numeric: tabular-nums; }
.tool { display: inline-grid; place-items: center; width: 2rem; height: 2rem; padding: 0; color: var(--soft); }
.tool:not(:disabled):hover { background: color-mix(in srgb, var(--ink) 8%, transparent); color: var(--ink); }
.tool.wide { width: auto; flex-shrink: 0; padding-inline: 0.5rem; white-space: nowrap; font-size: 0.8125rem; border-color: var(--line); color: var(--ink); }
.bar { height: 4px; margin-block: 0.5rem 0.625rem; border-radius: 2px; background: var(--line); overflow: hidden; }
.bar > span { display: block; height: 100%; width: calc(var(--done, 0) * 100%); background: var(--accent); border-radius: 2px; transition: width 200ms ease-out; }
.filters { display: flex; flex-wrap: wrap; gap: 0.25rem; }
.filters button { display: inline-flex; align-items: center; gap: 0.375rem; padding: 0.125rem 0.5rem; border-color: var(--line); border-radius: 999px; font-size: 0.8125rem; color: var(--soft); }
.filters button[aria-pressed="true"] { border-color: var(--ink); color: var(--ink); background: var(--raised); font-weight: 600; }

.swatch { display: inline-block; flex: none; width: 0.625rem; height: 0.625rem; border-radius: 2px; background: var(--hue, var(--soft)); }
[data-kind="boilerplate"] { --hue: var(--boilerplate); }
[data-kind="boilerplate"] .swatch { background: repeating-linear-gradient(135deg, var(--hue) 0 2px, transparent 2px 4px); outline: 1px solid var(--hue); outline-offset: -1px; }
[data-kind="quote"] { --hue: var(--quote); }
[data-kind="quote"] .swatch { border-radius: 50% 50% 50% 0; }
[data-kind="attribution"], [data-kind="content"] { --hue: var(--content); }
[data-kind="source"] { --hue: var(--source); }
[data-kind="cue"] { --hue: var(--cue); }

.list { flex: 1 1 0; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding-block: 0.25rem; scrollbar-width: thin; }
.list:focus-visible { outline-offset: -2px; }
.row { display: grid; grid-template: "swatch excerpt state" auto ". about about" auto / 0.625rem 1fr auto; gap: 0.0625rem 0.625rem; align-items: baseline; padding: 0.5rem 1rem 0.5rem 0.8125rem; border-inline-start: 3px solid transparent; cursor: pointer; content-visibility: auto; contain-intrinsic-size: auto 3.5rem; }
.row:hover { background: color-mix(in srgb, var(--ink) 4%, transparent); }
.row[aria-selected="true"] { background: var(--raised); border-inline-start-color: var(--hue); }
.row:focus-visible { outline-offset: -2px; }
.row .swatch { grid-area: swatch; }
.excerpt, .fact.words dd, .part-words { unicode-bidi: plaintext; }
.excerpt { grid-area: excerpt; font: 400 0.9375rem/1.35 var(--text-font); display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; overflow-wrap: anywhere; }
.row[data-kind="boilerplate"] .excerpt { color: var(--soft); }
.row[data-state="rejected"] .excerpt { color: var(--soft); text-decoration: line-through 1px; }
.about { grid-area: about; font-size: 0.75rem; color: var(--soft); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.about b { font-weight: 600; }
.state { grid-area: state; display: inline-flex; align-items: center; gap: 0.375rem; font-size: 0.75rem; color: var(--soft); }
.state .icon { align-self: center; width: 0.875rem; height: 0.875rem; }
.row:not([data-state="suggested"], [data-state="rejected"], [data-state="orphaned"]) .state .icon { color: var(--source); }
.row[data-state="rejected"] .state .icon, .row[data-state="orphaned"] .state .icon { color: var(--danger); }
.note { margin: 0; padding: 0.75rem 1rem; color: var(--soft); }
.list .note { padding-block: 1.5rem; }

.card { flex: none; max-height: 66%; overflow-y: auto; border-top: 1px solid var(--line); background: var(--raised); padding: 0.875rem 1rem 1rem; scrollbar-width: thin; }
.card > .note { padding: 0; }
h3 { display: inline-flex; align-items: center; gap: 0.5rem; margin: 0; font: 600 0.9375rem/1.3 var(--ui-font); }
.mark-head { display: flex; align-items: center; gap: 0.625rem; margin-bottom: 0.625rem; }
.mark-head .figure { margin-inline-start: auto; }
.chip { display: inline-flex; align-items: center; gap: 0.25rem; font-size: 0.8125rem; color: var(--soft); }
.chip .icon { width: 0.875rem; height: 0.875rem; }
.mark > .note { padding: 0 0 0.5rem; }
.facts { margin: 0; display: grid; gap: 0.375rem; }
.fact { display: grid; grid-template-columns: 4.5rem 1fr; gap: 0.625rem; align-items: baseline; }
.fact.whole, .fact:not(:has(dt)) { grid-template-columns: 1fr; }
dt { font-size: 0.75rem; color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
.fact.words dd { font: 400 1rem/1.4 var(--text-font); padding-inline-start: 0.5rem; border-inline-start: 3px solid var(--hue); max-height: 9.5em; overflow-y: auto; }
.fact.source { --hue: var(--source); }
.fact.cue { --hue: var(--cue); }
.fact.content { --hue: var(--content); }
.fact.source dt { color: var(--source); } .fact.cue dt { color: var(--cue); } .fact.content dt { color: var(--content); }
.flag { font-style: normal; font-family: var(--ui-font); font-size: 0.875rem; font-weight: 600; color: var(--danger); }
.link { padding: 0; border: 0; color: var(--accent); text-decoration: underline; text-underline-offset: 2px; }
.why { margin-top: 0.625rem; font-size: 0.8125rem; }
.why summary { width: fit-content; min-height: 1.5rem; padding-inline-end: 0.5rem; line-height: 1.5rem; border-radius: 6px; color: var(--accent); cursor: pointer; }
.why p { margin: 0.25rem 0 0; }
.why-answer { padding-inline-start: 0.5rem; border-inline-start: 3px solid var(--line); }
h4 { margin: 0.5rem 0 0.125rem; font: 600 0.75rem/1.4 var(--ui-font); color: var(--soft); }
.why ul { margin: 0; padding: 0; list-style: none; }
.why li { display: flex; justify-content: space-between; gap: 1rem; }
.actions { display: flex; flex-wrap: wrap; gap: 0.375rem; margin-top: 0.875rem; }
.verdict { display: inline-flex; align-items: center; justify-content: center; gap: 0.3125rem; flex: 1 1 auto; min-height: 2.25rem; padding-inline: 0.375rem; white-space: nowrap; border-color: var(--line); background: var(--paper); font-weight: 600; }
.verdict:hover { border-color: var(--ink); }
.verdict.accept { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.verdict[aria-pressed="true"] { box-shadow: inset 0 0 0 2px var(--ink); }
.stepper { display: none; }

.editor h3 { display: block; }
.hint { margin: 0.125rem 0 0.625rem; color: var(--soft); font-size: 0.8125rem; }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: 0.5rem; }
.field { display: grid; gap: 0.125rem; font-size: 0.75rem; color: var(--soft); }
.field select { width: 100%; min-height: 2rem; padding: 0.25rem 0.375rem; font-size: 0.875rem; color: var(--ink); background: var(--paper); border: 1px solid var(--line); }
.bounds { margin-top: 0.75rem; display: grid; gap: 0.625rem; }
.part { padding-inline-start: 0.5rem; border-inline-start: 3px solid var(--hue, var(--soft)); }
.part.source { --hue: var(--source); } .part.cue { --hue: var(--cue); } .part.content { --hue: var(--content); }
.part-head { display: flex; align-items: center; gap: 0.25rem; margin-bottom: 0.25rem; }
.part-name { font-size: 0.75rem; color: var(--soft); margin-inline-end: auto; }
.part-ends { display: grid; grid-template-columns: auto 1fr auto; gap: 0.5rem; align-items: center; }
.part-words { font: 400 0.9375rem/1.3 var(--text-font); overflow-wrap: anywhere; }
.part.empty .part-words { color: var(--soft); font-family: var(--ui-font); }
.ends { display: inline-flex; gap: 0.125rem; }
.square { display: inline-grid; place-items: center; width: 1.75rem; height: 1.75rem; padding: 0; border-color: var(--line); }
.square:hover, .small:hover { border-color: var(--ink); }
.small { min-height: 1.5rem; padding: 0.0625rem 0.4375rem; font-size: 0.75rem; border-color: var(--line); white-space: nowrap; }
.editor .actions { position: sticky; bottom: -1rem; margin: 0.75rem -1rem -1rem; padding: 0.625rem 1rem 0.875rem; background: var(--raised); border-top: 1px solid var(--line); }
.lines { display: grid; grid-template-columns: 1fr 1fr; gap: 0.5rem 1rem; margin: 0.625rem 0 1rem; padding: 0; list-style: none; }
.line { text-decoration: underline 2px; text-underline-offset: 0.25em; }
.line.dotted { text-decoration-style: dotted; } .line.double { text-decoration-style: double; } .line.dashed { text-decoration-style: dashed; }
.line.faint { text-decoration: underline dotted 1px var(--soft); color: var(--soft); }
.error { margin: 0.625rem 0 0; color: var(--danger); font-weight: 600; }

.foot { display: flex; align-items: center; gap: 0.5rem; padding: 0.375rem 1rem; border-top: 1px solid var(--line); font-size: 0.75rem; color: var(--soft); }
.foot button { margin-inline-start: auto; border-color: currentColor; }
.foot[data-saving="failed"] { color: var(--danger); font-weight: 600; }
.dot { width: 0.5rem; height: 0.5rem; border-radius: 50%; background: currentColor; flex: none; }
.foot[data-saving="saved"] .dot { background: var(--source); }
.foot[data-saving="pending"] .dot { background: none; border: 2px solid currentColor; }

.toolbar { position: absolute; inset: auto; margin: 0; padding: 0.25rem 0.25rem 0.25rem 0.625rem; border: 1px solid var(--line); border-radius: 9px; background: var(--raised); color: var(--ink); box-shadow: 0 6px 24px rgb(0 0 0 / 0.18); font: 400 0.8125rem/1.4 var(--ui-font); }
.toolbar:popover-open { display: flex; align-items: center; gap: 0.375rem; }
.toolbar-label { color: var(--soft); }
.toolbar-buttons { display: flex; gap: 0.125rem; }
.toolbar button { display: inline-flex; align-items: center; gap: 0.375rem; min-height: 2rem; font-weight: 600; }
.toolbar button:hover { background: color-mix(in srgb, var(--ink) 8%, transparent); }

dialog { border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem 1.5rem; max-width: min(26rem, 92vw); background: var(--raised); color: var(--ink); box-shadow: 0 16px 48px rgb(0 0 0 / 0.3); }
dialog::backdrop { background: rgb(20 18 15 / 0.45); }
.keys { display: grid; grid-template-columns: auto 1fr; gap: 0.375rem 1rem; margin: 0.875rem 0; }
.keys dt { white-space: pre; font-weight: 600; color: var(--ink); font-size: 0.875rem; }
dialog .note { padding: 0 0 0.75rem; }

:host([compact]) .head { padding: 0.5rem 0.75rem; }
:host([compact]) h2 { display: none; }
:host([compact]) .count { margin-inline-start: 0.25rem; font-size: 0.8125rem; white-space: nowrap; }
:host([compact]) .title-row { gap: 0; }
:host([compact]) .bar { margin-block: 0.375rem 0; }
:host([compact]) .filters { display: none; }
:host([compact]) .list { display: none; }
:host([compact][expanded]) .list { display: block; flex: none; height: min(38dvh, 66dvh - 14rem); min-height: 6rem; }
:host([compact][expanded]) .filters { display: flex; margin-top: 0.5rem; }
:host([compact]) .card { max-height: 34dvh; padding: 0.625rem 0.75rem; }
:host([compact]) .card:has(.editor) { max-height: 56dvh; }
:host([compact]) .editor .actions { bottom: -0.625rem; margin: 0.75rem -0.75rem -0.625rem; padding: 0.5rem 0.75rem; }
:host([compact]) .fact.words dd { max-height: 4.2em; }
:host([compact]) .stepper { display: inline-flex; }
:host([compact]) .foot { padding-inline: 0.75rem; }
:host(:not([compact])) .expand { display: none; }
:host([compact]) kbd { display: none; }

@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@media (forced-colors: active) {
  .swatch { forced-color-adjust: none; background: CanvasText; }
  .row[aria-selected="true"] { outline: 2px solid Highlight; outline-offset: -2px; border-inline-start-color: Highlight; }
  .row:focus-visible { outline-width: 4px; }
  .bar { border: 1px solid CanvasText; } .bar > span { forced-color-adjust: none; background: Highlight; }
  .verdict, .square, .small, .tool { border-color: ButtonText; }
  .verdict[aria-pressed="true"], .filters button[aria-pressed="true"] { forced-color-adjust: none; background: Highlight; color: HighlightText; }
  .dot { forced-color-adjust: none; background: CanvasText; }
}
`;

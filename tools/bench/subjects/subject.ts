/**
 * What the benches time, in one shape: a module that gives a {@link Load}. Each is bundled and minified by itself, and
 * the same file is timed under Node and in Chromium, and weighed.
 */

/** Reads one text, whole; returns how much it found, as proof that it did the work. */
export type Read = (text: string) => number;

/** Gets ready, outside of what is timed. `wasm` are the bytes of Ascribe's module, where they cannot be fetched. */
export type Load = (wasm?: Uint8Array<ArrayBuffer>) => Promise<Read>;

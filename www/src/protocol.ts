/** Messages between the page and the analysis worker. */
import type { AnalysisObject, CoreEncodedAnalysis } from "./core.js";
import type { ArticleSource } from "./source.js";

/** `object`: for a caller; `encoded`: numbers, for {@link CoreReview.propose}. */
export type AnalysisForm = "object" | "encoded";

export type AnalysisResult<F extends AnalysisForm> = F extends "object" ? AnalysisObject : CoreEncodedAnalysis;

/** The first message a worker gets. */
export interface StartMessage {
  type: "start";
  compiled: WebAssembly.Module;
  /** The weights file to use instead of the built-in weights. */
  weights: Uint8Array<ArrayBuffer> | undefined;
}

export interface AnalyzeMessage {
  type: "analyze";
  request: number;
  form: AnalysisForm;
  source: ArticleSource;
}

export type ToWorker = StartMessage | AnalyzeMessage;

export type FromWorker =
  | { request: number; result: AnalysisObject | CoreEncodedAnalysis }
  /** `fatal`: the instance is dead, the worker is to be replaced. */
  | { request: number; error: string; fatal: boolean };

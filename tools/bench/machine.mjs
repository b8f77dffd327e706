// Where and when a bench ran: figures without it mean nothing.
import { cpus, loadavg, platform, release } from "node:os";
import { output } from "../scripts/process.mjs";

export function machine() {
  return {
    date: new Date().toISOString().slice(0, 16),
    commit: output("git", ["describe", "--always", "--dirty"]) ?? null,
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    load: Number(loadavg()[0].toFixed(1)),
    system: `${platform()} ${release()}`,
    node: process.version,
    rust: output("rustc", ["--version"]) ?? null,
  };
}

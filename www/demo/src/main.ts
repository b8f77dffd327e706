/** The demo page: wires the reader, the review, the chooser and what is kept. */
import { EngineLoadError, loadAscribe, type ReviewSession } from "ascribe";
import "ascribe/element";
import { IndexedDbStore } from "ascribe/stores/indexeddb";
import { Chooser } from "./chooser.js";
import { fromFile, fromTransfer, type Incoming } from "./incoming.js";
import { Library } from "./library.js";
import { Notices } from "./notices.js";
import { element } from "./page.js";
import { Reader } from "./reader.js";
import { fetchSample, SAMPLES } from "./samples.js";
import { downloadVerdicts, importVerdicts } from "./verdicts.js";
import { WORDS } from "./words.js";

const notices = new Notices(element("notices"));
const library = new Library();
const store = new IndexedDbStore();
const review = element("review", "ascribe-review");
const article = element("article");
const frame = element("review-frame");
const readingMode = element("reading-mode", "button");
const chooser = new Chooser(
  library,
  (incoming) => void open(incoming),
  () => void deleteEverything(),
);
let reader: Reader | undefined;
let session: ReviewSession | undefined;

async function start(): Promise<void> {
  try {
    reader = new Reader(await loadAscribe(), article, store, () => {
      review.session = null;
      session = undefined;
    });
  } catch (error) {
    notices.say("error", WORDS.engineFailed(reasonOf(error)));
    return;
  }
  const named = SAMPLES.find(({ name }) => `#${name}` === location.hash);
  const last = named ? undefined : (await kept(library.list()))?.[0];
  await open(last ?? (await fetchSample(named?.name ?? SAMPLES[0]?.name ?? "")));
}

async function open(incoming: Incoming): Promise<void> {
  notices.clear("error");
  notices.clear("language");
  notices.clear("verdicts");
  try {
    const opened = await reader?.open(incoming);
    if (!opened) {
      notices.say("error", WORDS.noText);
      return;
    }
    session = opened.session;
    review.session = session;
    placeMargins();
    document.title = `${opened.title} – Ascribe`;
    history.replaceState(null, "", incoming.sample ? `#${incoming.sample}` : location.pathname + location.search);
    if (!session.isPainted) notices.say("painting", WORDS.notPainted);
    listen(session);
    await kept(
      library.keep({ ...incoming, key: opened.key, title: opened.title || WORDS.untitled, opened: Date.now() }),
    );
  } catch (error) {
    notices.say("error", WORDS.failed(reasonOf(error)));
  }
}

function listen(session: ReviewSession): void {
  session.addEventListener("analyzed", ({ detail }) => {
    const { language } = detail;
    if (language) article.lang = language;
    else article.removeAttribute("lang");
    if (!language || /^en\b/i.test(language)) notices.clear("language");
    else
      notices.say(
        "language",
        WORDS.language(new Intl.DisplayNames("en", { type: "language" }).of(language) ?? language),
      );
  });
  session.addEventListener("savefailed", () => notices.say("keeping", WORDS.notKept));
  session.addEventListener("saved", () => notices.clear("keeping"));
  session.addEventListener("error", ({ detail }) => notices.say("error", WORDS.failed(reasonOf(detail.error))));
}

async function deleteEverything(): Promise<void> {
  reader?.close();
  await kept(Promise.all([library.erase(), store.erase({})]));
  await open(await fetchSample(SAMPLES[0]?.name ?? ""));
  notices.say("verdicts", WORDS.deleted);
}

/** Waits for something kept in the browser; says so where the browser refuses, and the page goes on without. */
async function kept<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch {
    notices.say("keeping", WORDS.notKept);
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof EngineLoadError) return error.message;
  return error instanceof Error ? error.message : String(error);
}

// The bar at the top

element("open-chooser").addEventListener("click", () => void chooser.show());
readingMode.addEventListener("click", () => {
  const isOn = readingMode.getAttribute("aria-pressed") !== "true";
  readingMode.setAttribute("aria-pressed", String(isOn));
  document.documentElement.classList.toggle("reading", isOn);
  if (reader) reader.isReading = isOn;
});
element("download").addEventListener("click", () => {
  element("verdicts").hidePopover();
  if (session && !downloadVerdicts(session)) notices.say("verdicts", WORDS.noVerdicts);
});
const importFile = element("import-file", "input");
element("import").addEventListener("click", () => {
  element("verdicts").hidePopover();
  importFile.click();
});
importFile.addEventListener("change", () => {
  const file = importFile.files?.[0];
  importFile.value = "";
  if (file) void takeFile(file, true);
});

async function takeFile(file: File, isVerdicts: boolean): Promise<void> {
  if (!isVerdicts) return void open(await fromFile(file));
  if (session) notices.say("verdicts", importVerdicts(session, await file.text()));
}

// Paste and drop, anywhere on the page

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement || target instanceof HTMLSelectElement
  );
}

document.addEventListener("paste", (event) => {
  if (isField(event.target) || !event.clipboardData) return;
  const incoming = fromTransfer(event.clipboardData);
  if (!incoming) return;
  event.preventDefault();
  void open(incoming);
});
// Words of this page that are dragged about in it are not an article that comes in.
let isOwnDrag = false;
document.addEventListener("dragstart", () => {
  isOwnDrag = true;
});
document.addEventListener("dragend", () => {
  isOwnDrag = false;
});
document.addEventListener("dragover", (event) => {
  if (!isOwnDrag) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  if (isOwnDrag) return;
  event.preventDefault();
  const { dataTransfer } = event;
  const file = dataTransfer?.files[0];
  if (file) void takeFile(file, /\.(ndjson|jsonl)$/i.test(file.name));
  else if (dataTransfer) {
    const incoming = fromTransfer(dataTransfer);
    if (incoming) void open(incoming);
  }
  chooser.close();
});

// A click in the article chooses a mark; its links are followed only when asked for.
article.parentElement?.addEventListener("click", (event) => {
  const isAsked = event.ctrlKey || event.metaKey || event.shiftKey || event.detail === 0;
  if (!isAsked && event.target instanceof Element && event.target.closest("#article a")) event.preventDefault();
});

// Wide: the review stands beside the article; narrow: below it, as a bar

const narrow = matchMedia("(max-width: 60rem)");
const arrange = () => review.toggleAttribute("compact", narrow.matches);
narrow.addEventListener("change", arrange);
arrange();

function placeMargins(): void {
  if (!session) return;
  const top = document.querySelector(".top")?.getBoundingClientRect().height ?? 0;
  session.margins = { top: top + 24, bottom: narrow.matches ? frame.offsetHeight + 24 : 24 };
}
new ResizeObserver(() => {
  placeMargins();
  // The bar grew over the words that it is about.
  const head = narrow.matches ? session?.marks.find(({ id }) => id === session?.selected)?.ranges[0] : undefined;
  if (head) session?.reveal(head.start, head.end);
}).observe(frame);

void start();

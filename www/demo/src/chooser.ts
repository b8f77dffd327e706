/** The dialog that picks an article: paste, open a file, a sample, an earlier one; or deletes all. */
import { fromFile, fromText, fromTransfer, type Incoming } from "./incoming.js";
import type { Library } from "./library.js";
import { element } from "./page.js";
import { fetchSample, SAMPLES } from "./samples.js";
import { WORDS } from "./words.js";

export class Chooser {
  readonly #dialog = element("chooser", "dialog");
  readonly #confirm = element("confirm", "dialog");
  readonly #paste = element("paste", "textarea");
  readonly #earlier = element("earlier", "ul");
  readonly #library: Library;
  readonly #open: (incoming: Incoming) => void;

  constructor(library: Library, open: (incoming: Incoming) => void, deleteEverything: () => void) {
    this.#library = library;
    this.#open = open;
    const samples = SAMPLES.map(({ name, title, about }) =>
      item(title, about, async () => this.#take(await fetchSample(name))),
    );
    element("samples", "ul").replaceChildren(...samples);
    element("read-paste").addEventListener("click", () => {
      if (this.#paste.value.trim() !== "") this.#take(fromText(this.#paste.value));
      else this.#paste.focus();
    });
    this.#paste.addEventListener("paste", (event) => {
      // A text field takes only text: a copied page keeps its headings and lists this way.
      const incoming = event.clipboardData ? fromTransfer(event.clipboardData) : undefined;
      if (incoming?.format !== "html") return;
      event.preventDefault();
      this.#take(incoming);
    });
    const file = element("file", "input");
    element("open-file").addEventListener("click", () => file.click());
    file.addEventListener("change", async () => {
      const chosen = file.files?.[0];
      file.value = "";
      if (chosen) this.#take(await fromFile(chosen));
    });
    element("delete-everything").addEventListener("click", () => this.#confirm.showModal());
    this.#confirm.addEventListener("close", () => {
      if (this.#confirm.returnValue !== "delete") return;
      this.#confirm.returnValue = "";
      this.close();
      deleteEverything();
    });
  }

  async show(): Promise<void> {
    this.#dialog.showModal();
    const kept = await this.#library.list().catch(() => []);
    this.#earlier.replaceChildren(
      ...kept.map((article) => item(article.title, WORDS.opened(new Date(article.opened)), () => this.#take(article))),
    );
    element("earlier-section").hidden = kept.length === 0;
  }

  close(): void {
    this.#dialog.close();
  }

  #take(incoming: Incoming): void {
    this.#paste.value = "";
    this.close();
    this.#open(incoming);
  }
}

function item(title: string, about: string, choose: () => void): HTMLLIElement {
  const button = document.createElement("button");
  button.type = "button";
  const name = document.createElement("span");
  name.textContent = title;
  const note = document.createElement("small");
  note.textContent = about;
  button.append(name, note);
  button.addEventListener("click", choose);
  const row = document.createElement("li");
  row.append(button);
  return row;
}

/**
 * Suggestions below a search field: a combobox with a listbox after the ARIA Authoring Practices.
 * The server answers with ready lines. Without this script the field is a plain form.
 */

const PAUSE_MS = 120;

class Suggestions {
  constructor(form) {
    this.form = form;
    this.field = form.querySelector("input[type=search]");
    this.address = form.dataset.suggestions;
    this.request = null;
    this.timer = 0;
    this.active = -1;
    this.list = this.makeList();
    this.status = this.makeStatus();
    this.prepareField();
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.pressed(event));
    this.field.addEventListener("blur", () => this.close());
    this.form.addEventListener("submit", () => this.close());
    // The field keeps the focus while the list is clicked.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.follow(option);
    });
  }

  makeList() {
    const list = document.createElement("ul");
    list.id = `${this.field.id}-suggestions`;
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.hidden = true;
    this.form.append(list);
    return list;
  }

  makeStatus() {
    const status = document.createElement("p");
    status.className = "vh";
    status.setAttribute("role", "status");
    this.form.append(status);
    return status;
  }

  prepareField() {
    const attributes = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
      "aria-expanded": "false",
      "aria-haspopup": "listbox",
    };
    for (const [name, value] of Object.entries(attributes)) this.field.setAttribute(name, value);
  }

  get options() {
    return [...this.list.children];
  }

  get isOpen() {
    return !this.list.hidden;
  }

  typed() {
    this.forget();
    // What is shown is of what was typed before: no key may choose from it any more.
    this.activate(-1);
    if (!this.field.value.trim()) {
      this.close();
      return;
    }
    this.timer = setTimeout(() => this.ask(), PAUSE_MS);
  }

  /** Drop what was asked for: an older answer must not come over a newer one. */
  forget() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.request = null;
  }

  async ask() {
    const request = new AbortController();
    this.request = request;
    const address = `${this.address}?${new URLSearchParams({ q: this.field.value })}`;
    try {
      const answer = await fetch(address, { signal: request.signal });
      const lines = answer.ok ? await answer.text() : "";
      if (this.request === request) this.show(lines);
    } catch {
      // Aborted, or no network: the field works without suggestions.
      if (this.request === request) this.close();
    }
  }

  show(lines) {
    const answer = new DOMParser().parseFromString(lines, "text/html");
    const options = [...answer.querySelectorAll("[role=option]")];
    options.forEach((option, number) => {
      option.id = `${this.list.id}-${number}`;
      option.setAttribute("aria-selected", "false");
    });
    const label = answer.querySelector("ul")?.getAttribute("aria-label");
    if (label) this.list.setAttribute("aria-label", label);
    this.active = -1;
    this.field.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...options);
    this.expand(options.length > 0);
    this.status.textContent = answer.querySelector("p")?.textContent.trim() ?? "";
  }

  expand(open) {
    this.list.hidden = !open;
    this.field.setAttribute("aria-expanded", String(open));
  }

  close() {
    this.forget();
    this.activate(-1);
    this.expand(false);
    this.status.textContent = "";
  }

  /** Make one option the current one; -1 is the field itself. */
  activate(number) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = number;
    const option = this.options[number];
    if (!option) {
      this.field.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    this.field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  follow(option) {
    window.location.assign(option.dataset.url);
  }

  pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const handled = this.handlers[event.key]?.(event.altKey);
    if (handled) event.preventDefault();
  }

  /** What each key does; it is kept from the browser where the answer is true. */
  get handlers() {
    return {
      ArrowDown: () => this.step(1),
      ArrowUp: (alt) => (alt ? this.escape() : this.step(-1)),
      Home: () => this.toField(),
      End: () => this.toField(),
      Enter: () => this.choose(),
      Escape: () => this.escape(),
      Tab: () => this.close(),
    };
  }

  /** Go to the next or previous option, and over the field from the last to the first. */
  step(direction) {
    if (this.isOpen) {
      const places = this.options.length + 1;
      this.activate(((this.active + 1 + direction + places) % places) - 1);
    } else if (this.field.value.trim()) {
      this.forget();
      this.ask();
    }
    return true;
  }

  /** The cursor in the text moves by the browser's own hand. */
  toField() {
    this.activate(-1);
    return false;
  }

  choose() {
    const option = this.isOpen && this.options[this.active];
    if (!option) return false;
    this.follow(option);
    return true;
  }

  /** The first press closes the list; the next does what the browser does. */
  escape() {
    const wasOpen = this.isOpen;
    this.close();
    return wasOpen;
  }
}

for (const form of document.querySelectorAll("form[data-suggestions]")) new Suggestions(form);

// The share dialog: what a room's accesses state, line by line. Only what was changed is sent.

import { accesses, changeAccesses } from "./api.js";
import { byId, el } from "./dom.js";
import { outcome } from "./outcome.js";
import { level, line, UNSTATED } from "./share-line.js";

const RANK = ["none", "read", "write"];

export class ShareDialog {
  #dialog;
  #lines = byId("share-lines");
  #warning = byId("share-warning");
  #failure = byId("share-failure");
  #save = byId("share-save");
  #room;
  #people;
  #me;
  #now;
  #saving = false;
  #settle = () => {};

  constructor(dialog) {
    this.#dialog = dialog;
    byId("share-cancel").addEventListener("click", () => dialog.close(""));
    this.#lines.addEventListener("change", () => this.#preview());
    // The event comes a moment after the closing; the dialog can be open again by then.
    dialog.addEventListener("close", () => dialog.open || this.#settle(dialog.returnValue === "saved"));
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.#saving) this.#submit();
    });
  }

  /** Opens for a room. Resolves when it is closed: to whether something was saved. */
  open({ room, people, me }, opener) {
    this.#settle(false);
    this.#room = room;
    this.#people = people;
    this.#me = me;
    this.#failure.textContent = "";
    this.#warning.textContent = "";
    byId("share-title").textContent = `Share ${room.title}`;
    this.#save.hidden = true;
    this.#lines.replaceChildren(el("p", { class: "wait" }, "Loading from Liveblocks…"));
    this.#dialog.returnValue = "";
    this.#dialog.showModal();
    this.#load(room);
    const closed = new Promise((resolve) => (this.#settle = resolve));
    return closed.finally(() => opener.focus());
  }

  async #load(room) {
    try {
      const now = await accesses(room.id);
      if (this.#room !== room) return;
      this.#show(now);
      this.#save.hidden = false;
      this.#busy(false);
    } catch (failure) {
      this.#lines.replaceChildren();
      this.#failure.textContent = failure.message;
    }
  }

  #show(now) {
    this.#now = now;
    this.#lines.replaceChildren(
      level(
        "Everybody",
        line({
          level: "everyone",
          name: "Whoever is signed in",
          stated: now.everyone,
          choices: ["none", "read", "write"],
        }),
      ),
      level(
        "Groups",
        ...now.groups.map(({ id, stated }) => line({ level: "groups", id, name: capital(id), stated })),
      ),
      level(
        "People",
        ...now.people.map(({ id, stated, reason }) => {
          const { name, color } = this.#person(id);
          return line({ level: "people", id, name, you: id === this.#me.id, color, stated, reason });
        }),
      ),
    );
  }

  /** Marks what is not saved yet, says what it would come to, and warns whoever shuts themselves out. */
  #preview() {
    for (const element of this.#lines.querySelectorAll(".share-line")) {
      element.classList.toggle("changed", !element.querySelector("input:checked").defaultChecked);
    }
    for (const { id, reason } of this.#now.people) {
      const after = outcome(this.#person(id), (level, entry) => this.#chosen(level, entry)).reason;
      const text = byId(`share-people-${id}-reason`);
      text.textContent = after === reason ? `Now: ${reason}` : `After saving: ${after}`;
      text.classList.toggle("changed", after !== reason);
    }
    this.#warning.textContent = this.#loss();
    this.#busy(false);
  }

  #loss() {
    const before = this.#now.people.find(({ id }) => id === this.#me.id).access;
    const after = outcome(this.#me, (level, entry) => this.#chosen(level, entry)).access;
    if (RANK.indexOf(after) >= RANK.indexOf(before)) return "";
    const rest = after === "none" ? "no longer enter it" : "only read it";
    return `You own ${this.#room.title}, but after saving you can ${rest}. You can still share it.`;
  }

  #chosen(level, id) {
    return this.#lines.querySelector(`.share-line[data-level="${level}"][data-id="${CSS.escape(id)}"] input:checked`)?.value;
  }

  #person(id) {
    return this.#people.find((person) => person.id === id);
  }

  async #submit() {
    const change = this.#change();
    if (Object.keys(change).length === 0) {
      this.#dialog.close("");
      return;
    }
    this.#busy(true);
    this.#failure.textContent = "";
    try {
      await changeAccesses(this.#room.id, change);
      this.#dialog.close("saved");
    } catch (failure) {
      this.#failure.textContent = failure.message;
    } finally {
      this.#busy(false);
    }
  }

  /** Only the lines that are not what they were; null for one that is to go. */
  #change() {
    const change = {};
    for (const input of this.#lines.querySelectorAll("input:checked")) {
      if (input.defaultChecked) continue;
      const { level, id } = input.closest(".share-line").dataset;
      const access = input.value === UNSTATED ? null : input.value;
      if (level === "everyone") change.everyone = access;
      else (change[level] ??= {})[id] = access;
    }
    return change;
  }

  #busy(saving) {
    this.#saving = saving;
    this.#save.setAttribute("aria-disabled", String(saving));
    this.#save.textContent = saving ? "Saving…" : this.#warning.textContent ? "Save anyway" : "Save";
  }
}

const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

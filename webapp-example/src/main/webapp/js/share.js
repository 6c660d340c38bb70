// The share dialog: what a room's accesses state, line by line. Only what was changed is sent.

import { accesses, changeAccesses } from "./api.js";
import { avatar, byId, el, paint } from "./dom.js";

/** The choices of a line. A line that is not stated is not there at Liveblocks either. */
const UNSTATED = "unstated";
const WORDS = { [UNSTATED]: "Not stated", none: "None", read: "Read", write: "Write" };

export class ShareDialog {
  #dialog;
  #lines = byId("share-lines");
  #failure = byId("share-failure");
  #save = byId("share-save");
  #room;
  #saving = false;
  #settle = () => {};

  constructor(dialog) {
    this.#dialog = dialog;
    byId("share-cancel").addEventListener("click", () => dialog.close(""));
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
    this.#fail("");
    byId("share-title").textContent = `Share ${room.title}`;
    this.#save.hidden = true;
    this.#lines.replaceChildren(el("p", { class: "share-wait" }, "Asking Liveblocks…"));
    this.#dialog.returnValue = "";
    this.#dialog.showModal();
    this.#load(room, people, me);
    const closed = new Promise((resolve) => (this.#settle = resolve));
    return closed.finally(() => opener.focus());
  }

  async #load(room, people, me) {
    try {
      const answer = await accesses(room.id);
      if (this.#room !== room) return;
      this.#show(answer, people, me);
      this.#save.hidden = false;
    } catch (failure) {
      this.#lines.replaceChildren();
      this.#fail(failure.message);
    }
  }

  #show({ everyone, groups, people }, known, me) {
    this.#lines.replaceChildren(
      level(
        "Everybody",
        line({ level: "everyone", name: "Whoever is signed in", stated: everyone, choices: ["none", "read", "write"] }),
      ),
      level("Groups", ...groups.map(({ id, stated }) => line({ level: "groups", id, name: capital(id), stated }))),
      level(
        "People",
        ...people.map(({ id, stated, reason }) => {
          const { name, color } = known.find((person) => person.id === id);
          return line({ level: "people", id, name, you: id === me.id, color, stated, reason });
        }),
      ),
    );
  }

  async #submit() {
    const change = this.#change();
    if (Object.keys(change).length === 0) {
      this.#dialog.close("");
      return;
    }
    this.#busy(true);
    this.#fail("");
    try {
      await changeAccesses(this.#room.id, change);
      this.#dialog.close("saved");
    } catch (failure) {
      this.#fail(failure.message);
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
    this.#save.textContent = saving ? "Saving…" : "Save";
  }

  #fail(text) {
    this.#failure.textContent = text;
  }
}

function level(title, ...lines) {
  return el("fieldset", { class: "share-level" }, el("legend", {}, title), ...lines);
}

function line({ level, id = "", name, you = false, color, stated, reason, choices = Object.keys(WORDS) }) {
  const nameId = `share-${level}-${id}-name`;
  const reasonId = `share-${level}-${id}-reason`;
  const element = el(
    "div",
    { class: "share-line" },
    color && avatar(name, color),
    el(
      "div",
      { class: "share-who" },
      el("p", { class: "share-name", id: nameId }, name, you && el("span", { class: "soft" }, " (you)")),
      reason && el("p", { class: "share-reason", id: reasonId }, `Now: ${reason}`),
    ),
    el(
      "div",
      { class: "share-choices", role: "radiogroup", "aria-labelledby": nameId, "aria-describedby": reason && reasonId },
      choices.map((choice) => option(`share-${level}-${id}`, choice, choice === (stated ?? UNSTATED))),
    ),
  );
  element.dataset.level = level;
  element.dataset.id = id;
  paint(element, color);
  return element;
}

function option(name, value, checked) {
  const input = el("input", { type: "radio", name, value, defaultChecked: checked });
  return el("label", { class: `share-choice ${value}` }, input, el("span", {}, WORDS[value]));
}

const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

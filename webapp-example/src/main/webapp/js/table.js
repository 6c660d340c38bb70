// The table in a room: a counter to change together, and everybody's cursor.

import { el, paint } from "./dom.js";

/** Every person counts under a key of their own, so that no click is lost when two come at once. */
const TALLY = "tally:";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Table {
  element;
  #cursors = el("div", { class: "cursors", "aria-hidden": "true" });
  #count = el("output", { class: "count", "aria-label": "Count" }, "–");
  #fewer = this.#stepButton("−", "One fewer", -1);
  #more = this.#stepButton("+", "One more", 1);
  #note = el("p", { class: "counter-note", id: "counter-note" }, "Waiting for the room…");
  #room;
  #root;
  #own = { x: 0.5, y: 0.5 };

  constructor() {
    this.element = el(
      "div",
      {
        class: "board",
        role: "group",
        tabIndex: 0,
        "aria-label": "Table. Arrow keys move your cursor, as a pointer does.",
        onpointermove: (event) => this.#point(event),
        onpointerleave: () => this.#room?.updatePresence({ cursor: null }),
        onkeydown: (event) => this.#nudge(event),
        onblur: () => this.#room?.updatePresence({ cursor: null }),
      },
      el(
        "div",
        { class: "counter" },
        el("h3", {}, "Shared counter"),
        el("div", { class: "counter-row" }, this.#fewer, this.#count, this.#more),
        this.#note,
      ),
      el("p", { class: "board-hint" }, "Everybody in the room sees your cursor on this table."),
      this.#cursors,
    );
  }

  /** Shows the room, from now on. */
  async connect(room) {
    this.#room = room;
    room.subscribe("others", (others) => this.#showCursors(others));
    room.events.self.subscribe(() => this.#showSelf());
    const { root } = await room.getStorage();
    this.#root = root;
    room.subscribe(root, () => this.#showCount());
    this.#showSelf();
    this.#showCount();
  }

  #stepButton(sign, label, step) {
    return el(
      "button",
      {
        type: "button",
        class: "step",
        disabled: true,
        "aria-label": label,
        "aria-describedby": "counter-note",
        onclick: () => this.#countBy(step),
      },
      sign,
    );
  }

  #point(event) {
    const box = this.element.getBoundingClientRect();
    this.#moveTo((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }

  #nudge(event) {
    const step = STEPS[event.key];
    if (!step || event.target !== this.element) return;
    event.preventDefault();
    this.#moveTo(this.#own.x + step[0] * 0.02, this.#own.y + step[1] * 0.04);
  }

  #moveTo(x, y) {
    this.#own = { x: within(x), y: within(y) };
    this.#room?.updatePresence({ cursor: this.#own });
  }

  #showSelf() {
    const self = this.#room.getSelf();
    if (!self) return;
    this.#fewer.disabled = this.#more.disabled = !(self.canWrite && this.#root);
    this.#note.textContent = self.canWrite
      ? "Anybody in here who may edit can change it."
      : "Read only: you see the count change, but your access to this room is to read.";
  }

  #showCursors(others) {
    this.#cursors.replaceChildren(...others.filter((other) => isPoint(other.presence?.cursor)).map(cursor));
  }

  #countBy(step) {
    const key = TALLY + this.#room.getSelf().id;
    this.#root.set(key, (this.#root.get(key) ?? 0) + step);
  }

  #showCount() {
    const tallies = [...this.#root.keys()].filter((key) => key.startsWith(TALLY));
    const sum = tallies.reduce((total, key) => total + this.#root.get(key), 0);
    this.#count.textContent = String(sum).replace("-", "−");
  }
}

function cursor({ info, id, connectionId, presence }) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 20");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M1 1l13.5 10.2-6.4.9-3.6 5.6z");
  svg.append(path);
  const pointer = el("div", { class: "cursor" }, svg, el("span", {}, String(info?.name ?? id)));
  pointer.dataset.connection = String(connectionId);
  pointer.style.setProperty("--x", within(presence.cursor.x));
  pointer.style.setProperty("--y", within(presence.cursor.y));
  paint(pointer, info?.color);
  return pointer;
}

const isPoint = (value) => Number.isFinite(value?.x) && Number.isFinite(value?.y);
const within = (value) => Math.min(1, Math.max(0, value));

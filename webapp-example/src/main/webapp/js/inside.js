// Inside a room: the Liveblocks client itself, who else is here, and something to do together.

import { ENDPOINT } from "./api.js";
import { announce, avatar, el, paint } from "./dom.js";

/** Every person counts under a key of their own, so that no click is lost when two come at once. */
const TALLY = "tally:";

const CONNECTION = {
  initial: "not connected",
  connecting: "connecting…",
  connected: "connected",
  reconnecting: "reconnecting…",
  disconnected: "not connected",
};

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** One visit at a time, shown in the given section. */
export class Inside {
  #section;
  #visit;

  constructor(section) {
    this.#section = section;
  }

  /** The room that somebody is in, or was turned away from. */
  get roomId() {
    return this.#visit?.roomId;
  }

  enter(room, browserUrl) {
    const visit = this.#begin(room);
    visit.heading.focus({ preventScroll: true });
    this.#section.scrollIntoView({ block: "nearest" });
    return this.#connect(visit, browserUrl);
  }

  /**
   * The accesses have changed. A client keeps its token and what it has been told about itself, so
   * a new one knocks. Focus stays where it was, unless that has gone.
   */
  enterAgain(room, browserUrl) {
    const focused = this.#section.contains(document.activeElement);
    const visit = this.#begin(room);
    if (focused) visit.heading.focus({ preventScroll: true });
    return this.#connect(visit, browserUrl);
  }

  #begin(room) {
    this.leave();
    this.#visit = new Visit(room, () => this.leave());
    this.#section.replaceChildren(...this.#visit.nodes);
    this.#section.hidden = false;
    return this.#visit;
  }

  async #connect(visit, browserUrl) {
    const { createClient } = await import("../live/liveblocks-client.js");
    if (this.#visit === visit) {
      visit.begin(createClient({ authEndpoint: ENDPOINT, baseUrl: browserUrl, throttle: 16 }));
    }
  }

  leave() {
    if (!this.#visit) return;
    this.#visit.end();
    this.#visit = undefined;
    this.#section.hidden = true;
    this.#section.replaceChildren();
  }
}

class Visit {
  heading;
  nodes;
  roomId;
  #title;
  #connection = el("p", { class: "connection" });
  #present = el("ul", { class: "present", "aria-label": "Here now" });
  #cursors = el("div", { class: "cursors", "aria-hidden": "true" });
  #count = el("output", { class: "count", "aria-label": "Count" }, "–");
  #fewer = this.#counterButton("−", "One fewer", -1);
  #more = this.#counterButton("+", "One more", 1);
  #counterNote = el("p", { class: "counter-note", id: "counter-note" }, "Waiting for the room…");
  #board = this.#makeBoard();
  #room;
  #leaveRoom = () => {};
  #root;
  #own = { x: 0.5, y: 0.5 };
  #refused = false;

  constructor({ id, title }, leave) {
    this.roomId = id;
    this.#title = title;
    this.heading = el("h2", { id: "inside-title", tabIndex: -1 }, title);
    this.nodes = [
      el(
        "div",
        { class: "inside-head" },
        this.heading,
        this.#connection,
        this.#present,
        el("button", { type: "button", class: "quiet", onclick: leave }, "Leave"),
      ),
      this.#board,
    ];
    this.#showStatus("connecting");
  }

  begin(client) {
    const { room, leave } = client.enterRoom(this.roomId, {
      initialPresence: { cursor: null },
      initialStorage: {},
      autoConnect: false,
    });
    this.#room = room;
    this.#leaveRoom = leave;
    room.subscribe("status", (status) => this.#showStatus(status));
    room.subscribe("error", (error) => this.#turnAway(error));
    room.subscribe("others", () => this.#showOthers());
    room.events.self.subscribe(() => this.#showSelf());
    room.connect();
    room.getStorage().then(({ root }) => {
      this.#root = root;
      room.subscribe(root, () => this.#showCount());
      this.#showSelf();
      this.#showCount();
    });
  }

  end() {
    this.#leaveRoom();
  }

  #counterButton(sign, label, step) {
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

  #makeBoard() {
    const board = el(
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
        this.#counterNote,
      ),
      el("p", { class: "board-hint" }, "Everybody in the room sees your cursor on this table."),
      this.#cursors,
    );
    return board;
  }

  #point(event) {
    const box = this.#board.getBoundingClientRect();
    this.#moveTo((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }

  #nudge(event) {
    const step = STEPS[event.key];
    if (!step || event.target !== this.#board) return;
    event.preventDefault();
    this.#moveTo(this.#own.x + step[0] * 0.02, this.#own.y + step[1] * 0.04);
  }

  #moveTo(x, y) {
    this.#own = { x: within(x), y: within(y) };
    this.#room?.updatePresence({ cursor: this.#own });
  }

  #showStatus(status) {
    this.#connection.textContent = this.#refused ? "turned away" : (CONNECTION[status] ?? status);
    this.#connection.dataset.status = status;
    if (status === "connected") announce(`You are in: ${this.#title}.`);
  }

  #showSelf() {
    const self = this.#room.getSelf();
    if (!self) return;
    this.#fewer.disabled = this.#more.disabled = !(self.canWrite && this.#root);
    this.#counterNote.textContent = self.canWrite
      ? "Anybody in here who may edit can change it."
      : "Read only: you see the count change, but your access to this room is to read.";
    this.#showOthers();
  }

  #showOthers() {
    const self = this.#room.getSelf();
    const others = this.#room.getOthers();
    this.#present.replaceChildren(
      ...(self ? [presentItem(self, " (you)")] : []),
      ...others.map((other) => presentItem(other, "")),
    );
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

  #turnAway({ message, context }) {
    const refusal = readRefusal(message, context.code);
    this.#refused = true;
    this.#showStatus("disconnected");
    const text = el(
      "div",
      { class: "turned-away" },
      el("p", { class: "stamp", "aria-hidden": "true" }, "No entry"),
      el(
        "dl",
        { class: "facts" },
        el("dt", {}, "Refused by"),
        el("dd", {}, refusal.by),
        el("dt", {}, "Code"),
        el("dd", {}, el("code", { class: "code" }, refusal.code)),
        el("dt", {}, "Reason"),
        el("dd", { class: "reason" }, refusal.reason),
      ),
      el("p", { class: "consequence" }, "The client has stopped: it will not try again by itself."),
    );
    this.#board.replaceWith(text);
    announce(`Not allowed into ${this.#title}: ${refusal.reason}`);
  }
}

/** The client quotes the endpoint's whole answer; everything else comes from the room's server. */
function readRefusal(message, code) {
  const [, body, status] = /^Unauthorized: (\{.*\}) \((\d{3}) returned by /s.exec(message) ?? [];
  if (body) {
    try {
      const answer = JSON.parse(body);
      return {
        by: `the endpoint, with status ${status}`,
        code: String(answer.code ?? answer.error ?? "none"),
        reason: String(answer.reason ?? "The answer gives none."),
      };
    } catch {
      // Not an answer of this endpoint: shown as it came.
    }
  }
  return { by: "the room", code: String(code), reason: message };
}

function presentItem({ info, id }, suffix) {
  const name = String(info?.name ?? id);
  const item = el("li", {}, avatar(name, info?.color), el("span", {}, name + suffix));
  paint(item, info?.color);
  return item;
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

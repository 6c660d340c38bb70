// Inside a room: the Liveblocks client itself, who else is here, a counter and the cursors of all.

import { liveblocks } from "../liveblocks-servlet/client.js";
import { announce, avatar, byId, el, paint, svg } from "./dom.js";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

let visit;

/** The id of the room that the page shows, if any. */
export const visitedRoom = () => visit?.id;

export function leave() {
  visit?.leave();
  visit = undefined;
  byId("inside").hidden = true;
}

/** Enters a room, with a new client. */
export async function enter({ id, title }, baseUrl) {
  leave();
  const current = { id, leave() {} };
  visit = current;
  const page = board(title);
  byId("inside").replaceChildren(...page.nodes);
  byId("inside").hidden = false;
  byId("inside").scrollIntoView({ block: "nearest" });

  const { createClient } = await import("../live/liveblocks-client.js");
  if (visit !== current) return;
  const client = createClient({ ...liveblocks({ client: () => client }), baseUrl, throttle: 16 });
  const entered = client.enterRoom(id, { initialPresence: { cursor: null }, initialStorage: {}, autoConnect: false });
  const { room } = entered;
  current.leave = entered.leave;

  room.subscribe("status", (status) => {
    page.status(status);
    if (status === "connected") announce(`You are in: ${title}.`);
  });
  room.subscribe("error", ({ message }) => page.turnAway(message));
  room.subscribe("others", (others) => page.show(room.getSelf(), others));
  room.events.self.subscribe(() => page.show(room.getSelf(), room.getOthers()));
  page.onCursor((cursor) => room.updatePresence({ cursor }));
  room.connect();

  // Each person counts under a key of their own, so that no click is lost when two come at once.
  const { root } = await room.getStorage();
  const showCount = () => page.count([...root.keys()].reduce((sum, key) => sum + root.get(key), 0));
  room.subscribe(root, showCount);
  page.onStep((step) => root.set(room.getSelf().id, (root.get(room.getSelf().id) ?? 0) + step));
  showCount();
  page.show(room.getSelf(), room.getOthers());
}

/** The elements of a room, and what can be shown in them. */
function board(title) {
  const connection = el("p", { class: "connection" }, "connecting…");
  const present = el("ul", { class: "present", "aria-label": "Here now" });
  const cursors = el("div", { class: "cursors", "aria-hidden": "true" });
  const count = el("output", { class: "count", "aria-label": "Count" }, "–");
  const note = el("p", { class: "counter-note", id: "counter-note" }, "Waiting for the room…");
  let moved = () => {};
  let stepped;
  let own = [0.5, 0.5];

  const stepButton = (sign, label, step) =>
    el("button", { type: "button", class: "step", disabled: true, "aria-label": label, onclick: () => stepped(step) }, sign);
  const buttons = [stepButton("−", "One fewer", -1), stepButton("+", "One more", 1)];

  const moveTo = (...point) => {
    own = point.map((value) => Math.min(1, Math.max(0, value)));
    moved({ x: own[0], y: own[1] });
  };
  const table = el(
    "div",
    {
      class: "board",
      role: "group",
      tabIndex: 0,
      "aria-label": "Table. Arrow keys move your cursor, as a pointer does.",
      onpointermove: ({ clientX, clientY }) => {
        const { left, top, width, height } = table.getBoundingClientRect();
        moveTo((clientX - left) / width, (clientY - top) / height);
      },
      onpointerleave: () => moved(null),
      onblur: () => moved(null),
      onkeydown: (event) => {
        if (!STEPS[event.key] || event.target !== table) return;
        event.preventDefault();
        const [right, down] = STEPS[event.key];
        moveTo(own[0] + 0.02 * right, own[1] + 0.04 * down);
      },
    },
    el(
      "div",
      { class: "counter" },
      el("h3", {}, "Shared counter"),
      el("div", { class: "counter-row" }, buttons[0], count, buttons[1]),
      note,
    ),
    el("p", { class: "board-hint" }, "All who are in the room see your cursor on this table."),
    cursors,
  );
  const head = el(
    "div",
    { class: "inside-head" },
    el("h2", { id: "inside-title" }, title),
    connection,
    present,
    el("button", { type: "button", class: "quiet", onclick: leave }, "Leave"),
  );

  return {
    nodes: [head, table],
    onCursor: (listener) => (moved = listener),
    onStep: (listener) => (stepped = listener),
    count: (sum) => (count.textContent = String(sum)),
    status(status) {
      connection.textContent = status;
      connection.dataset.status = status;
    },
    show(self, others) {
      if (!self) return;
      present.replaceChildren(...[self, ...others].map((user) => presentItem(user, user === self)));
      cursors.replaceChildren(...others.filter((other) => isPoint(other.presence.cursor)).map(cursorOf));
      for (const button of buttons) button.disabled = !(self.canWrite && stepped);
      note.textContent = self.canWrite
        ? "All who may edit can change it."
        : "Read only: you see the count change, but cannot change it.";
    },
    turnAway(reason) {
      table.replaceWith(
        el("div", { class: "slip rejected" }, el("p", { class: "stamp" }, "No entry"), el("p", { class: "reason" }, reason)),
      );
    },
  };
}

function presentItem({ id, info }, isSelf) {
  const name = info?.name ?? id;
  return paint(el("li", {}, avatar(name, info?.color), el("span", {}, isSelf ? `${name} (you)` : name)), info?.color);
}

const isPoint = (cursor) => Number.isFinite(cursor?.x) && Number.isFinite(cursor?.y);

function cursorOf({ id, info, presence }) {
  const arrow = svg("svg", { viewBox: "0 0 16 20" }, svg("path", { d: "M1 1l13.5 10.2-6.4.9-3.6 5.6z" }));
  const cursor = el("div", { class: "cursor" }, arrow, el("span", {}, info?.name ?? id));
  cursor.style.setProperty("--x", presence.cursor.x);
  cursor.style.setProperty("--y", presence.cursor.y);
  return paint(cursor, info?.color);
}

// Inside a room: the Liveblocks client itself, who else is here, and a table to share.

import { liveblocks } from "../liveblocks-servlet/client.js";
import { announce, el, paint } from "./dom.js";
import { picture } from "./lookups.js";
import { Table } from "./table.js";
import { denial, turnedAway } from "./turned-away.js";

const CONNECTION = {
  initial: "not connected",
  connecting: "connecting…",
  connected: "connected",
  reconnecting: "reconnecting…",
  disconnected: "not connected",
};

/** One visit at a time, shown in the given section. */
export class Inside {
  #section;
  #info;
  #accessChanged;
  #visit;

  /**
   * `info` tells what the directory knows of a user; `accessChanged` is called when the server tells
   * those in the room that its accesses have changed.
   */
  constructor(section, info, accessChanged) {
    this.#section = section;
    this.#info = info;
    this.#accessChanged = accessChanged;
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
   * a new one connects. Focus stays where it was, unless that has gone.
   */
  enterAgain(room, browserUrl) {
    const focused = this.#section.contains(document.activeElement);
    const visit = this.#begin(room);
    if (focused) visit.heading.focus({ preventScroll: true });
    return this.#connect(visit, browserUrl);
  }

  #begin(room) {
    this.leave();
    this.#visit = new Visit(room, this.#info, () => this.leave());
    this.#section.replaceChildren(...this.#visit.nodes);
    this.#section.hidden = false;
    return this.#visit;
  }

  async #connect(visit, browserUrl) {
    const { createClient } = await import("../live/liveblocks-client.js");
    if (this.#visit === visit) {
      const client = createClient({ ...liveblocks({ client: () => client }), baseUrl: browserUrl, throttle: 16 });
      visit.begin(client, this.#accessChanged);
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
  #info;
  #connection = el("p", { class: "connection" });
  #present = el("ul", { class: "present", "aria-label": "Here now" });
  #table = new Table();
  #room;
  #denied = false;
  #leaveRoom = () => {};

  constructor({ id, title }, info, leave) {
    this.roomId = id;
    this.#title = title;
    this.#info = info;
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
      this.#table.element,
    ];
    this.#showStatus("connecting");
  }

  begin(client, accessChanged) {
    const { room, leave } = client.enterRoom(this.roomId, {
      initialPresence: { cursor: null },
      initialStorage: {},
      autoConnect: false,
    });
    this.#room = room;
    this.#leaveRoom = leave;
    room.subscribe("status", (status) => this.#showStatus(status));
    room.subscribe("error", (error) => this.#turnAway(denial(error)));
    // Taking away access disconnects nobody: the server says so, and the page leaves.
    room.subscribe("event", ({ event }) => event.type === "access-changed" && accessChanged());
    room.subscribe("others", () => this.#showPresent());
    room.events.self.subscribe(() => this.#showPresent());
    room.connect();
    this.#table.connect(room);
  }

  end() {
    this.#leaveRoom();
  }

  #showStatus(status) {
    this.#connection.textContent = this.#denied ? "turned away" : (CONNECTION[status] ?? status);
    this.#connection.dataset.status = status;
    if (status === "connected") announce(`You are in: ${this.#title}.`);
  }

  #showPresent() {
    const self = this.#room.getSelf();
    this.#present.replaceChildren(
      ...(self ? [this.#presentItem(self, " (you)")] : []),
      ...this.#room.getOthers().map((other) => this.#presentItem(other, "")),
    );
  }

  /** By the directory; by the token, where the directory has not told. */
  #presentItem({ id, info: ofToken }, suffix) {
    const info = this.#info(id) ?? ofToken;
    const item = el("li", {}, picture(info, id), el("span", {}, String(info?.name ?? id) + suffix));
    paint(item, info?.color);
    return item;
  }

  #turnAway(why) {
    this.#denied = true;
    this.#showStatus("disconnected");
    this.#table.element.replaceWith(turnedAway(why));
    announce(`Not allowed into ${this.#title}: ${why.reason}`);
  }
}

// Inside a room: the Liveblocks client itself, who else is here, and a table to share.

import { ENDPOINT } from "./api.js";
import { announce, avatar, el, paint } from "./dom.js";
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
  #table = new Table();
  #room;
  #denied = false;
  #leaveRoom = () => {};

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
      this.#table.element,
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
    room.subscribe("error", (error) => this.#turnAway(denial(error)));
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
      ...(self ? [presentItem(self, " (you)")] : []),
      ...this.#room.getOthers().map((other) => presentItem(other, "")),
    );
  }

  #turnAway(why) {
    this.#denied = true;
    this.#showStatus("disconnected");
    this.#table.element.replaceWith(turnedAway(why));
    announce(`Not allowed into ${this.#title}: ${why.reason}`);
  }
}

function presentItem({ info, id }, suffix) {
  const name = String(info?.name ?? id);
  const item = el("li", {}, avatar(name, info?.color), el("span", {}, name + suffix));
  paint(item, info?.color);
  return item;
}

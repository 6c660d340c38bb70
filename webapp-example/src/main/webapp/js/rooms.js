// The rooms. A room keeps its element, so that its drawn door swings when its access changes.

import { announce, byId, el } from "./dom.js";

const BADGES = { write: "may enter & edit", read: "read only", none: "no access" };

export class Rooms {
  #list = byId("rooms");
  #items = new Map();
  #enters;
  #open;
  #share;

  /** What the buttons do; `enters` when they lead into rooms. */
  constructor({ enters, open, share }) {
    this.#enters = enters;
    this.#open = open;
    this.#share = share;
  }

  show(rooms, failure) {
    this.#list.querySelector(".wait")?.remove();
    byId("rooms-failure").textContent = failure ?? "";
    byId("rooms-failure").hidden = !failure;
    for (const [id, item] of this.#items) {
      if (!rooms.some((room) => room.id === id)) {
        item.element.remove();
        this.#items.delete(id);
      }
    }
    for (const room of rooms) {
      if (!this.#items.has(room.id)) {
        const item = this.#item(room.id);
        this.#items.set(room.id, item);
        this.#list.append(item.element);
      }
      this.#items.get(room.id).show(room);
    }
  }

  #item(id) {
    let current;
    const title = el("h3");
    const owner = el("span", { class: "room-owner" });
    const badge = el("span", { class: "badge" });
    const reason = el("p", { class: "room-reason", id: `reason-${id}` });
    const ofRoom = () => el("span", { class: "unseen" });
    const [openOf, shareOf] = [ofRoom(), ofRoom()];
    const open = el(
      "button",
      { type: "button", class: "quiet open", "aria-describedby": reason.id, onclick: () => this.#open(current) },
      this.#enters ? "Enter" : "Get token",
      openOf,
    );
    const share = el(
      "button",
      { type: "button", class: "quiet share", "aria-haspopup": "dialog", onclick: () => this.#share(current, share) },
      "Share",
      shareOf,
    );
    const element = el(
      "li",
      {},
      el("span", { class: "door", "aria-hidden": "true" }),
      el("div", { class: "room-text" }, title, el("p", { class: "room-state" }, badge, " ", owner), reason),
      el("div", { class: "room-buttons" }, open, share),
    );
    element.dataset.room = id;
    const show = (room) => {
      current = room;
      element.className = `room ${room.access}`;
      title.textContent = room.title;
      badge.textContent = BADGES[room.access];
      reason.textContent = room.reason;
      owner.textContent = room.owner && `owner: ${room.own ? "you" : firstName(room.owner)}`;
      openOf.textContent = this.#enters ? ` ${room.title}` : ` for ${room.title}`;
      shareOf.textContent = ` ${room.title}`;
      share.hidden = !room.own;
    };
    return { element, show };
  }
}

const firstName = (name) => name.split(" ", 1)[0];

/** Says what is different for somebody who looks elsewhere. */
export function announceDifference(before, now) {
  const different = now.filter((room) => before.find(({ id }) => id === room.id)?.access !== room.access);
  if (different.length > 0) {
    announce(different.map(({ title, access }) => `${title}: now ${BADGES[access].replace("&", "and")}.`).join(" "));
  }
}

// Names behind ids, looked up with the functions that createClient takes.

import { liveblocks } from "../liveblocks-servlet/client.js";
import { avatar, byId, el } from "./dom.js";

const { resolveUsers, resolveGroupsInfo, resolveRoomsInfo, resolveMentionSuggestions } = liveblocks();

export class Lookups {
  #infos = new Map();
  #ids = [];
  #me;
  #room = byId("mention-room");
  #text = byId("mention-text");

  constructor() {
    byId("mention").addEventListener("input", () => this.#suggest());
    byId("mention").addEventListener("submit", (event) => event.preventDefault());
  }

  /** What the directory has told, if anything. */
  info(id) {
    return this.#infos.get(id);
  }

  /** The name of a user, group or room; the id until it is known, or when it stays unknown. */
  name(id) {
    return this.#infos.get(id)?.name ?? id;
  }

  /** Looks everything up again: what one may know depends on who one is. */
  async show(me, people, rooms) {
    if (me?.id !== this.#me?.id) this.#infos = new Map();
    this.#me = me;
    const userIds = people.map(({ id }) => id);
    const groupIds = [...new Set(people.map(({ group }) => group))];
    const roomIds = rooms.map(({ id }) => id);
    this.#ids = [...userIds, ...groupIds, ...roomIds];
    this.#showChoices(rooms);
    this.#showInfos();
    byId("lookups-note").hidden = this.#mayAsk;
    if (!this.#mayAsk) return;
    // An id stays an id where a lookup failed: these functions retry, and never reject.
    const found = await Promise.all([
      resolveUsers({ userIds }),
      resolveGroupsInfo({ groupIds }),
      resolveRoomsInfo({ roomIds }),
    ]);
    if (me !== this.#me) return; // Somebody else has signed in meanwhile.
    this.#infos = new Map(found.flat().map((info, index) => [this.#ids[index], info]));
    this.#showInfos();
  }

  get #mayAsk() {
    return Boolean(this.#me) && !this.#me.barred;
  }

  #showInfos() {
    byId("lookups").replaceChildren(...this.#ids.map((id) => el("li", {}, ...this.#named(id))));
  }

  #showChoices(rooms) {
    const chosen = this.#room.value;
    this.#room.replaceChildren(...rooms.map(({ id, title }) => el("option", { value: id }, title)));
    if (rooms.some(({ id }) => id === chosen)) this.#room.value = chosen;
    this.#text.disabled = this.#room.disabled = !this.#mayAsk;
    this.#text.value = "";
    this.#showSuggestions([]);
  }

  /** `@` and what follows it, just as a comment's editor asks. */
  async #suggest() {
    const [, text] = /@(\S*)$/.exec(this.#text.value) ?? [];
    const asked = `${this.#room.value} ${this.#text.value}`;
    if (text === undefined) return this.#showSuggestions([]);
    let found = [];
    let note = "Nobody with such a name may enter this room, or you may not.";
    try {
      found = await resolveMentionSuggestions({ roomId: this.#room.value, text });
    } catch {
      note = "No suggestions at the moment. Type on to try again.";
    }
    if (asked !== `${this.#room.value} ${this.#text.value}`) return; // Typed on meanwhile.
    this.#showSuggestions(found, found.length ? "" : note);
  }

  #showSuggestions(found, note = "") {
    byId("mentions").replaceChildren(...found.map(({ id }) => el("li", {}, ...this.#named(id))));
    byId("mention-note").textContent = note;
  }

  #named(id) {
    const info = this.#infos.get(id);
    return [picture(info, id), el("span", {}, el("b", {}, this.name(id)), " ", info && el("code", {}, id))];
  }
}

/** The avatar; initials until it is known. */
export function picture(info, id) {
  if (!info?.avatar) return avatar(info?.name ?? id, info?.color);
  return el("img", { class: "avatar", src: info.avatar, alt: "", width: 32, height: 32 });
}

// The rooms, each with a drawn door, and the dialog in which their owner shares them.

import { accesses, changeAccess } from "./api.js";
import { avatar, byId, el, paint } from "./dom.js";

const BADGES = { write: "may enter & edit", read: "read only", none: "no access" };
const CHOICES = { none: "None", read: "Read", write: "Edit" };

/** Shows the rooms. A room keeps its element, so that its door swings when its access changes. */
export function showRooms({ me, people, rooms, roomsUrl }, { open, changed }) {
  for (const room of rooms) {
    const item = document.querySelector(`[data-room="${CSS.escape(room.id)}"]`) ?? newItem(room);
    const owner = people.find(({ id }) => id === room.owner);
    item.className = `room ${room.access.level}`;
    item.querySelector(".badge").textContent = BADGES[room.access.level];
    item.querySelector(".room-owner").textContent = `owner: ${owner?.id === me?.id ? "you" : owner?.name.split(" ")[0]}`;
    item.querySelector(".room-reason").textContent = room.access.reason;
    const [openButton, shareButton] = item.querySelectorAll("button");
    openButton.firstChild.data = roomsUrl ? "Enter" : "Get token";
    openButton.onclick = () => open(room);
    shareButton.hidden = !me || room.owner !== me.id;
    shareButton.onclick = () => share(room, people, changed);
  }
}

function newItem({ id, title }) {
  const button = (label) =>
    el("button", { type: "button", class: "quiet" }, label, el("span", { class: "unseen" }, ` ${title}`));
  const item = el(
    "li",
    {},
    el("span", { class: "door", "aria-hidden": "true" }),
    el(
      "div",
      {},
      el("h3", {}, title),
      el("p", { class: "room-state" }, el("span", { class: "badge" }), " ", el("span", { class: "room-owner" })),
      el("p", { class: "room-reason" }),
    ),
    el("div", { class: "room-buttons" }, button("Enter"), button("Share")),
  );
  item.dataset.room = id;
  byId("rooms").append(item);
  return item;
}

async function share(room, people, changed) {
  byId("share-title").textContent = `Share ${room.title}`;
  byId("share-lines").replaceChildren();
  byId("share").showModal();
  const save = async (line) => {
    await show(changeAccess(room.id, line));
    changed();
  };
  /** Shows the lines when they are there. */
  const show = async (loading) => {
    byId("share-failure").textContent = "";
    try {
      const lines = await loading;
      const focused = document.activeElement.id;
      byId("share-lines").replaceChildren(...lines.map((line) => shareLine(line, people, save)));
      byId(focused)?.focus();
    } catch (failure) {
      byId("share-failure").textContent = failure.message;
    }
  };
  await show(accesses(room.id));
}

function shareLine({ level, id, name, stated, result }, people, save) {
  const key = `share-${level}-${id}`;
  const person = level === "person" && people.find((candidate) => candidate.id === id);
  const choice = ([access, word]) =>
    el(
      "label",
      { class: `share-choice ${access}` },
      el("input", {
        type: "radio",
        name: key,
        id: `${key}-${access}`,
        checked: access === stated,
        onchange: () => save({ level, id, access }),
      }),
      el("span", {}, word),
    );
  return paint(
    el(
      "div",
      { class: `share-line level-${level}` },
      person && avatar(name, person.color),
      el("div", { class: "share-who" }, el("p", { id: key }, name), result && el("p", { class: "share-reason" }, result.reason)),
      el("div", { class: "share-choices", role: "radiogroup", "aria-labelledby": key }, Object.entries(CHOICES).map(choice)),
    ),
    person?.color,
  );
}

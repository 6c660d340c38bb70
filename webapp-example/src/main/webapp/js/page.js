// Puts the page together: who is signed in, what the endpoint responds, which rooms are open.

import * as api from "./api.js";
import { announce, avatar, byId, el, paint } from "./dom.js";
import { showNames, showWebhooks, offerTestWebhooks } from "./panels.js";
import { enter, leave, visitedRoom } from "./room.js";
import { showRooms } from "./rooms.js";
import { showResponse } from "./token.js";

/** How often the page asks what has changed meanwhile, while somebody looks at it. */
const POLL_MILLISECONDS = 4_000;

const state = { me: undefined, people: [], rooms: [], roomsUrl: undefined };

async function begin() {
  byId("request").addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(request(byId("room-asked").value));
  });
  byId("sign-out").addEventListener("click", () => attempt(become(undefined)));

  const { standIn, roomsUrl } = await refreshPeople();
  state.roomsUrl = roomsUrl;
  byId("mode").textContent = standIn ? "Liveblocks is simulated" : `Liveblocks at ${roomsUrl ?? "your project"}`;
  byId("rooms-note").hidden = Boolean(roomsUrl);
  byId("rooms-note").replaceChildren(
    "To enter the rooms, with cursors and a shared counter, start the example with ",
    el("code", {}, "npm --prefix webapp-example start"),
    ".",
  );
  if (standIn) offerTestWebhooks(() => attempt(refresh()));
  await refresh();
  byId("room-asked").append(...state.rooms.map(({ id }) => el("option", { value: id }, `"${id}"`)));
  if (state.me) await request("");
  setInterval(() => document.hidden || refresh().catch(() => {}), POLL_MILLISECONDS);
}

async function refreshPeople() {
  const start = await api.start();
  Object.assign(state, { me: start.me, people: start.people });
  paint(document.documentElement, start.me?.color ?? "#33443f");
  byId("people").replaceChildren(...start.people.map(personItem));
  byId("sign-out").hidden = !start.me;
  return start;
}

function personItem(person) {
  const { id, name, group, color, barred } = person;
  const button = el(
    "button",
    { type: "button", class: "person", "aria-pressed": String(id === state.me?.id), onclick: () => attempt(become(person)) },
    avatar(name, color),
    el("span", { class: "person-text" }, el("b", {}, name), el("span", {}, barred ? `${group}, barred` : group)),
  );
  button.dataset.person = id;
  return el("li", {}, paint(button, color));
}

/** Shows rooms, names and webhooks as they are now. */
async function refresh() {
  const { me } = state;
  const rooms = await api.rooms();
  if (me !== state.me) return; // Another person has signed in meanwhile.
  const news = rooms.filter(({ id, access }) => state.rooms.find((room) => room.id === id)?.access.level !== access.level);
  state.rooms = rooms;
  showRooms(state, { open: (room) => attempt(open(room)), changed: () => attempt(refresh()) });
  if (news.length) await showNames(state);
  await showWebhooks(state);
  // A client keeps its token, and what the room has told it about itself: a new one enters.
  const visited = news.find(({ id }) => id === visitedRoom());
  if (visited) await enter(visited, state.roomsUrl);
}

async function become(person) {
  leave();
  await (person ? api.signIn(person.id) : api.signOut());
  await refreshPeople();
  byId("people").querySelector(`[data-person="${person?.id ?? "ada"}"]`).focus();
  state.rooms = [];
  await Promise.all([refresh(), request("")]);
}

async function open(room) {
  await request(room.id);
  if (state.roomsUrl) await enter(room, state.roomsUrl);
}

async function request(roomId) {
  byId("room-asked").value = roomId;
  const received = await api.requestToken(roomId);
  showResponse(received, state.rooms.find(({ id }) => id === roomId));
  announce(
    received.status === 200
      ? `Signed in as ${state.me?.name}. The endpoint responded with a token.`
      : `The endpoint responded with status ${received.status}: ${received.body.reason}`,
  );
}

function attempt(work) {
  work.catch((failure) => {
    announce(failure.message);
    byId("rooms-note").hidden = false;
    byId("rooms-note").textContent = failure.message;
  });
}

attempt(begin());

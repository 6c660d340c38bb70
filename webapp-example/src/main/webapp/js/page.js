// Puts the page together: who is signed in, what the endpoint responds, which rooms are open.

import * as api from "./api.js";
import { announce, avatar, byId, el, paint } from "./dom.js";
import { offerTestWebhooks, showNames, showWebhooks } from "./panels.js";
import { enter, leave, visitedRoom } from "./room.js";
import { showRooms } from "./rooms.js";
import { showResponse } from "./token.js";

/** How often the page asks what has changed meanwhile, while it is visible. */
const POLL_MILLISECONDS = 4_000;

/** What the server has told last. */
let state = { rooms: [] };

async function begin() {
  byId("request").addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(request(byId("room-asked").value));
  });
  byId("sign-out").addEventListener("click", () => attempt(become(undefined)));
  setInterval(() => document.hidden || attempt(refresh()), POLL_MILLISECONDS);

  await refresh();
  const { me, rooms, roomsUrl, standIn } = state;
  byId("mode").textContent = standIn ? "Liveblocks is simulated" : `Liveblocks at ${roomsUrl ?? "your project"}`;
  byId("rooms-note").hidden = Boolean(roomsUrl);
  byId("room-asked").append(...rooms.map(({ id }) => el("option", { value: id }, `"${id}"`)));
  if (standIn) offerTestWebhooks(() => attempt(refresh()));
  if (me) await request("");
}

/** Shows everything as it is now. */
async function refresh() {
  const before = state;
  const now = await api.state();
  if (before !== state) return; // Another request was faster.
  state = now;
  byId("failure").hidden = true;
  const news = now.rooms.filter(
    ({ id, access }) => before.rooms.find((room) => room.id === id)?.access.level !== access.level,
  );
  const isAnother = before.me?.id !== now.me?.id;
  if (isAnother || !before.people) showPeople();
  showRooms(now, { open: (room) => attempt(open(room)), changed: () => attempt(refresh()) });
  if (news.length || isAnother) await showNames(now);
  showWebhooks(now);
  // A client keeps its token, and what the room has told it about itself: a new one enters.
  const visited = news.find(({ id }) => id === visitedRoom());
  if (visited) await enter(visited, now.roomsUrl);
}

function showPeople() {
  paint(document.documentElement, state.me?.color ?? "#33443f");
  byId("people").replaceChildren(...state.people.map(personItem));
  byId("sign-out").hidden = !state.me;
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

async function become(person) {
  leave();
  await (person ? api.signIn(person.id) : api.signOut());
  state = { ...state, me: person }; // What is on its way is of the one before.
  showPeople();
  byId("people").querySelector(`[data-person="${person?.id ?? "ada"}"]`).focus();
  await Promise.all([refresh(), showNames(state), request("")]);
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
    byId("failure").textContent = failure.message;
    byId("failure").hidden = false;
  });
}

attempt(begin());

// Puts the page together: who is signed in, what the endpoint says, which doors open.

import * as api from "./api.js";
import { Changes } from "./changes.js";
import { announce, avatar, byId, el, paint } from "./dom.js";
import { Inside } from "./inside.js";
import * as pass from "./pass.js";
import { announceDifference, Rooms } from "./rooms.js";
import { ShareDialog } from "./share.js";

const LIVE_COMMAND = "mvn -f webapp-example/reactor.xml -Prun,live";

const BACK_ENDS = {
  liveblocks: "connected to Liveblocks",
  "dev-server": "with Liveblocks’ development server",
  "stand-in": "with a stand-in for Liveblocks",
};

let backEnd;
let me;
let people = [];
let rooms = [];
let asked = 0;
let doors;
const inside = new Inside(byId("inside"));
const sharing = new ShareDialog(byId("share"));
const changes = new Changes(catchUp);

async function start() {
  chooseTheme();
  byId("endpoint").textContent = api.ENDPOINT;
  byId("request").addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(ask(byId("room-asked").value));
  });
  byId("sign-out").addEventListener("click", () => attempt(become(undefined)));

  backEnd = await api.backEnd();
  byId("back-end").textContent = BACK_ENDS[backEnd.kind] ?? backEnd.kind;
  explainLive();
  doors = new Rooms({
    enters: Boolean(backEnd.browserUrl),
    knock: (room) => attempt(backEnd.browserUrl ? enter(room) : ask(room.id)),
    share: (room, opener) => attempt(share(room, opener)),
  });
  await refresh();
  byId("room-asked").append(
    el("option", { value: "" }, "no room"),
    ...rooms.map((room) => el("option", { value: room.id }, `"${room.id}"`)),
  );
  if (me) await ask("");
  else pass.showNothing("No pass yet. Sign in, or ask as nobody.");
}

async function refresh() {
  ({ me, people } = await api.me());
  const found = await api.rooms();
  rooms = found.rooms;
  document.documentElement.classList.toggle("somebody", Boolean(me));
  paint(document.documentElement, me?.color);
  showPeople();
  doors.show(rooms, found.failure);
  changes.follow(me ? (found.revision ?? 0) : undefined);
}

/** Somebody has changed the accesses of a room. */
async function catchUp(signal) {
  const found = await api.rooms();
  if (signal.aborted) return undefined;
  if (found.failure) throw new Error(found.failure);
  const before = rooms;
  rooms = found.rooms;
  doors.show(rooms);
  announceDifference(before, rooms);
  const visited = rooms.find(({ id }) => id === inside.roomId);
  if (visited && visited.access !== before.find(({ id }) => id === visited.id)?.access) {
    attempt(inside.enterAgain(visited, backEnd.browserUrl));
  }
  return found.revision;
}

async function share(room, opener) {
  const saved = await sharing.open({ room, people, me }, opener);
  if (saved) announce(`${room.title} is shared as you said.`);
}

async function become(person) {
  changes.follow(undefined);
  inside.leave();
  await (person ? api.signIn(person.id) : api.signOut());
  await refresh();
  await ask("");
  if (!person) byId("people").querySelector("button").focus();
}

async function ask(room) {
  byId("room-asked").value = room;
  const turn = ++asked;
  const answer = await api.askForToken(room);
  if (turn !== asked) return; // Somebody has asked again meanwhile.
  pass.showAnswer(answer);
  const who = me ? `Signed in as ${me.name}.` : "Nobody is signed in.";
  announce(
    answer.status === 200
      ? `${who} The endpoint gave a pass.`
      : `${who} The endpoint answered ${answer.status}: ${answer.answer.reason ?? "no reason given"}`,
  );
}

function showPeople() {
  const focused = document.activeElement?.dataset?.person;
  byId("people").replaceChildren(...people.map(personItem));
  byId("sign-out").hidden = !me;
  if (focused) byId("people").querySelector(`[data-person="${CSS.escape(focused)}"]`)?.focus();
}

function personItem(person) {
  const current = me?.id === person.id;
  const button = el(
    "button",
    { type: "button", class: "person", "aria-pressed": String(current), onclick: () => attempt(become(person)) },
    avatar(person.name, person.color),
    el(
      "span",
      { class: "person-text" },
      el("b", {}, person.name),
      el("span", {}, person.barred ? `${person.group}, barred` : person.group),
    ),
  );
  button.dataset.person = person.id;
  paint(button, person.color);
  return el("li", {}, button);
}

function enter(room) {
  return Promise.all([inside.enter(room, backEnd.browserUrl), ask(room.id)]);
}

function explainLive() {
  const note = byId("live-note");
  note.hidden = Boolean(backEnd.browserUrl);
  if (!backEnd.browserUrl) {
    note.replaceChildren(
      "To walk in for real, with cursors and a shared counter, start it with ",
      el("code", {}, ...LIVE_COMMAND.split(" ").flatMap((word) => [el("span", {}, word), " "])),
      "(needs Node 20).",
    );
  }
}

function chooseTheme() {
  const root = document.documentElement;
  for (const input of document.querySelectorAll("input[name=theme]")) {
    input.checked = input.value === (root.dataset.theme ?? "system");
    input.addEventListener("change", () => {
      if (input.value === "system") {
        delete root.dataset.theme;
        localStorage.removeItem("theme");
      } else {
        root.dataset.theme = input.value;
        localStorage.setItem("theme", input.value);
      }
    });
  }
}

function attempt(work) {
  work.catch((failure) => {
    pass.showNothing("The page could not reach its server. Reload it once the server is back.");
    announce("The page could not reach its server.");
    console.error(failure);
  });
}

attempt(start());

// Puts the page together: who is signed in, what the endpoint responds, which rooms are open.

import { showAbout } from "./about.js";
import * as api from "./api.js";
import { Changes } from "./changes.js";
import { announce, byId, el, paint } from "./dom.js";
import { Inside } from "./inside.js";
import { Lookups } from "./lookups.js";
import { showPeople } from "./people.js";
import * as response from "./response.js";
import { announceDifference, Rooms } from "./rooms.js";
import { ShareDialog } from "./share.js";
import { offerThemes } from "./theme-choice.js";
import { Webhooks } from "./webhooks.js";

let backEnd;
let me;
let people = [];
let rooms = [];
let requests = 0;
let roomList;
const lookups = new Lookups();
const inside = new Inside(byId("inside"), (id) => lookups.info(id), () => attempt(catchUp()));
const webhooks = new Webhooks((id) => lookups.name(id));
const sharing = new ShareDialog(byId("share"));
const changes = new Changes(catchUp);

async function start() {
  offerThemes();
  byId("endpoint").textContent = api.ENDPOINT;
  byId("request").addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(requestAndShow(byId("room-asked").value));
  });
  byId("sign-out").addEventListener("click", () => attempt(become(undefined)));

  backEnd = await api.backEnd();
  showAbout(backEnd);
  roomList = new Rooms({
    enters: Boolean(backEnd.browserUrl),
    open: (room) => attempt(backEnd.browserUrl ? enter(room) : requestAndShow(room.id)),
    share: (room, opener) => attempt(share(room, opener)),
  });
  await refresh();
  byId("room-asked").append(
    el("option", { value: "" }, "no room"),
    ...rooms.map((room) => el("option", { value: room.id }, `"${room.id}"`)),
  );
  if (me) await request("");
  else response.showNothing("No token yet. Sign in, or send the request as nobody.");
}

async function refresh() {
  ({ me, people } = await api.me());
  const found = await api.rooms();
  rooms = found.rooms;
  paint(document.documentElement, me?.color);
  showPeople(people, me, (person) => attempt(become(person)));
  roomList.show(rooms, found.failure);
  showNames();
  await webhooks.show(me);
  changes.follow(me ? (found.revision ?? 0) : undefined);
}

/** What comes meanwhile is shown by ids; the page never waits for the directory. */
async function showNames() {
  await lookups.show(me, people, rooms);
  await webhooks.show(me);
}

/** Somebody has changed the accesses of a room, or a webhook has arrived. */
async function catchUp(signal) {
  const found = await api.rooms();
  if (signal?.aborted) return undefined;
  if (found.failure) throw new Error(found.failure);
  const before = rooms;
  rooms = found.rooms;
  roomList.show(rooms);
  announceDifference(before, rooms);
  if (rooms.some((room) => room.access !== before.find(({ id }) => id === room.id)?.access)) showNames();
  else await webhooks.show(me);
  const visited = rooms.find(({ id }) => id === inside.roomId);
  if (visited && visited.access !== before.find(({ id }) => id === visited.id)?.access) {
    attempt(inside.enterAgain(visited, backEnd.browserUrl));
  }
  return found.revision;
}

async function share(room, opener) {
  const saved = await sharing.open({ room, people, me }, opener);
  if (saved) announce(`The accesses of ${room.title} are saved.`);
}

async function become(person) {
  changes.follow(undefined);
  inside.leave();
  response.showWaiting();
  await (person ? api.signIn(person.id) : api.signOut());
  await refresh();
  await (person ? requestAndShow("") : request(""));
  if (!person) byId("people").querySelector("button").focus();
}

async function requestAndShow(room) {
  await request(room);
  response.bringIntoView();
}

async function request(roomId) {
  byId("room-asked").value = roomId;
  const turn = ++requests;
  response.showWaiting();
  const received = await api.requestToken(roomId);
  if (turn !== requests) return; // There is a later request meanwhile.
  response.show(received, me, rooms.find(({ id }) => id === roomId));
  const who = me ? `Signed in as ${me.name}.` : "Nobody is signed in.";
  announce(
    received.status === 200
      ? `${who} The endpoint responded with a token.`
      : `${who} The endpoint responded with status ${received.status}: ${received.body.reason ?? "no reason given"}`,
  );
}

function enter(room) {
  return Promise.all([inside.enter(room, backEnd.browserUrl), request(room.id)]);
}

function attempt(work) {
  work.catch((failure) => {
    response.showNothing("The page could not reach its server. Reload it once the server is back.");
    announce("The page could not reach its server.");
    console.error(failure);
  });
}

attempt(start());

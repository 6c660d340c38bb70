// What the endpoint responds: a token, as a card with a stub, or why there is none.

import { avatar, byId, el, fact, paint, svg } from "./dom.js";

/** The statuses after which the real client stops; after any other it tries again. */
const STOPS = new Set([400, 401, 403, 404, 405, 410, 412, 414, 422, 431, 451]);

const KINDS = {
  id: ["ID token", "It says who you are. Each room decides by its own accesses what you may do."],
  acc: ["Access token", "It says itself which rooms you may enter."],
};

const BARS = 88;

let countdown;

/** Shows a response. `room` is what the token was requested for, if any. */
export function showResponse({ status, milliseconds, body }, room) {
  clearInterval(countdown);
  const good = status === 200;
  byId("response").replaceChildren(
    el(
      "p",
      { class: "wire status-line" },
      el("b", { class: good ? "good" : "bad" }, String(status)),
      el("span", { class: "soft" }, ` · ${milliseconds} ms`),
    ),
    ...(good ? [tokenCard(body.token, room), payloadOf(body.token)] : [rejection(status, body)]),
  );
}

function rejection(status, { code, reason }) {
  const client = STOPS.has(status) ? "stops for good" : "tries again";
  return el(
    "div",
    { class: "slip rejected" },
    el("p", { class: "stamp", "aria-hidden": "true" }, "No token"),
    el(
      "dl",
      { class: "facts" },
      fact("Code", el("code", { class: "bad" }, String(code))),
      fact("Reason", el("span", { class: "reason" }, String(reason))),
    ),
    el("p", { class: "consequence" }, `After this status the Liveblocks client ${client}.`),
  );
}

/** Decodes the payload, without any claim that it is genuine: only Liveblocks can say so. */
function decode(token) {
  const binary = atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0))));
}

function payloadOf(token) {
  const json = JSON.stringify(decode(token), null, 2);
  return el(
    "details",
    { class: "decoded", open: true },
    el("summary", {}, "Payload"),
    el("pre", { tabIndex: 0, role: "group", "aria-label": "Payload of the token" }, highlighted(json)),
  );
}

/** Keys, strings and numbers in their own colours. */
function highlighted(json) {
  return json.split(/("[^"]*":|"[^"]*"|\b\d+\b)/).map((part, index) => {
    const kind = part.endsWith('":') ? "key" : part.startsWith('"') ? "string" : "number";
    return index % 2 ? el("span", { class: `json-${kind}` }, part) : part;
  });
}

function tokenCard(token, room) {
  const payload = decode(token);
  const { name = payload.uid, color } = payload.ui ?? {};
  const [kind, meaning] = KINDS[payload.k];
  const front = el(
    "div",
    { class: "card-front" },
    el(
      "div",
      { class: "card-band" },
      el("span", { class: "card-kind" }, kind),
      el("div", { class: "card-person" }, avatar(name, color), el("p", { class: "card-name" }, name)),
    ),
    el(
      "dl",
      { class: "facts" },
      fact("User", el("code", {}, payload.uid)),
      payload.gids && fact("Groups", payload.gids.map((group) => el("code", { class: "chip" }, group))),
      fact("Meaning", meaning),
      room && fact("Room", forRoom(room)),
    ),
  );
  const stub = el("div", { class: "card-stub" }, barcode(token), expiry(payload.exp - payload.iat));
  return paint(el("article", { class: "card", "aria-label": `Token for ${name}` }, front, stub), color);
}

/** What an ID token has to do with the room that it was requested for. */
function forRoom({ title, access }) {
  return access.level === "none"
    ? `No access to ${title}, and still a token: the room itself turns you away.`
    : `${title} will let you ${access.level === "write" ? "edit" : "read"}: its accesses say so, not the token.`;
}

/** Bars from the token's last characters, its signature: each token has others. */
function barcode(token) {
  const widths = Array.from({ length: BARS }, (_, index) => 1 + (token.charCodeAt(token.length - 1 - index) % 4));
  const starts = widths.map((_, index) => widths.slice(0, index).reduce((sum, width) => sum + width, 0));
  const bars = widths.map((width, index) => index % 2 === 0 && svg("rect", { x: starts[index], width, height: 10 }));
  const viewBox = `0 0 ${starts[BARS - 1]} 10`;
  return svg("svg", { class: "barcode", viewBox, preserveAspectRatio: "none", "aria-hidden": "true" }, ...bars.filter(Boolean));
}

/** Counts down from now: the client too trusts the lifetime, not the clocks. */
function expiry(lifetime) {
  const ends = performance.now() + lifetime * 1000;
  const left = el("b", { class: "left", role: "timer" });
  const bar = el("span", { class: "lifetime", "aria-hidden": "true" });
  const tick = () => {
    const seconds = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    bar.style.setProperty("--left", seconds / lifetime);
  };
  tick();
  countdown = setInterval(tick, 1000);
  return el("p", { class: "expiry" }, el("span", {}, "Expires in ", left), bar);
}

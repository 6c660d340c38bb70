// A token as a card: whose it is, what it is for, and how long it lasts.

import { avatar, el, fact, paint } from "./dom.js";
import { bars, kind } from "./token.js";

/** The card, and how to end its countdown. `room` is what the token was requested for, if any. */
export function tokenCard(token, payload, room) {
  const info = payload.ui ?? {};
  const name = String(info.name ?? payload.uid);
  const [kindName, kindMeaning] = kind(payload);
  const front = el(
    "div",
    { class: "card-front" },
    el(
      "div",
      { class: "card-band" },
      el("span", { class: "card-kind" }, kindName),
      el("div", { class: "card-person" }, avatar(name, info.color), el("p", { class: "card-name" }, name)),
    ),
    el(
      "dl",
      { class: "facts" },
      fact("User", el("code", {}, String(payload.uid))),
      payload.gids && fact("Groups", payload.gids.map((group) => el("code", { class: "chip" }, String(group)))),
      payload.oid && fact("Organization", el("code", {}, String(payload.oid))),
      payload.perms && fact("Permissions", Object.entries(payload.perms).map(permission)),
      fact("Meaning", kindMeaning),
      room && payload.k === "id" && fact("Room", why(room)),
    ),
  );
  const { element: time, end } = expiry(payload);
  const stub = el("div", { class: "card-stub" }, barcode(token), time);
  const card = el("article", { class: "card", "aria-label": `Token for ${name}` }, front, stub);
  paint(card, info.color);
  return { element: card, end };
}

/** What an ID token has to do with the room that it was requested for. */
function why({ title, access }) {
  if (access === "none") {
    return el(
      "p",
      { class: "why-token" },
      el("b", {}, `No access to ${title}, and still a token: `),
      "an ID token says who you are, not where you may go. The room itself turns you away.",
    );
  }
  return `${title} will let you ${access === "write" ? "edit" : "read"}: its accesses say so, not the token.`;
}

function permission([pattern, scopes]) {
  return el("span", { class: "permission" }, el("code", {}, pattern), ` ${scopes.join(", ")}`);
}

/** Every response has another token: a client rejects one that it has seen before. */
function barcode(token) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  let x = 0;
  for (const [index, width] of bars(token, 88).entries()) {
    if (index % 2 === 0) {
      const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      bar.setAttribute("x", x);
      bar.setAttribute("width", width);
      bar.setAttribute("height", "10");
      svg.append(bar);
    }
    x += width;
  }
  svg.setAttribute("viewBox", `0 0 ${x} 10`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("class", "barcode");
  svg.setAttribute("aria-hidden", "true");
  return svg;
}

/** Counts down from when the token came: the client too trusts its lifetime, not our clocks. */
function expiry({ iat, exp }) {
  const lifetime = exp - iat;
  if (!(lifetime > 0)) return { element: el("p", { class: "expiry" }, "It does not say when it expires."), end() {} };
  const ends = performance.now() + lifetime * 1000;
  const left = el("b", { class: "left", role: "timer" });
  const bar = el("span", { class: "lifetime", "aria-hidden": "true" });
  const tick = () => {
    const seconds = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    bar.style.setProperty("--left", seconds / lifetime);
    if (seconds === 0) clearInterval(ticking);
  };
  const ticking = setInterval(tick, 1000);
  tick();
  return {
    element: el("p", { class: "expiry" }, el("span", {}, "Expires in ", left), bar),
    end: () => clearInterval(ticking),
  };
}

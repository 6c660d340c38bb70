// The endpoint's answer as a thing one can hold: a pass, or a slip that says why there is none.

import { stopsClient } from "./api.js";
import { avatar, byId, el, paint } from "./dom.js";
import { bars, decode, kind } from "./token.js";

let ticking;

export function showNothing(text) {
  replace(el("div", { class: "slip empty" }, el("p", {}, text)));
}

export function showAnswer({ status, milliseconds, answer }) {
  const decoded = status === 200 && typeof answer.token === "string" ? decode(answer.token) : undefined;
  const line = el(
    "p",
    { class: "wire status-line" },
    el("b", { class: status === 200 ? "good" : "bad" }, String(status)),
    ` ${REASON_PHRASES[status] ?? ""} `,
    el("span", { class: "soft" }, `· ${milliseconds} ms`),
  );
  if (decoded) {
    replace(line, pass(answer.token, decoded));
  } else {
    replace(line, refusal(status, answer));
  }
}

const REASON_PHRASES = {
  200: "OK",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  405: "Method Not Allowed",
  422: "Unprocessable Content",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

function replace(...nodes) {
  clearInterval(ticking);
  byId("answer").replaceChildren(...nodes);
}

function pass(token, { header, payload }) {
  const info = payload.ui ?? {};
  const name = String(info.name ?? payload.uid);
  const [kindName, kindMeaning] = kind(payload);
  const front = el(
    "div",
    { class: "pass-front" },
    el(
      "div",
      { class: "pass-band" },
      el("span", { class: "pass-kind" }, kindName),
      el("div", { class: "pass-person" }, avatar(name, info.color), el("p", { class: "pass-name" }, name)),
    ),
    el(
      "dl",
      { class: "facts" },
      fact("User", el("code", {}, String(payload.uid))),
      payload.gids && fact("Groups", payload.gids.map((group) => el("code", { class: "chip" }, String(group)))),
      payload.oid && fact("Organization", el("code", {}, String(payload.oid))),
      payload.perms && fact("Permissions", Object.entries(payload.perms).map(permission)),
      fact("Meaning", kindMeaning),
    ),
  );
  const stub = el("div", { class: "pass-stub" }, barcode(token), expiry(payload));
  const card = el("article", { class: "pass", "aria-label": `Pass for ${name}` }, front, stub);
  paint(card, info.color);
  return el("div", {}, card, inside("Header", header), inside("Payload", payload, true));
}

function fact(term, ...details) {
  return [el("dt", {}, term), el("dd", {}, ...details)];
}

function permission([pattern, scopes]) {
  return el("span", { class: "permission" }, el("code", {}, pattern), ` ${scopes.join(", ")}`);
}

/** Every answer has another token: a client refuses one that it has seen before. */
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
  if (!(lifetime > 0)) return el("p", { class: "expiry" }, "It does not say when it expires.");
  const ends = performance.now() + lifetime * 1000;
  const left = el("b", { class: "left", role: "timer" });
  const bar = el("span", { class: "lifetime", "aria-hidden": "true" });
  const tick = () => {
    const seconds = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    bar.style.setProperty("--left", seconds / lifetime);
    if (seconds === 0) clearInterval(ticking);
  };
  tick();
  // replace() has not run yet: it ends the countdown of the pass before this one.
  queueMicrotask(() => (ticking = setInterval(tick, 1000)));
  return el("p", { class: "expiry" }, el("span", {}, "Expires in ", left), bar);
}

function inside(title, json, open = false) {
  return el(
    "details",
    { class: "decoded", open },
    el("summary", {}, title),
    el("pre", { tabIndex: 0, "aria-label": `${title} of the token` }, highlighted(readable(json))),
  );
}

/** Indented JSON, with what is short in one line. */
function readable(value, indent = "") {
  const short = JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
  if (value === null || typeof value !== "object" || (indent && short.length <= 36)) return short;
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const deeper = `${indent}  `;
  const members = Object.entries(value).map(
    ([key, member]) =>
      deeper + (Array.isArray(value) ? "" : `${JSON.stringify(key)}: `) + readable(member, deeper),
  );
  return `${open}\n${members.join(",\n")}\n${indent}${close}`;
}

const TOKENS = /("(?:\\.|[^"\\])*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/g;

function highlighted(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    nodes.push(text.slice(end, match.index));
    const kind = match[2] !== undefined ? "key" : match[1] !== undefined ? "string" : "number";
    nodes.push(el("span", { class: `json-${kind}` }, match[1] ?? match[0]), match[2] ?? "");
    end = match.index + match[0].length;
  }
  return [...nodes, text.slice(end)];
}

function refusal(status, answer) {
  const stops = stopsClient(status);
  return el(
    "div",
    { class: "slip refused" },
    el("p", { class: "stamp", "aria-hidden": "true" }, "No pass"),
    el(
      "dl",
      { class: "facts" },
      fact("Status", el("code", {}, String(status))),
      fact("Code", el("code", { class: "code" }, String(answer.code ?? "none"))),
      fact("Reason", el("span", { class: "reason" }, String(answer.reason ?? "The answer gives none."))),
    ),
    el(
      "p",
      { class: "consequence" },
      stops
        ? "After this status the Liveblocks client stops for good."
        : "After this status the Liveblocks client tries again.",
    ),
  );
}

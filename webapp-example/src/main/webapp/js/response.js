// The section that shows what the endpoint responds: a token, or why there is none.

import { stopsClient } from "./api.js";
import { byId, el, fact } from "./dom.js";
import { curl, tokenParts } from "./details.js";
import { tokenCard } from "./token-card.js";
import { decode } from "./token.js";

const REASON_PHRASES = {
  200: "OK",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  405: "Method Not Allowed",
  408: "Request Timeout",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

let endCountdown = () => {};

export function showNothing(text) {
  replace(el("p", { class: "slip empty" }, text));
}

/** Says that a response is due. What is shown stays where it is, so that nothing jumps. */
export function showWaiting() {
  const section = byId("response");
  section.setAttribute("aria-busy", "true");
  section.querySelector(".response-wait")?.remove();
  section.append(el("p", { class: "response-wait" }, "Waiting for the response…"));
}

/** Shows the response to a request of `person`, if anybody is signed in, for `room`, if any. */
export function show({ status, milliseconds, body }, person, room) {
  const line = el(
    "p",
    { class: "wire status-line" },
    el("b", { class: status === 200 ? "good" : "bad" }, String(status)),
    ` ${REASON_PHRASES[status] ?? ""} `,
    el("span", { class: "soft" }, `· ${milliseconds} ms`),
  );
  const decoded = status === 200 && typeof body.token === "string" ? decode(body.token) : undefined;
  if (decoded) {
    const card = tokenCard(body.token, decoded.payload, room);
    replace(line, card.element, unfolding(...tokenParts(decoded, body.token), curl(person, room)));
    endCountdown = card.end;
  } else {
    replace(line, rejection(status, body), unfolding(curl(person, room)));
  }
}

/** On a small screen the button that was pressed can be far from the response to it. */
export function bringIntoView() {
  const { top } = byId("response").getBoundingClientRect();
  if (top < 0 || top > window.innerHeight / 2) byId("response").closest("section").scrollIntoView({ block: "start" });
}

function replace(...nodes) {
  endCountdown();
  endCountdown = () => {};
  byId("response").removeAttribute("aria-busy");
  byId("response").replaceChildren(...nodes);
}

const unfolding = (...parts) => el("div", { class: "details" }, parts);

function rejection(status, body) {
  return el(
    "div",
    { class: "slip rejected" },
    el("p", { class: "stamp", "aria-hidden": "true" }, "No token"),
    el(
      "dl",
      { class: "facts" },
      fact("Status", el("code", {}, String(status))),
      fact("Code", el("code", { class: "code" }, String(body.code ?? "none"))),
      fact("Reason", el("span", { class: "reason" }, String(body.reason ?? "The response gives none."))),
    ),
    el(
      "p",
      { class: "consequence" },
      stopsClient(status)
        ? "After this status the Liveblocks client stops for good."
        : "After this status the Liveblocks client tries again.",
    ),
  );
}

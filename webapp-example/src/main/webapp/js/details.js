// What can be unfolded below a response: the token's parts, the token itself, and the same by curl.

import { ENDPOINT } from "./api.js";
import { announce, el } from "./dom.js";
import { highlighted, readable } from "./json.js";

/** A small screen has better uses for its height than an unfolded payload. */
const WIDE = "(min-width: 46rem)";

export function tokenParts({ header, payload }, token) {
  return [
    foldable("Payload", "Payload of the token", highlighted(readable(payload)), { open: matchMedia(WIDE).matches }),
    foldable("Header", "Header of the token", highlighted(readable(header))),
    foldable("Raw token", "Raw token", token, { copied: token }),
  ];
}

/** The whole way in a shell: sign in and keep the cookie, then request the token with it. */
export function curl(person, room) {
  const json = JSON.stringify(room ? { room: room.id } : {});
  const url = (path) => new URL(path, document.baseURI).href;
  const signIn = person ? `curl -s -c cookies.txt -d person=${person.id} ${url("sign-in")} && ` : "";
  const cookies = person ? "-b cookies.txt " : "";
  const line = `${signIn}curl -s ${cookies}-H 'Content-Type: application/json' -d '${json}' ${url(ENDPOINT)}`;
  return foldable("The same by curl", "curl command", line, { copied: line });
}

function foldable(title, label, content, { open = false, copied } = {}) {
  return el(
    "details",
    { class: "decoded", open },
    el("summary", {}, title),
    copied && navigator.clipboard && copyButton(label, copied),
    el("pre", { class: copied && "wrapped", tabIndex: 0, role: "group", "aria-label": label }, content),
  );
}

function copyButton(label, text) {
  const state = el("span", {}, "Copy");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      state.textContent = "Copied";
      announce(`${label}: copied.`);
    } catch {
      state.textContent = "Select and copy it yourself";
    }
  };
  return el("button", { type: "button", class: "quiet copy", onclick: copy }, state, el("span", { class: "unseen" }, ` ${label}`));
}

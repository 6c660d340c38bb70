// What stands in place of the table when somebody is not let in.

import { el, fact } from "./dom.js";

export function turnedAway({ by, code, reason }) {
  return el(
    "div",
    { class: "turned-away" },
    el("p", { class: "stamp", "aria-hidden": "true" }, "No entry"),
    el(
      "dl",
      { class: "facts" },
      fact("Denied by", by),
      fact("Code", el("code", { class: "code" }, code)),
      fact("Reason", el("span", { class: "reason" }, reason)),
    ),
    el("p", { class: "consequence" }, "The client has stopped: it will not try again by itself."),
  );
}

/** Who denied and why. The client quotes the endpoint's whole response; all else comes from the room's server. */
export function denial({ message, context }) {
  const [, body, status] = /^Unauthorized: (\{.*\}) \((\d{3}) returned by /s.exec(message) ?? [];
  if (body) {
    try {
      const response = JSON.parse(body);
      return {
        by: `the endpoint, with status ${status}`,
        code: String(response.code ?? response.error ?? "none"),
        reason: String(response.reason ?? "The response gives none."),
      };
    } catch {
      // Not a response of this endpoint: shown as it came.
    }
  }
  return { by: "the room", code: String(context.code), reason: message };
}

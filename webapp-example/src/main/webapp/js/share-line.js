// The lines of the share dialog: one each for everybody, every group and every person.

import { avatar, el, paint } from "./dom.js";

/** A line that is not stated does not exist at Liveblocks either. */
export const UNSTATED = "unstated";

const WORDS = { [UNSTATED]: "Not stated", none: "None", read: "Read", write: "Write" };

export function level(title, ...lines) {
  return el("fieldset", { class: "share-level" }, el("legend", {}, title), ...lines);
}

/** A line whose first choice is the default: what stands out is any other. */
export function line({ level, id = "", name, you = false, color, stated, reason, choices = Object.keys(WORDS) }) {
  const nameId = `share-${level}-${id}-name`;
  const reasonId = `share-${level}-${id}-reason`;
  const element = el(
    "div",
    { class: "share-line" },
    color && avatar(name, color),
    el(
      "div",
      { class: "share-who" },
      el(
        "p",
        { class: "share-name" },
        el("span", { id: nameId }, name, you && el("span", { class: "soft" }, " (you)")),
        el("span", { class: "share-unsaved" }, "unsaved"),
      ),
      reason && el("p", { class: "share-reason", id: reasonId }, `Now: ${reason}`),
    ),
    el(
      "div",
      { class: "share-choices", role: "radiogroup", "aria-labelledby": nameId, "aria-describedby": reason && reasonId },
      choices.map((choice, index) => option(`share-${level}-${id}`, choice, choice === (stated ?? UNSTATED), index === 0)),
    ),
  );
  element.dataset.level = level;
  element.dataset.id = id;
  paint(element, color);
  return element;
}

function option(name, value, checked, isDefault) {
  const input = el("input", { type: "radio", name, value, defaultChecked: checked });
  return el("label", { class: `share-choice ${isDefault ? "default" : value}` }, input, el("span", {}, WORDS[value]));
}

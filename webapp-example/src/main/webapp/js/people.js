// Who can sign in, and who has.

import { avatar, byId, el, paint } from "./dom.js";

/** Shows everybody; `choose` is called with the person who is to sign in. */
export function showPeople(people, me, choose) {
  const focused = document.activeElement?.dataset?.person;
  byId("people").replaceChildren(...people.map((person) => item(person, person.id === me?.id, choose)));
  byId("sign-out").hidden = !me;
  if (focused) byId("people").querySelector(`[data-person="${CSS.escape(focused)}"]`)?.focus();
}

function item(person, current, choose) {
  const button = el(
    "button",
    { type: "button", class: "person", "aria-pressed": String(current), onclick: () => choose(person) },
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

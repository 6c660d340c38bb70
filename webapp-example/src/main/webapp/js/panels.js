// Names behind ids, by the functions that createClient takes; and the webhooks that have arrived.

import { liveblocks } from "../liveblocks-servlet/client.js";
import * as api from "./api.js";
import { avatar, byId, el } from "./dom.js";

const { resolveUsers, resolveGroupsInfo, resolveRoomsInfo } = liveblocks();

let infos = new Map();
const name = (id) => infos.get(id)?.name ?? id;

/** Looks all names up again: what one may know depends on who one is. */
export async function showNames({ me, people, rooms }) {
  const mayAsk = me && !me.barred;
  const userIds = people.map(({ id }) => id);
  const groupIds = [...new Set(people.map(({ group }) => group))];
  const roomIds = rooms.map(({ id }) => id);
  const ids = [...userIds, ...groupIds, ...roomIds];
  const found = mayAsk
    ? await Promise.all([resolveUsers({ userIds }), resolveGroupsInfo({ groupIds }), resolveRoomsInfo({ roomIds })])
    : [];
  infos = new Map(found.flat().map((info, index) => [ids[index], info]));
  byId("names").replaceChildren(...ids.map(named));
}

function named(id) {
  const known = infos.get(id);
  return el("li", {}, avatar(name(id), known?.color), el("b", {}, name(id)), known && el("code", { class: "soft" }, id));
}

/** Shows the webhooks from rooms that the person may enter. */
export function showWebhooks({ webhooks }) {
  byId("webhooks").replaceChildren(
    ...(webhooks.length ? webhooks.map(webhook) : [el("li", { class: "soft" }, "None yet.")]),
  );
}

function webhook({ id, type, room, by }) {
  return el("li", {}, el("code", {}, type), ` in ${name(room)}`, by && ` by ${name(by)}`, el("code", { class: "soft" }, id));
}

/** Lets the page send what Liveblocks would; the server signs it. */
export function offerTestWebhooks(arrived) {
  let delivery;
  const deliver = async (how) => {
    const status = await api.deliver(delivery);
    byId("webhook-result").textContent = `${how}: the endpoint responded with status ${status}.`;
    byId("webhook-again").hidden = false;
    arrived();
  };
  byId("webhook-send").addEventListener("click", async () => {
    try {
      delivery = await api.signedDelivery();
      await deliver("Sent");
    } catch (failure) {
      byId("webhook-result").textContent = failure.message;
    }
  });
  byId("webhook-again").addEventListener("click", () => deliver("Sent again with the same id"));
  byId("webhook-send").hidden = false;
}

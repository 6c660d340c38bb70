// What the page asks this application's server.

const at = (path) => new URL(path, document.baseURI);

/** The path of the endpoint, wherever the application is mounted. */
export const ENDPOINT = at("api/liveblocks-auth").pathname;

export const me = () => get("api/me");
export const backEnd = () => get("api/back-end");

export const signIn = (person) => post("sign-in", new URLSearchParams({ person }));
export const signOut = () => post("sign-out");

/** The rooms with the revision of their accesses; or a `failure` to show when there are none. */
export async function rooms() {
  const response = await fetch(at("api/rooms"));
  const body = await response.json();
  if (!response.ok) return { rooms: [], failure: String(body.reason) };
  return { rooms: body, revision: Number(response.headers.get("Revision")) };
}

/** Waits until the accesses have another revision, or for a while. */
export async function nextRevision(known, signal) {
  const response = await fetch(at(`api/changes?after=${known}`), { signal });
  const { revision } = await response.json();
  return { status: response.status, revision };
}

/** Who may do what in a room of one's own. */
export const accesses = (room) => exchange(accessesOf(room));

/** Changes accesses. An entry of null is taken away, one that is absent stays. */
export const changeAccesses = (room, change) =>
  exchange(accessesOf(room), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(change),
  });

const accessesOf = (room) => at(`api/accesses?${new URLSearchParams({ room })}`);

/** The body of the response, or an error whose message can be shown. */
async function exchange(url, options) {
  let response;
  try {
    response = await fetch(url, options);
  } catch {
    throw new Error("The page cannot reach its server.");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(String(body.reason ?? `The server responded with status ${response.status}.`));
  return body;
}

/** The webhooks that have arrived, and whether `signedDelivery` is there to try one. */
export const webhooks = () => get("api/webhooks");

/** A test delivery, signed by the server; only where Liveblocks is simulated. */
export const signedDelivery = () => exchange(at("api/webhooks"), { method: "POST" });

/** Sends a delivery as Liveblocks does, and returns the status. */
export async function deliver({ headers, body }) {
  const response = await fetch(at("api/liveblocks-webhook"), {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json" },
    body,
  });
  return response.status;
}

async function get(path) {
  const response = await fetch(at(path));
  if (!response.ok) throw new Error(`GET ${path} responded with status ${response.status}`);
  return response.json();
}

async function post(path, body) {
  const response = await fetch(at(path), { method: "POST", body });
  if (!response.ok) throw new Error(`POST ${path} responded with status ${response.status}`);
}

/**
 * Requests a token from the endpoint, just as the Liveblocks client does.
 *
 * @returns status, milliseconds, and the body; `{}` when it was no JSON object
 */
export async function requestToken(room) {
  const start = performance.now();
  const response = await fetch(ENDPOINT, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(room ? { room } : {}),
  });
  const body = await response.json().catch(() => ({}));
  return {
    status: response.status,
    milliseconds: Math.round(performance.now() - start),
    body: body !== null && typeof body === "object" ? body : {},
  };
}

/** The statuses after which the real client stops; after any other it tries again. */
const STOPS = new Set([400, 401, 403, 404, 405, 410, 412, 414, 422, 431, 451]);

export const stopsClient = (status) => STOPS.has(status);

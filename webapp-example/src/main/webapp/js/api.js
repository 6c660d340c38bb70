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
  const answer = await response.json();
  if (!response.ok) return { rooms: [], failure: String(answer.reason) };
  return { rooms: answer, revision: Number(response.headers.get("Revision")) };
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

/** The answer, or an error whose message can be shown. */
async function exchange(url, options) {
  let response;
  try {
    response = await fetch(url, options);
  } catch {
    throw new Error("The page cannot reach its server.");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(String(answer.reason ?? `The server answered ${response.status}.`));
  return answer;
}

async function get(path) {
  const response = await fetch(at(path));
  if (!response.ok) throw new Error(`GET ${path} answered ${response.status}`);
  return response.json();
}

async function post(path, body) {
  const response = await fetch(at(path), { method: "POST", body });
  if (!response.ok) throw new Error(`POST ${path} answered ${response.status}`);
}

/**
 * Asks the endpoint for a token, just as the Liveblocks client does.
 *
 * @returns status, milliseconds, and the answer's members; `{}` when it was no JSON object
 */
export async function askForToken(room) {
  const start = performance.now();
  const response = await fetch(ENDPOINT, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(room ? { room } : {}),
  });
  const answer = await response.json().catch(() => ({}));
  return {
    status: response.status,
    milliseconds: Math.round(performance.now() - start),
    answer: answer !== null && typeof answer === "object" ? answer : {},
  };
}

/** The statuses that end every further try of the real client; after others it tries again. */
const STOPS = new Set([400, 401, 403, 404, 405, 410, 412, 414, 422, 431, 451]);

export const stopsClient = (status) => STOPS.has(status);

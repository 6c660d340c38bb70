// The module that the jar serves to pages, without a server and without waiting: what was sent, what
// was waited for. DirectoryE2eIT has it with the real client.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { liveblocks } from "../../main/resources/META-INF/resources/liveblocks-servlet/client.js";

const URLS = { authEndpoint: "/auth", directory: "/directory" };

const { setTimeout: realSetTimeout } = globalThis;
const { warn: realWarn } = console;
let delays;
let warnings;

beforeEach(() => {
  delays = [];
  warnings = [];
  globalThis.setTimeout = (action, delay) => {
    delays.push(delay);
    queueMicrotask(action);
  };
  console.warn = (text) => warnings.push(text);
});

afterEach(() => {
  globalThis.setTimeout = realSetTimeout;
  console.warn = realWarn;
});

/** A fetch that responds with these in turn, the last one for ever, and keeps what was sent. */
function scripted(...responses) {
  const sent = [];
  const fetch = async (url, init) => {
    sent.push({ url, init, body: JSON.parse(init.body) });
    const response = responses[Math.min(sent.length, responses.length) - 1];
    if (response instanceof Error) {
      throw response;
    }
    const { status = 200, body } = response;
    return new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
  };
  return { fetch, sent };
}

const failing = (status) => ({ status, body: { error: "unavailable", reason: `It is ${status}.` } });

test("defaults are in the context path of the module, and authEndpoint is a URL", () => {
  const { authEndpoint } = liveblocks();

  const file = new URL(
    "../../main/resources/META-INF/resources/api/liveblocks-auth",
    import.meta.url,
  );
  assert.equal(authEndpoint, file.href);
});

for (const option of ["headers", "authBody", "fetch", "credentials"]) {
  test(`authEndpoint is a function when ${option} is given`, () => {
    assert.equal(typeof liveblocks({ ...URLS, [option]: () => {} }).authEndpoint, "function");
  });
}

test("each request has the headers of that moment, and authentication the members", async () => {
  const { fetch, sent } = scripted({ body: { token: "a.b.c" } }, { body: [null] });
  let calls = 0;
  const headers = async () => ({ "X-CSRF-Token": `t${++calls}`, "Content-Type": "text/plain" });
  const authBody = async (room) => ({ tenant: `of ${room}`, room: "another" });
  const options = liveblocks({ ...URLS, fetch, headers, authBody, credentials: "include" });

  assert.deepEqual(await options.authEndpoint("plans"), { token: "a.b.c" });
  await options.resolveUsers({ userIds: ["alice"] });
  await options.authEndpoint();

  assert.deepEqual(sent[0].body, { tenant: "of plans", room: "plans" });
  assert.deepEqual(sent[0].init.headers, {
    "X-CSRF-Token": "t1",
    "Content-Type": "application/json",
  });
  assert.deepEqual(sent[1].body, { userIds: ["alice"] });
  assert.equal(sent[1].init.headers["X-CSRF-Token"], "t2");
  assert.deepEqual(sent[2].body, { tenant: "of undefined" });
  assert.deepEqual(
    sent.map(({ url, init }) => `${init.method} ${url} ${init.credentials}`),
    ["POST /auth include", "POST /directory include", "POST /auth include"],
  );
});

const STOPS = [400, 401, 403, 404, 405, 410, 412, 414, 422, 431, 451];
const RETRIES = [200, 408, 429, 500, 502, 503, 504];
for (const [error, statuses] of Object.entries({ forbidden: STOPS, unavailable: RETRIES })) {
  for (const status of statuses) {
    test(`authEndpoint says ${error} for ${status} in HTML`, async () => {
      const { fetch } = scripted({ status, body: "<h1>Sign in</h1>" });

      assert.deepEqual(await liveblocks({ ...URLS, fetch }).authEndpoint("plans"), {
        error,
        reason: `${status} returned by POST /auth`,
      });
    });
  }
}

test("authEndpoint passes on the endpoint's reason, and not another server's error", async () => {
  const { fetch } = scripted(
    { status: 403, body: { error: "forbidden", reason: "You are banned.", code: "access_denied" } },
    { status: 403, body: { error: "Forbidden", message: "Invalid CSRF token" } },
  );
  const { authEndpoint } = liveblocks({ ...URLS, fetch });

  assert.deepEqual(await authEndpoint("plans"), { error: "forbidden", reason: "You are banned." });
  assert.equal((await authEndpoint("plans")).error, "forbidden");
});

test("authEndpoint rejects when nothing came, so that the client retries", async () => {
  const { fetch } = scripted(new TypeError("Failed to fetch"));

  await assert.rejects(liveblocks({ ...URLS, fetch }).authEndpoint("plans"), /Failed to fetch/);
});

for (const failure of [408, 429, 500, 502, 503, 504].map(failing).concat(new TypeError("no net"))) {
  test(`a lookup is retried after ${failure.status ?? failure}`, async () => {
    const { fetch, sent } = scripted(failure, failure, failure, { body: [{ name: "Alice" }] });

    const users = await liveblocks({ ...URLS, fetch }).resolveUsers({ userIds: ["alice"] });

    assert.deepEqual(users, [{ name: "Alice" }]);
    assert.equal(sent.length, 4);
    const bounds = [300, 1000, 3000];
    assert.equal(delays.length, 3);
    delays.forEach((delay, i) => assert.ok(delay >= bounds[i] / 2 && delay <= bounds[i], delays));
    assert.deepEqual(warnings, []);
  });
}

test("delays differ, so that pages do not retry at the same moment", async () => {
  const { fetch } = scripted(failing(503));
  const { resolveUsers } = liveblocks({ ...URLS, fetch });

  await resolveUsers({ userIds: ["alice"] });
  await resolveUsers({ userIds: ["alice"] });

  assert.notDeepEqual(delays.slice(0, 3), delays.slice(3));
});

for (const [name, key, store] of [
  ["resolveUsers", "userIds", "invalidateUsers"],
  ["resolveRoomsInfo", "roomIds", "invalidateRoomsInfo"],
  ["resolveGroupsInfo", "groupIds", "invalidateGroupsInfo"],
]) {
  test(`${name} gives undefined after four attempts, warns once, and has ids invalidated`, async () => {
    const failures = Array(4).fill(failing(503));
    const { fetch, sent } = scripted(...failures, { body: [null, { name: "B" }] }, failing(503));
    const invalidated = [];
    const client = () => ({ resolvers: { [store]: (ids) => invalidated.push(ids) } });
    const options = liveblocks({ ...URLS, fetch, client, timeout: 7000 });

    assert.deepEqual(await options[name]({ [key]: ["a", "b"] }), [undefined, undefined]);
    assert.deepEqual(sent[0].body, { [key]: ["a", "b"] });
    assert.equal(sent.length, 4);
    assert.equal(delays[3], 21_000);
    assert.deepEqual(invalidated, [["a", "b"]]);

    assert.deepEqual(await options[name]({ [key]: ["a", "b"] }), [undefined, { name: "B" }]);
    await options[name]({ [key]: ["c"] });
    assert.deepEqual(warnings, [
      "liveblocks-servlet: POST /directory failed: 503, It is 503.",
    ]);
  });
}

for (const [what, response] of Object.entries({
  "a refusal": failing(401),
  "a missing directory": { status: 404, body: "<h1>Not Found</h1>" },
  "a shorter array": { body: [null] },
  "an object": { body: { a: null, b: null } },
  "a login page": { body: "<h1>Sign in</h1>" },
})) {
  test(`${what} is not retried, and nothing is invalidated`, async () => {
    const { fetch, sent } = scripted(response);
    const client = () => assert.fail("there is nothing to invalidate");
    const options = liveblocks({ ...URLS, fetch, client });

    assert.deepEqual(await options.resolveUsers({ userIds: ["a", "b"] }), [undefined, undefined]);
    assert.equal(sent.length, 1);
    assert.deepEqual(delays, []);
    assert.equal(warnings.length, 1);
  });
}

test("resolvers do not reject when the page's own headers do", async () => {
  const headers = () => Promise.reject(new Error("no CSRF token"));
  const { resolveUsers } = liveblocks({ ...URLS, headers });

  assert.deepEqual(await resolveUsers({ userIds: ["a"] }), [undefined]);
  assert.match(warnings[0], /no CSRF token/);
});

test("suggestions are an empty array when final, and a rejection when unavailable", async () => {
  const refused = { status: 403, body: { reason: "Not your room." } };
  const { fetch, sent } = scripted(refused, { body: { users: ["alice"] } }, failing(503));
  const { resolveMentionSuggestions } = liveblocks({ ...URLS, fetch });

  assert.deepEqual(await resolveMentionSuggestions({ roomId: "plans", text: "" }), []);
  assert.deepEqual(await resolveMentionSuggestions({ roomId: "plans", text: "" }), []);
  assert.equal(sent.length, 2);
  assert.equal(warnings.length, 2);
  await assert.rejects(resolveMentionSuggestions({ roomId: "plans", text: "" }), /It is 503/);
});

test("an attempt that hangs is given up", async () => {
  const aborted = [];
  const fetch = (url, { signal }) =>
    new Promise((resolve, reject) =>
      signal.addEventListener("abort", () => {
        aborted.push(signal.reason.name);
        reject(signal.reason);
      }),
    );
  const keepAlive = setInterval(() => {}, 1000); // Node would not wait for the signals' timers.

  const { resolveUsers } = liveblocks({ ...URLS, fetch, timeout: 5 });

  assert.deepEqual(await resolveUsers({ userIds: ["a"] }), [undefined]);
  assert.deepEqual(aborted, Array(4).fill("TimeoutError"));
  clearInterval(keepAlive);
});

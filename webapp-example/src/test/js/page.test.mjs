// The page in a real browser, with the real Liveblocks client. LivePageIT starts the server.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, tester } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const pageTest = tester(() => browser);

const REFUSED = /Failed to load resource: .* (401|403)/;

pageTest("signing in by keyboard alone shows the token", {}, async (visit) => {
  const { page } = await visit();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.person), "ada");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, "solid", "focus is visible");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");

  await page.getByRole("article", { name: "Token for Ben Lindqvist" }).waitFor();
  await page.getByRole("status").getByText("Signed in as Ben Lindqvist. The endpoint responded with a token.").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.person), "ben", "focus stays");
  assert.equal(await page.getByRole("button", { name: "Ben Lindqvist" }).getAttribute("aria-pressed"), "true");
});

pageTest("the card shows the decoded token and counts down", {}, async (visit) => {
  const { page } = await visit("ada");
  const payload = JSON.parse(await page.getByLabel("Payload of the token").textContent());
  assert.equal(payload.k, "id");
  assert.equal(payload.uid, "ada");
  assert.deepEqual(payload.gids, ["designers"]);
  assert.equal(payload.ui.name, "Ada Okafor");
  const first = await page.getByRole("timer").textContent();
  assert.match(first, /^(60:00|59:\d\d)$/);
  await page.waitForFunction((text) => document.querySelector("[role=timer]").textContent !== text, first);

  const firstToken = await page.locator(".barcode").evaluate((svg) => svg.innerHTML);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.waitForFunction((old) => document.querySelector(".barcode")?.innerHTML !== old, firstToken);
});

pageTest("who is signed in sees what they may do in each room", {}, async (visit) => {
  const { page } = await visit("ada");
  const badges = page.locator(".room .badge");
  assert.deepEqual(await badges.allTextContents(), [
    "may enter & edit",
    "may enter & edit",
    "read only",
    "no access",
  ]);
});

pageTest("a request of nobody shows 401 with code and reason", { complaints: [REFUSED] }, async (visit) => {
  const { page } = await visit();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.locator(".status-line", { hasText: "401" }).waitFor();
  await page.locator(".rejected .code", { hasText: "unauthenticated" }).waitFor();
  await page.locator(".rejected .reason", { hasText: "Nobody is signed in." }).waitFor();
  await page.getByText("the Liveblocks client stops for good").waitFor();
});

pageTest("signing out takes the token away", { complaints: [REFUSED] }, async (visit) => {
  const { page } = await visit("ada");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.locator(".status-line", { hasText: "401" }).waitFor();
  assert.equal(await page.getByRole("article").count(), 0);
  assert.equal(await page.getByRole("button", { name: "Sign out" }).isVisible(), false);
});

pageTest("the real client gets names and suggestions from the server", {}, async (visit) => {
  const { page } = await visit("ada");
  const found = await page.evaluate(async () => {
    const at = (path) => new URL(path, document.baseURI).href;
    const { createClient } = await import(at("live/liveblocks-client.js"));
    const { liveblocks } = await import(at("liveblocks-servlet/client.js"));
    const client = createClient(liveblocks());
    // What Liveblocks' components for comments use; plain JavaScript has no public way to it.
    const { usersStore, resolveMentionSuggestions } = client[Object.getOwnPropertySymbols(client)[0]];
    await usersStore.enqueue("ben");
    return {
      user: usersStore.getItemState("ben").data,
      mentions: await resolveMentionSuggestions({ roomId: "example:drawing-office", text: "a" }),
    };
  });
  assert.deepEqual(found, {
    user: { name: "Ben Lindqvist", avatar: "avatars/ben.svg", color: "#0c7a75" },
    mentions: [{ kind: "user", id: "ada" }],
  });
});

pageTest("two people in a room see each other, their cursors and one counter", {}, async (visit) => {
  const ada = await visit("ada");
  const ben = await visit("ben");
  await ada.enter("Town square");
  await ben.enter("Town square");
  await ada.sees("Ben Lindqvist");
  await ben.sees("Ada Okafor");

  await ben.pointUntil(ada.page.locator(".cursor", { hasText: "Ben Lindqvist" }));
  await ada.nudgeUntil(ben.page.locator(".cursor", { hasText: "Ada Okafor" }));

  await ada.count(1);
  await ada.count(1);
  await ben.reads("2");
  await ben.count(-1);
  await ada.reads("1");

  await ben.page.getByRole("button", { name: "Leave" }).click();
  await ada.page.locator(".present li", { hasText: "Ben Lindqvist" }).waitFor({ state: "detached" });
  await ada.page.locator(".cursor").waitFor({ state: "detached" });
});

pageTest("who may only read sees the counter change and cannot change it", {}, async (visit) => {
  const ada = await visit("ada");
  const ben = await visit("ben");
  await ada.enter("Drawing office");
  await ben.enter("Drawing office", { readOnly: true });

  for (const name of ["One fewer", "One more"]) {
    const button = ben.page.getByRole("button", { name });
    assert.equal(await button.isDisabled(), true);
    assert.equal(await button.getAttribute("aria-describedby"), "counter-note");
  }
  await ada.count(1);
  await ben.reads("1");
});

pageTest(
  "who has no access to a room is turned away with the room's reason",
  { complaints: [/You have no access to this room/] },
  async (visit) => {
    const { page } = await visit("ada");
    await page.getByRole("button", { name: "Enter Boiler room" }).click();
    const denied = page.locator(".turned-away");
    await denied.getByText("the room", { exact: true }).waitFor();
    await denied.locator(".code", { hasText: "4001" }).waitFor();
    await denied.locator(".reason", { hasText: "You have no access to this room" }).waitFor();
    await page.locator(".connection", { hasText: "turned away" }).waitFor();
  },
);

pageTest(
  "who is barred gets 403 from the endpoint, and the client does not try again",
  { complaints: [REFUSED, /Unauthorized: .*access_denied/] },
  async (visit) => {
    const { page } = await visit("mallory", { clock: true });
    await page.locator(".status-line", { hasText: "403" }).waitFor();
    let asked = 0;
    page.on("request", (request) => (asked += request.url().endsWith("/api/liveblocks-auth") ? 1 : 0));

    await page.getByRole("button", { name: "Enter Town square" }).click();
    const denied = page.locator(".turned-away");
    await denied.getByText("the endpoint, with status 403").waitFor();
    await denied.locator(".code", { hasText: "access_denied" }).waitFor();
    await denied.locator(".reason", { hasText: "Mallory Quint is signed in but barred" }).waitFor();
    assert.equal(asked, 2, "once by the client, once by the page");

    await page.clock.runFor(60_000);
    await page.evaluate(() => fetch("api/me").then((response) => response.text()));
    assert.equal(asked, 2, "a minute later there is no further request");
  },
);

pageTest(
  "while Liveblocks is unavailable the page says so, and the client tries again",
  // The hurried clock overtakes some of the responses.
  { complaints: [/Failed to load resource: .* 503/, /Authentication failed: (.*upstream_unavailable|Timed out)/] },
  async (visit) => {
    const { page } = await visit("ada", { clock: true });
    let asked = 0;
    await page.route("**/api/liveblocks-auth", (route) => {
      asked++;
      return route.fulfill({
        status: 503,
        json: { error: "unavailable", code: "upstream_unavailable", reason: "Liveblocks cannot be reached." },
      });
    });
    let answered = 0;
    const pageAndClient = page.waitForResponse(
      (response) => response.url().endsWith("/api/liveblocks-auth") && ++answered === 2,
    );
    await page.getByRole("button", { name: "Enter Town square" }).click();
    await page.locator(".rejected .code", { hasText: "upstream_unavailable" }).waitFor();
    await page.getByText("the Liveblocks client tries again").waitFor();
    // The client has to be loaded and to have asked once, or the clock runs out before it begins.
    await pageAndClient;
    await page.locator(".connection[data-status=connecting]").waitFor();

    await page.clock.runFor(60_000);
    await page.evaluate(() => fetch("api/me").then((response) => response.text()));
    assert.ok(asked > 2, `asked ${asked} times`);
  },
);

pageTest("changing the person leaves the room", {}, async (visit) => {
  const ada = await visit("ada");
  await ada.enter("Town square");
  await ada.signIn("chiara");
  await ada.page.locator("#inside").waitFor({ state: "hidden" });
});

pageTest("colours follow the system, or the choice, also after a reload", {}, async (visit) => {
  const { page } = await visit("ben", { colorScheme: "dark" });
  const brightness = () =>
    page.evaluate(() => {
      const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
      return (r + g + b) / 3;
    });
  assert.ok((await brightness()) < 60, "dark by the system");
  await page.getByRole("radio", { name: "Light" }).check({ force: true });
  assert.ok((await brightness()) > 200, "light by choice");
  await page.reload();
  await page.locator(".card").waitFor();
  assert.ok((await brightness()) > 200, "light after a reload");
  assert.equal(await page.getByRole("radio", { name: "Light" }).isChecked(), true);
});

for (const colorScheme of ["light", "dark"]) {
  pageTest(
    `nothing is inaccessible in ${colorScheme} colours`,
    { complaints: [REFUSED, /You have no access to this room/] },
    async (visit) => {
      const ada = await visit(undefined, { colorScheme });
      await ada.isAccessible("signed out");
      for (const person of ["ada", "ben", "chiara", "mallory"]) {
        await ada.signIn(person);
        await ada.isAccessible(person);
      }
      await ada.signIn("ada");
      await ada.enter("Town square");
      await ada.isAccessible("in a room");
      await ada.enter("Archive", { readOnly: true });
      await ada.isAccessible("in a room, read only");
      await ada.page.getByRole("button", { name: "Enter Boiler room" }).click();
      await ada.page.locator(".turned-away .code").waitFor();
      await ada.isAccessible("turned away");
    },
  );
}

for (const width of [320, 360, 768, 1024, 1440, 2200]) {
  pageTest(`nothing sticks out at a width of ${width}`, { complaints: [REFUSED] }, async (visit) => {
    const chiara = await visit("chiara", { viewport: { width, height: 800 } });
    await chiara.fits();
    await chiara.enter("Town square");
    await chiara.fits();
    await chiara.signIn("mallory");
    await chiara.fits();
  });
}

pageTest("nothing moves for those who asked for that", {}, async (visit) => {
  const { page } = await visit("ada", { reducedMotion: "reduce" });
  const moving = await page.evaluate(() => document.getAnimations().length);
  assert.equal(moving, 0);
});

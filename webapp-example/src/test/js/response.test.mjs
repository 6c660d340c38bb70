// The response and what is shown around it, where Liveblocks is simulated. LivePageIT starts the server.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { promisify } from "node:util";
import { launch, tester } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const pageTest = tester(() => browser);

const REJECTED = /Failed to load resource: .* (401|403)/;
const PHONE = { viewport: { width: 390, height: 844 } };

pageTest("the page says in one line what it shows", {}, async (visit) => {
  const { page } = await visit();
  assert.equal(
    await page.locator("#about").textContent(),
    "A demo of the auth endpoint. Tokens are real in form; Liveblocks is simulated.",
  );
});

pageTest("the response comes into view on a phone, wherever the button was", {}, async (visit) => {
  const { page } = await visit("ada", PHONE);
  await isInView(page, "after signing in");
  await page.getByRole("button", { name: "Get token for Boiler room" }).click();
  await page.locator(".why-token").waitFor();
  await isInView(page, "after a request for the last room");
});

pageTest("the page stays where it is while the response is in view", {}, async (visit) => {
  const { page } = await visit("ada");
  await page.getByRole("button", { name: "Get token for Archive" }).click();
  await page.getByText("Archive will let you read").waitFor();
  assert.equal(await page.evaluate(() => window.scrollY), 0);
});

pageTest("a token for a room without access says why there is one", {}, async (visit) => {
  const { page } = await visit("ada");
  const why = page.locator(".why-token");
  assert.equal(await why.count(), 0, "no room, no question");
  await page.getByRole("button", { name: "Get token for Boiler room" }).click();
  await why.getByText("No access to Boiler room, and still a token:").waitFor();
  await page.getByRole("button", { name: "Get token for Town square" }).click();
  await page.getByText("Town square will let you edit").waitFor();
  assert.equal(await why.count(), 0);
});

pageTest("the raw token is the one that is decoded, and can be copied", {}, async (visit) => {
  const { context, page } = await visit("ada");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.locator("summary", { hasText: "Raw token" }).click();
  const token = await page.getByRole("group", { name: "Raw token" }).textContent();
  const decoded = JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
  assert.deepEqual(decoded, JSON.parse(await page.getByLabel("Payload of the token").textContent()));
  await page.getByRole("button", { name: "Copy Raw token" }).click();
  await page.getByRole("status").getByText("Raw token: copied.").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), token);
});

pageTest("the curl line gets such a token in a shell", { complaints: [REJECTED] }, async (visit) => {
  const { page } = await visit("chiara");
  await page.getByRole("button", { name: "Get token for Archive" }).click();
  await page.getByText("Archive will let you read").waitFor();
  const { token } = await shell(await curl(page));
  assert.equal(JSON.parse(Buffer.from(token.split(".")[1], "base64url")).uid, "chiara");

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.locator(".status-line", { hasText: "401" }).waitFor();
  assert.equal((await shell(await curl(page))).code, "unauthenticated");
});

pageTest("the payload is unfolded on a desk, and folded on a phone", {}, async (visit) => {
  const unfolded = async (options) => {
    const { page } = await visit("ada", options);
    return page.locator("details", { hasText: "Payload" }).evaluate((details) => details.open);
  };
  assert.equal(await unfolded(), true);
  assert.equal(await unfolded(PHONE), false);
});

pageTest("the page says that it loads", {}, async (visit) => {
  const { page } = await visit();
  const release = await hold(page, "**/api/me");
  await page.reload();
  for (const part of ["#people", "#rooms", "#response"]) {
    await page.locator(part, { hasText: "Loading…" }).waitFor();
  }
  release();
  await page.locator(".room").first().waitFor();
  assert.equal(await page.getByText("Loading…").count(), 0);
});

pageTest("a response that takes its time is waited for in words", {}, async (visit) => {
  const { page } = await visit("ada");
  const release = await hold(page, "**/api/liveblocks-auth");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText("Waiting for the response…").waitFor();
  assert.equal(await page.locator("#response").getAttribute("aria-busy"), "true");
  release();
  await page.locator("#response:not([aria-busy])").waitFor();
  assert.equal(await page.getByText("Waiting for the response…").count(), 0);
});

for (const options of [PHONE, { ...PHONE, colorScheme: "dark" }, {}]) {
  pageTest(`all that can be unfolded is accessible: ${JSON.stringify(options)}`, {}, async (visit) => {
    const ada = await visit("ada", options);
    await ada.page.getByRole("button", { name: "Get token for Boiler room" }).click();
    await ada.page.locator(".why-token").waitFor();
    await ada.page.locator("details").evaluateAll((all) => all.forEach((details) => (details.open = true)));
    await ada.isAccessible("unfolded");
    await ada.fits();
  });
}

async function isInView(page, moment) {
  const { top, bottom } = await page.locator(".status-line").evaluate((line) => line.getBoundingClientRect().toJSON());
  assert.ok(top >= 0 && bottom <= PHONE.viewport.height / 2, `${moment}: ${top} to ${bottom}`);
}

const curl = (page) => page.getByLabel("curl command", { exact: true }).textContent();

/** Runs a line, and reads the JSON that it prints. */
async function shell(line) {
  const cwd = await mkdtemp(join(tmpdir(), "curl-"));
  try {
    const { stdout } = await promisify(execFile)("sh", ["-c", line], { cwd, timeout: 20_000 });
    return JSON.parse(stdout);
  } finally {
    await rm(cwd, { recursive: true });
  }
}

/** Holds requests back until they are released. */
async function hold(page, url) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route(url, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

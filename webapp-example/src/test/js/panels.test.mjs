// Lookups and webhooks on the page, with whichever Liveblocks. LivePageIT starts the server.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, tester } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const pageTest = tester(() => browser);
const FAILED_LOOKUP = /api\/liveblocks-directory failed|Failed to load resource: .* 404/;

pageTest("ids have names and avatars once somebody is signed in", {}, async (visit) => {
  const { page } = await visit();
  const first = page.locator("#lookups li").first();
  await first.getByText("ada", { exact: true }).waitFor();
  assert.equal(await page.locator("#lookups img").count(), 0, "nobody is told names");

  await page.locator('[data-person="ada"]').click();
  await first.getByText("Ada Okafor").waitFor();
  await page.locator("#lookups li", { hasText: "All designers" }).waitFor();
  const loaded = await first.locator("img").evaluate((img) => img.decode().then(() => img.naturalWidth));
  assert.ok(loaded > 0, "the avatar is shown");
  assert.equal(await page.locator("#lookups li", { hasText: "Boiler room" }).count(), 0, "a room that Ada may not enter");
});

pageTest("typing @ suggests those who may enter the room", {}, async (visit) => {
  const { page } = await visit("ada");
  await page.locator("#lookups li", { hasText: "Ada Okafor" }).waitFor();
  await page.getByLabel("in", { exact: true }).selectOption("Drawing office");
  const suggestions = page.getByRole("list", { name: "Suggestions" }).locator("li");

  await page.getByLabel("Mention").fill("Hello @a");
  await suggestions.getByText("Ada Okafor").waitFor();
  assert.equal(await suggestions.count(), 1);

  await page.getByLabel("Mention").fill("Hello @des");
  await suggestions.getByText("All designers").waitFor();

  await page.getByLabel("in", { exact: true }).selectOption("Boiler room");
  await page.getByText("or you may not.").waitFor();
  assert.equal(await suggestions.count(), 0);
});

pageTest("a test webhook arrives on everybody's page, and once although it is sent twice", {}, async (visit) => {
  const ada = await visit("ada");
  const ben = await visit("ben");
  const before = await ben.page.locator("#webhooks code.soft").count();

  await ada.page.getByRole("button", { name: "Send a test webhook" }).click();
  await ada.page.getByText("Sent: the endpoint responded with status 20").waitFor();
  const arrived = ben.page.locator("#webhooks li", { hasText: "by Ada Okafor" }).first();
  await arrived.getByText("commentCreated").waitFor();
  await arrived.getByText("in Town square").waitFor();

  await ada.page.getByRole("button", { name: "Send it again" }).click();
  await ada.page.getByText("Sent again with the same id: the endpoint responded with status 20").waitFor();
  await ben.page.reload();
  await ben.page.locator("#webhooks code.soft").first().waitFor();
  assert.equal(await ben.page.locator("#webhooks code.soft").count(), before + 1);
});

pageTest("without a directory the page shows ids and works on", { complaints: [FAILED_LOOKUP] }, async (visit) => {
  const { page } = await visit();
  await page.route("**/api/liveblocks-directory", (route) => route.fulfill({ status: 404, body: "" }));
  await page.locator('[data-person="ada"]').click();
  await page.getByRole("article", { name: "Token for Ada Okafor" }).waitFor();
  await page.locator("#lookups li").first().getByText("ada", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Send a test webhook" }).click();
  await page.locator("#webhooks li", { hasText: "by ada" }).first().waitFor();
});

pageTest("the panels fit on a phone and are accessible", {}, async (visit) => {
  const ada = await visit("ada", { viewport: { width: 320, height: 640 } });
  await ada.page.locator("#lookups li", { hasText: "Ada Okafor" }).waitFor();
  await ada.page.getByRole("button", { name: "Send a test webhook" }).click();
  await ada.page.locator("#webhooks li", { hasText: "by Ada Okafor" }).first().waitFor();
  await ada.page.getByLabel("Mention").fill("@");
  await ada.page.getByRole("list", { name: "Suggestions" }).locator("li").first().waitFor();
  await ada.fits();
  await ada.isAccessible("with names, suggestions and a webhook");
});

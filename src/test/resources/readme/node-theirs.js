const idToken = await liveblocks.identifyUser(
  { userId: "alice@acme", groupIds: ["designers"], organizationId: "acme" },
  { userInfo: { name: "Alice" } },
);

const session = liveblocks.prepareSession("alice@acme", { userInfo: { name: "Alice" } });
session.allow("acme:*", session.FULL_ACCESS);
session.allow("handbook", ["*:read", "comments:write"]);
const accessToken = await session.authorize();

const room = await liveblocks.updateRoom("acme:plans", {
  defaultAccesses: [],
  usersAccesses: { "bob@acme": ["*:read"], "eve@acme": null },
  metadata: { type: "whiteboard" },
});

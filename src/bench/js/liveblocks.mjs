// What every peer does with a request, as the documents of @liveblocks/node say.
import { Liveblocks } from "@liveblocks/node";

const liveblocks = new Liveblocks({
  secret: process.env.LIVEBLOCKS_SECRET_KEY,
  baseUrl: process.env.LIVEBLOCKS_BASE_URL,
});

export const port = Number(process.env.PORT);
export const hostname = "127.0.0.1";
export const path = "/app/api/liveblocks-auth";

/** The same user as the servlet's VisitorResolver makes of the same header. */
export function identify(userId) {
  return liveblocks.identifyUser({ userId, groupIds: ["designers"] }, { userInfo: { name: "Alice" } });
}

export function ready() {
  console.log("ready");
}

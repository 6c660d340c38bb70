import { hostname, identify, path, port, ready } from "./liveblocks.mjs";

Bun.serve({
  hostname,
  port,
  routes: {
    [path]: {
      POST: async (request) => {
        await request.json();
        const { status, body } = await identify(request.headers.get("x-user"));
        return new Response(body, { status, headers: { "Content-Type": "application/json" } });
      },
    },
  },
});
ready();

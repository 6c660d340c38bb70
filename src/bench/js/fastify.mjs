import Fastify from "fastify";
import { hostname, identify, path, port, ready } from "./liveblocks.mjs";

const app = Fastify();
app.post(path, async (request, reply) => {
  const { status, body } = await identify(request.headers["x-user"]);
  return reply.code(status).type("application/json").send(body);
});
await app.listen({ port, host: hostname });
ready();

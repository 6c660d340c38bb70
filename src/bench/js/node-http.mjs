import { createServer } from "node:http";
import { hostname, identify, path, port, ready } from "./liveblocks.mjs";

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  if (request.method !== "POST" || request.url !== path) {
    response.writeHead(404).end();
    return;
  }
  JSON.parse(Buffer.concat(chunks).toString());
  const { status, body } = await identify(request.headers["x-user"]);
  response.writeHead(status, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}).listen(port, hostname, ready);

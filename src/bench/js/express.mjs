import express from "express";
import { hostname, identify, path, port, ready } from "./liveblocks.mjs";

const app = express();
app.disable("x-powered-by");
app.use(express.json());
app.post(path, async (request, response) => {
  const { status, body } = await identify(request.get("x-user"));
  response.status(status).type("json").send(body);
});
app.listen(port, hostname, ready);

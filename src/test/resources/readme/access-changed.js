room.subscribe("event", ({ event }) => {
  if (event.type === "access-changed") {
    client.logout(); // drops the token and reconnects; who may not enter any more stays outside
  }
});

room.subscribe("event", ({ event }) => {
  if (event.type === "access-changed") {
    client.logout(); // drops the token and reconnects; users without access stay outside
  }
});

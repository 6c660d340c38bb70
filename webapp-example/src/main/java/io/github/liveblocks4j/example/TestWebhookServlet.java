package io.github.liveblocks4j.example;

import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * Responds with a signed delivery for the page to send, while Liveblocks is simulated: {@code POST
 * /api/test-webhook}. A real application never signs on request.
 */
@WebServlet("/api/test-webhook")
public final class TestWebhookServlet extends JsonServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Person person = signedIn(request);
    WebhookSigner signer = StandIn.signer(getServletContext());
    if (signer == null) {
      throw new Problem(404, "no_test", "Liveblocks itself sends webhooks here.");
    }
    Room room =
        ExampleRooms.openTo(person, rooms()).stream()
            .findFirst()
            .orElseThrow(() -> new Problem(403, "no_room", "You may not enter any room."));
    WebhookDelivery delivery =
        signer.event("commentCreated", Map.of("roomId", room.id(), "createdBy", person.id()));
    write(response, 200, Map.of("headers", delivery.headers(), "body", delivery.body()));
  }
}

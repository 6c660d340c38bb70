package io.github.liveblocks4j.example;

import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import io.github.liveblocks4j.webhook.CommentEvent;
import io.github.liveblocks4j.webhook.Delivery;
import io.github.liveblocks4j.webhook.WebhookHandler;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Lists the webhooks that have arrived from rooms which the signed-in person may enter: {@code GET
 * /api/webhooks}. With the {@link StandIn}, {@code POST} responds with a signed delivery for the
 * page to send.
 */
@WebServlet("/api/webhooks")
public final class WebhooksServlet extends JsonServlet {

  private static final long serialVersionUID = 1L;

  /**
   * A delivery as the page shows it.
   *
   * @param id of the delivery
   * @param type of the event
   * @param room the room's id
   * @param by the id of the person who wrote the comment, if it is one
   */
  public record Event(String id, String type, String room, String by) {

    static Event of(Delivery delivery) {
      String by =
          delivery.event() instanceof CommentEvent.Created comment ? comment.createdBy() : null;
      return new Event(delivery.id(), delivery.event().type(), delivery.event().roomId(), by);
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    List<String> rooms =
        ExampleRooms.openTo(signedIn(request), rooms()).stream().map(Room::id).toList();
    WebhookFeed feed =
        (WebhookFeed) getServletContext().getAttribute(WebhookHandler.class.getName());
    write(
        response,
        200,
        feed.latest().stream()
            .map(Event::of)
            .filter(event -> rooms.contains(event.room()))
            .toList());
  }

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

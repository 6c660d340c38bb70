package io.github.liveblocks4j.example;

import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.webhook.CommentEvent;
import io.github.liveblocks4j.webhook.Delivery;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * The webhooks that have arrived from rooms the signed-in person may enter: {@code GET
 * /api/webhooks}. {@code POST} responds with a signed delivery for the page to send, where there is
 * a {@link TestWebhook}.
 */
public final class WebhooksServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** For the container. */
  public WebhooksServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      List<String> rooms = roomsOpenTo(SignedIn.required(request));
      WebhookFeed feed = WebhookFeed.of(getServletContext());
      JsonArrayBuilder events = Json.createArrayBuilder();
      feed.latest().stream()
          .filter(delivery -> rooms.contains(delivery.event().roomId()))
          .forEach(delivery -> events.add(json(delivery)));
      JsonResponse.write(
          response,
          Json.createObjectBuilder()
              .add("canTest", feed.test().isPresent())
              .add("events", events)
              .build());
    } catch (Problem e) {
      e.write(response);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      Person person = SignedIn.required(request);
      TestWebhook test =
          WebhookFeed.of(getServletContext())
              .test()
              .orElseThrow(() -> new Problem(404, "no_test", "Real webhooks arrive here."));
      String room =
          roomsOpenTo(person).stream()
              .findFirst()
              .orElseThrow(() -> new Problem(403, "no_room", "You may not enter any room."));
      WebhookDelivery delivery = test.commentBy(person, room);
      JsonObjectBuilder headers = Json.createObjectBuilder();
      delivery.headers().forEach(headers::add);
      JsonResponse.write(
          response,
          Json.createObjectBuilder().add("headers", headers).add("body", delivery.body()).build());
    } catch (Problem e) {
      e.write(response);
    }
  }

  private List<String> roomsOpenTo(Person person) throws Problem {
    return HouseRooms.of(getServletContext()).openTo(person).stream().map(Room::id).toList();
  }

  private static JsonObjectBuilder json(Delivery delivery) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("id", delivery.id())
            .add("type", delivery.event().type())
            .add("room", delivery.event().roomId());
    if (delivery.event() instanceof CommentEvent.Created comment) {
      json.add("by", comment.createdBy());
    }
    return json;
  }
}

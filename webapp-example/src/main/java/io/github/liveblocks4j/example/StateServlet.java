package io.github.liveblocks4j.example;

import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.webhook.CommentEvent;
import io.github.liveblocks4j.webhook.WebhookHandler.Delivery;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Responds with all that the page shows to the signed-in person: {@code GET /api/state}. */
@WebServlet("/api/state")
public final class StateServlet extends JsonServlet {

  private static final long serialVersionUID = 1L;

  /**
   * The response.
   *
   * @param standIn whether Liveblocks is simulated
   * @param roomsUrl where the browser enters rooms, or null when it cannot
   * @param people who can sign in
   * @param me who is signed in, or null
   * @param rooms all rooms
   * @param webhooks the last ones from rooms that the person may enter
   */
  public record State(
      boolean standIn,
      URI roomsUrl,
      List<Person> people,
      Person me,
      List<RoomView> rooms,
      List<Event> webhooks) {}

  /** A room, the id of its owner, and what the signed-in person may do in it. */
  public record RoomView(String id, String title, String owner, Access access) {

    static RoomView of(Room room, Optional<Person> me) {
      String owner = ExampleRooms.owner(room).map(Person::id).orElse(null);
      Access access = me.map(person -> Access.of(room, person)).orElse(Access.SIGNED_OUT);
      return new RoomView(room.id(), ExampleRooms.title(room), owner, access);
    }
  }

  /** A webhook; {@code by} is the id of the person who wrote the comment, if it is about one. */
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
    ServletContext context = getServletContext();
    Optional<Person> me = SignInServlet.person(request);
    List<RoomView> rooms =
        ExampleRooms.all(rooms()).stream().map(room -> RoomView.of(room, me)).toList();
    List<String> open =
        rooms.stream().filter(room -> room.access().mayEnter()).map(RoomView::id).toList();
    List<Event> webhooks =
        WebhookFeed.of(context).latest().stream()
            .map(Event::of)
            .filter(event -> open.contains(event.room()))
            .toList();
    write(
        response,
        200,
        new State(
            StandIn.isIn(context),
            LiveRooms.url(context).orElse(null),
            Person.all(),
            me.orElse(null),
            rooms,
            webhooks));
  }
}

package com.example;

// snippet: webhook-events
import io.github.liveblocks4j.webhook.CommentEvent;
import io.github.liveblocks4j.webhook.RoomEvent;
import io.github.liveblocks4j.webhook.WebhookEvent;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

public class CommentIndex {

  private final Set<String> comments = new ConcurrentSkipListSet<>();

  public void handle(WebhookEvent event) {
    if (event instanceof CommentEvent.Created created) {
      comments.add(created.roomId() + "/" + created.commentId());
    } else if (event instanceof CommentEvent.Deleted deleted) {
      comments.remove(deleted.roomId() + "/" + deleted.commentId());
    } else if (event instanceof RoomEvent.Deleted deleted) {
      comments.removeIf(comment -> comment.startsWith(deleted.roomId() + "/"));
    }
    // Nothing else concerns the index; and one day a type arrives that this version does not know.
  }

  public Set<String> comments() {
    return comments;
  }
}
// end

package io.github.liveblocks4j.example;

import io.github.liveblocks4j.Liveblocks;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Chooses the back end when the application starts, before the endpoint looks for it, and closes it
 * when the application stops.
 */
public final class BackEndListener implements ServletContextListener {

  private final Changes changes = new Changes();
  private BackEnd backEnd;
  private ReadyNotice notice;

  /** For the container. */
  public BackEndListener() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    Settings settings = new Settings(context);
    SessionCookie.harden(context);
    backEnd = choose(settings, context);
    backEnd.shareIn(context);
    HouseRooms rooms = backEnd.rooms();
    rooms.shareIn(context);
    createRooms(rooms, context);
    changes.shareIn(context);
    new HouseDirectory(rooms).shareIn(context);
    TestWebhook test =
        backEnd.isEmbedded() && !settings.hasWebhookSecret() ? TestWebhook.enable(context) : null;
    new WebhookFeed(changes, test).shareIn(context);
    context.log("The example talks to " + describe(backEnd));
    settings.url().ifPresent(url -> notice = ReadyNotice.start(url, context::log));
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (notice != null) {
      notice.close();
    }
    changes.close();
    if (backEnd != null) {
      backEnd.close();
    }
  }

  private static BackEnd choose(Settings settings, ServletContext context) {
    try {
      Optional<Liveblocks> liveblocks = settings.liveblocks();
      if (liveblocks.isPresent()) {
        return BackEnd.liveblocks(liveblocks.get());
      }
    } catch (IllegalArgumentException e) {
      context.log(
          "The example cannot reach Liveblocks, and its endpoint responds 503, until this is"
              + " corrected: "
              + e.getMessage());
      return BackEnd.misconfigured();
    }
    boolean live =
        switch (settings.live()) {
          case "true" -> true;
          case "false" -> false;
          default -> LiveClient.isIn(context);
        };
    if (live) {
      try {
        DevServer server = DevServer.start(nodeModules(settings), directory(context));
        context.log("The Liveblocks development server writes to " + server.log());
        return BackEnd.devServer(server);
      } catch (IOException e) {
        context.log("Rooms cannot be entered: " + e.getMessage());
      }
    }
    return BackEnd.standIn();
  }

  /** The application is of use without them, so a failure here only goes to the log. */
  private static void createRooms(HouseRooms rooms, ServletContext context) {
    try {
      rooms.create();
    } catch (Problem e) {
      context.log("The example's rooms could not be created: " + e.getMessage());
    }
  }

  private static String describe(BackEnd backEnd) {
    return switch (backEnd.kind()) {
      case LIVEBLOCKS -> "Liveblocks at " + backEnd.roomsUrl().orElseThrow();
      case MISCONFIGURED -> "nobody: its settings for Liveblocks are wrong";
      case DEV_SERVER -> "Liveblocks' development server";
      case STAND_IN -> "the library's stand-in for Liveblocks";
    };
  }

  private static Path nodeModules(Settings settings) {
    return settings
        .nodeModules()
        .map(Path::of)
        .or(
            () ->
                Stream.of("webapp-example/node_modules", "node_modules")
                    .map(Path::of)
                    .filter(Files::isDirectory)
                    .findFirst())
        .orElse(Path.of("node_modules"))
        .toAbsolutePath();
  }

  private static Path directory(ServletContext context) throws IOException {
    File directory = (File) context.getAttribute(ServletContext.TEMPDIR);
    return directory == null ? Files.createTempDirectory("liveblocks-example") : directory.toPath();
  }
}

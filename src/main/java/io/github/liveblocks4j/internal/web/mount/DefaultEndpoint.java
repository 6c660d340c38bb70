package io.github.liveblocks4j.internal.web.mount;

import io.github.liveblocks4j.internal.web.EndpointConfig;
import io.github.liveblocks4j.internal.web.EndpointKind;
import io.github.liveblocks4j.internal.web.EndpointSettings;
import io.github.liveblocks4j.internal.web.EndpointStartup;
import io.github.liveblocks4j.internal.web.MisconfiguredException;
import io.github.liveblocks4j.internal.web.Registrations;
import io.github.liveblocks4j.internal.web.Setting;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An endpoint at its default path, for applications that mount none of its kind themselves. */
final class DefaultEndpoint extends GenericServlet {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private final EndpointKind kind;
  private final HttpServlet endpoint;
  private final transient List<Class<?>> types;
  private transient volatile @Nullable Object self; // null while it stands back

  /**
   * Creates one.
   *
   * @param endpoint responds to the requests, with 404 where it has not started
   * @param types of the servlets and filters that are such an endpoint
   */
  DefaultEndpoint(EndpointKind kind, HttpServlet endpoint, List<Class<?>> types) {
    this.kind = kind;
    this.endpoint = endpoint;
    this.types = types;
  }

  /**
   * Mounts it where the settings ask for it, or logs why not.
   *
   * @return whether it is mounted
   */
  boolean mount(ServletContext context) {
    String name = "liveblocks-" + kind;
    String path = "/api/" + name;
    EndpointConfig config = new EndpointConfig(name, context, Map.of(), List.of(path));
    if (!isAskedFor(EndpointSettings.common(context))) {
      return false;
    }
    Optional<String> obstacle =
        mountedByApplication(context)
            .or(() -> Registrations.at(context, path).map("that path is taken by "::concat));
    ServletRegistration.Dynamic registration =
        obstacle.isPresent() ? null : context.addServlet(name, this);
    if (registration == null) {
      LOG.log(
          Level.INFO,
          () ->
              "%s: the jar's own is not mounted at %s, since %s"
                  .formatted(
                      config,
                      config.location(),
                      obstacle.orElse("the application has another servlet of that name")));
      return false;
    }
    registration.setAsyncSupported(true);
    // Lookups come after the auth endpoint, whose resolver they use.
    registration.setLoadOnStartup(kind == EndpointKind.DIRECTORY ? 2 : 1);
    registration.addMapping(path);
    return true;
  }

  private boolean isAskedFor(EndpointSettings settings) {
    try {
      return (kind != EndpointKind.WEBHOOK
              || settings.find(Setting.WEBHOOK_SECRET, Setting.WEBHOOK_SECRET_FILE).isPresent())
          && settings.enabled();
    } catch (MisconfiguredException e) {
      return true; // The endpoint finds it too, responds 503 and logs what to change.
    }
  }

  private Optional<String> mountedByApplication(ServletContext context) {
    List<String> found = Registrations.of(context, types);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of("the application mounts " + String.join(", ", found));
  }

  /** Starts when all listeners have run, those after ours too, which may have registered more. */
  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    ServletContext context = config.getServletContext();
    Optional<String> other = mountedByApplication(context).or(() -> startedByApplication(context));
    if (other.isPresent()) {
      logStandsBack(other.get());
    } else {
      endpoint.init(config);
      self = EndpointStartup.latest(context, kind);
    }
  }

  /** Finds what no registration shows, such as a filter behind Spring's DelegatingFilterProxy. */
  private Optional<String> startedByApplication(ServletContext context) {
    return Optional.ofNullable(EndpointStartup.latest(context, kind))
        .filter(latest -> latest != self)
        .map(latest -> "the application has started " + latest);
  }

  private void logStandsBack(String other) {
    LOG.log(
        Level.WARNING,
        () ->
            "%s responds 404: %s, which could not be seen before. To have the path itself, name its class in web.xml, or register it in a listener of web.xml or with @WebListener"
                .formatted(EndpointConfig.of(getServletConfig()), other));
  }

  @Override
  public void service(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    if (self != null) {
      startedByApplication(getServletContext())
          .ifPresent(
              other -> {
                self = null;
                logStandsBack(other);
              });
    }
    if (self == null) {
      ((HttpServletResponse) response).sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      endpoint.service(request, response);
    }
  }

  @Override
  public void destroy() {
    endpoint.destroy(); // Does nothing where it has not started.
  }
}

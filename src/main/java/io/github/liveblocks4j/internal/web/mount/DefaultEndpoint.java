package io.github.liveblocks4j.internal.web.mount;

import io.github.liveblocks4j.internal.web.EndpointConfig;
import io.github.liveblocks4j.internal.web.EndpointSettings;
import io.github.liveblocks4j.internal.web.MisconfiguredException;
import io.github.liveblocks4j.internal.web.Registrations;
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
import java.util.Optional;
import java.util.function.Predicate;

/** An endpoint at its default path, for applications that mount none of its kind themselves. */
final class DefaultEndpoint extends GenericServlet {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private final String name;
  private final HttpServlet endpoint;
  private final transient List<Class<?>> kind;
  private volatile boolean standsBack;

  /**
   * Creates one.
   *
   * @param name of the servlet, and the last part of its path
   * @param endpoint responds to the requests
   * @param kind the types of the servlets and filters that are such an endpoint
   */
  DefaultEndpoint(String name, HttpServlet endpoint, List<Class<?>> kind) {
    this.name = name;
    this.endpoint = endpoint;
    this.kind = kind;
  }

  /**
   * Mounts it, or logs why not.
   *
   * @param loadOnStartup its place in the order in which servlets start
   * @param isSetUp whether the settings ask for the endpoint
   * @return whether it is mounted
   */
  boolean mount(ServletContext context, int loadOnStartup, Predicate<EndpointSettings> isSetUp) {
    String path = "/api/" + name;
    EndpointConfig config =
        new EndpointConfig(name, context, param -> null, List.of(), List.of(path));
    EndpointSettings settings = EndpointSettings.of(config);
    Optional<String> obstacle =
        mountedByApplication(context)
            .or(() -> Registrations.at(context, path).map("that path is taken by "::concat))
            .or(() -> switchedOff(settings));
    if (obstacle.isEmpty() && !is(settings, isSetUp)) {
      return false;
    }
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
    registration.setLoadOnStartup(loadOnStartup);
    registration.addMapping(path);
    return true;
  }

  private static Optional<String> switchedOff(EndpointSettings settings) {
    return is(settings, EndpointSettings::enabled)
        ? Optional.empty()
        : Optional.of("it is switched off (enabled=false)");
  }

  private static boolean is(EndpointSettings settings, Predicate<EndpointSettings> test) {
    try {
      return test.test(settings);
    } catch (MisconfiguredException e) {
      return true; // The endpoint finds it too, responds 503 and logs what to change.
    }
  }

  private Optional<String> mountedByApplication(ServletContext context) {
    List<String> found = Registrations.of(context, kind);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of("the application mounts " + String.join(", ", found));
  }

  /** Starts when all listeners have run, those after ours too, which may have registered more. */
  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    Optional<String> other = mountedByApplication(config.getServletContext());
    standsBack = other.isPresent();
    if (standsBack) {
      LOG.log(
          Level.WARNING,
          () ->
              "%s responds 404: %s, which was registered later. To have the path itself, register that in a listener of web.xml or with @WebListener"
                  .formatted(EndpointConfig.of(config), other.get()));
    } else {
      endpoint.init(config);
    }
  }

  @Override
  public void service(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    if (standsBack) {
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

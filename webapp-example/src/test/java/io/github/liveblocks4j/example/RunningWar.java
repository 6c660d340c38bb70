package io.github.liveblocks4j.example;

import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The WAR, as it was packaged, in a server on a free port. */
final class RunningWar implements AutoCloseable {

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final WebAppContext context = new WebAppContext();

  private RunningWar() {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    context.setContextPath("/");
    context.setWar(System.getProperty("war"));
    context.setThrowUnavailableOnStartupException(true);
    server.setHandler(context);
  }

  static RunningWar start(Map<String, String> contextParams) throws Exception {
    return start(context -> contextParams.forEach(context::setInitParameter));
  }

  /** Starts the WAR as something outside of it, such as a deployment descriptor, sets it up. */
  static RunningWar start(Consumer<WebAppContext> setup) throws Exception {
    RunningWar war = new RunningWar();
    setup.accept(war.context);
    war.server.start();
    return war;
  }

  /** Starts the WAR and tells it its address, as the run command does. */
  static RunningWar startWithUrl(Map<String, String> contextParams) throws Exception {
    RunningWar war = new RunningWar();
    contextParams.forEach(war.context::setInitParameter);
    war.connector.open();
    war.context.setInitParameter("example.url", war.url().toString());
    war.server.start();
    return war;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
  }

  /** Stops the application; the server goes on. */
  void undeploy() throws Exception {
    context.stop();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server did not stop", e);
    }
  }
}

package io.github.liveblocks4j.e2e;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts each process that the tests share when the first test wants it, and ends it at the end.
 */
final class SharedProcesses implements ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SharedProcesses.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == DevServer.class || type == ClientDriver.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store = context.getRoot().getStore(NAMESPACE);
    return parameter.getParameter().getType() == DevServer.class
        ? store.getOrComputeIfAbsent(DevServer.class, key -> new DevServer())
        : store.getOrComputeIfAbsent(ClientDriver.class, key -> new ClientDriver());
  }
}

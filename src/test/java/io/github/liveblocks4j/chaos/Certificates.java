package io.github.liveblocks4j.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Servers with one issuer: {@code good}, {@code expired}, and {@code elsewhere} with another host's
 * name; and one that vouches for itself, {@code stranger}. Made anew for each run, with the JDK's
 * keytool.
 */
final class Certificates {

  private static final String PASSWORD = "changeit";

  private final KeyStore keys = KeyStore.getInstance("PKCS12");
  private final Map<String, SSLContext> servers = new ConcurrentHashMap<>();

  Certificates(Path directory) throws Exception {
    Path file = directory.resolve("keys.p12");
    String[] issued = {"-signer", "issuer", "-ext", "san=dns:localhost"};
    generate(file, "issuer", "-ext", "bc=ca:true");
    generate(file, "good", issued);
    generate(file, "expired", with(issued, "-startdate", "-20d", "-validity", "5"));
    generate(file, "elsewhere", "-signer", "issuer", "-ext", "san=dns:elsewhere.example");
    generate(file, "stranger", "-ext", "san=dns:localhost");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
  }

  private static String[] with(String[] options, String... more) {
    String[] all = Arrays.copyOf(options, options.length + more.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return all;
  }

  private static void generate(Path file, String alias, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=test"));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    command.addAll(List.of(options));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IOException("keytool: " + said);
    }
  }

  /** Returns what trusts the issuer, and nobody else. */
  SSLContext client() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("issuer", keys.getCertificate("issuer"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** Returns what a server shows itself with. */
  SSLContext server(String name) {
    return servers.computeIfAbsent(
        name,
        alias -> {
          try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry(
                alias,
                keys.getKey(alias, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                keys.getCertificateChain(alias));
            KeyManagerFactory manager =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            manager.init(own, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(manager.getKeyManagers(), null, null);
            return context;
          } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no certificate for " + alias, e);
          }
        });
  }
}

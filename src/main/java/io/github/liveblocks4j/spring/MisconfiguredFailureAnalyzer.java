package io.github.liveblocks4j.spring;

import io.github.liveblocks4j.internal.web.MisconfiguredException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to set, where an application does not start for want of it. */
final class MisconfiguredFailureAnalyzer extends AbstractFailureAnalyzer<MisconfiguredException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, MisconfiguredException cause) {
    return new FailureAnalysis(
        "Liveblocks is misconfigured: " + cause.getMessage(),
        """
        Correct it in the application's properties or environment. The secret key (sk_…) is in the Liveblocks dashboard, under API keys:

            liveblocks.secret-key=sk_…     (in the environment: LIVEBLOCKS_SECRET_KEY)

        An application that is to start without Liveblocks sets liveblocks.enabled=false.\
        """,
        cause);
  }
}

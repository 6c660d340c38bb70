// What chromium-visitor.mjs puts into every page.

import { ClientProgram } from "./client-program.mjs";

window.clientProgram = new ClientProgram((...args) => window.fetch(...args));

// Tells the open forms that somebody has signed in beside them, and closes the window that this was done in.
"use strict";

new BroadcastChannel("departments.signed-in").postMessage("");
if (window.opener) window.close();

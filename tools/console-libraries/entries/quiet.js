// Nothing on the page is coloured unasked, and no worker is listened to.
globalThis.Prism = { manual: true, disableWorkerMessageHandler: true };

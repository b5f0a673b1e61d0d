/** Read by any Node that knows modules, however old, so only plain old syntax here. */
var MAJOR = 20;
var MINOR = 19;

/** Ends the process in plain words where this Node is too old for Sealpost. */
export function requireNode(version) {
  var parts = version.split(".").map(Number);
  if (parts[0] > MAJOR || (parts[0] === MAJOR && parts[1] >= MINOR)) return true;
  console.error("Sealpost needs Node.js " + MAJOR + "." + MINOR + " or newer; this is Node.js " + version + ".");
  console.error("Get a current one from https://nodejs.org and run the command again.");
  return false;
}

/** One instance of the server, for tests of several: the real routes in a process of its own. Its settings are its environment; it sends its port. */
import { serveRoutes } from "./serve-routes";

const { port } = await serveRoutes();
process.send?.({ port });

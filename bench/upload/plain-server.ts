/** What is compared with: @tus/server with its own file store, in a process of its own. Prints its address. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";

const directory = process.argv[2] ?? "";
const tus = new Server({ path: "/files", datastore: new FileStore({ directory }), relativeLocation: true });
const server = createServer((request, response) => {
  if (request.url?.startsWith("/files") === true) {
    void tus.handle(request, response);
    return;
  }
  response.setHeader("content-type", "text/html");
  response.end("<!doctype html><title>Plain</title><body></body>");
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));

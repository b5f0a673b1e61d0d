import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createApi } from "./api";

let server: Server;
let url = "";

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"part":');
    response.socket?.end(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe("a line that breaks in the middle of an answer", () => {
  const api = createApi((path, init) => fetch(url + path, init));

  it("is a line that is down, not a fault of the server or of the program", async () => {
    expect(await api.get("/", z.unknown())).toMatchObject({ ok: false, code: "offline" });
    expect(await api.send("PUT", "/", {})).toMatchObject({ ok: false, code: "offline" });
  });
});

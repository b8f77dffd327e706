// The built page on a plain file server, under a path of its own: what someone who copies www/dist gets.
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { expect, test } from "@playwright/test";

const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};
const base = "/some/where/else/";

let server: Server;
test.beforeAll(async () => {
  const files = join(import.meta.dirname, "../../www/dist");
  server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = pathname === base ? "index.html" : pathname.slice(base.length);
    if (pathname === "/favicon.ico") return void response.writeHead(204).end();
    const type = types[extname(file)];
    const body = pathname.startsWith(base) && type ? await readFile(join(files, file)).catch(() => null) : null;
    if (body && type) response.writeHead(200, { "content-type": type }).end(body);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
});
test.afterAll(() => server.close());

test("the page works under any path, asks nobody else for anything and breaks no policy of its own", async ({
  page,
}) => {
  const { port } = server.address() as AddressInfo;
  const origin = `http://localhost:${port}`;
  const problems: string[] = [];
  const loaded: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin + base) && !request.url().endsWith("/favicon.ico")) {
      problems.push(`request to ${request.url()}`);
    }
  });
  page.on("response", (response) => {
    if (response.ok()) loaded.push(new URL(response.url()).pathname);
  });

  await page.goto(origin + base);
  await expect.poll(() => loaded.some((path) => path.endsWith(".wasm"))).toBe(true);
  await page.waitForLoadState("networkidle");

  expect(problems).toEqual([]);
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute("content", /default-src 'self'.*object-src 'none'/);
});

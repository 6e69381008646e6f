import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { html, json, send } from "./answer";
import { type Call, CallLog } from "./calls";
import type { SandboxClock } from "./clock";
import { type ControlledProvider, handleControl } from "./control-routes";
import { FaultBook, misbehave } from "./faults";
import { homePage } from "./home-page";
import { fingerprint, type Incoming, readIncoming } from "./incoming";
import type { PageBrand } from "./page";
import { Serial } from "./serial";
import { withShiftedTime } from "./shifted-time";

/** What a provider tells the server about a refresh token before the request is worked on. */
interface RefreshTokenState {
  /** Names the grant whose rotation chain the token belongs to. */
  grantId: string;
  spent: boolean;
}

export interface ServedProvider extends ControlledProvider {
  brand: PageBrand;
  handle(incoming: Incoming, response: ServerResponse): Promise<void>;
  inspectRefreshToken(token: string): RefreshTokenState | null;
}

export interface RunningProvider {
  origin: string;
  close(): Promise<void>;
}

/**
 * Listens on the loopback interface only: the control API has no other protection.
 *
 * @param build is given the origin, which the system chooses when `port` is 0
 */
export async function serveProvider(
  port: number,
  clock: SandboxClock,
  build: (origin: string) => Promise<ServedProvider>,
): Promise<RunningProvider> {
  let door: ProviderDoor | null = null;
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    if (door === null) send(response, json(503, { error: "starting" }));
    else void door.serve(request, response);
  });
  const origin = await listen(server, port);
  door = new ProviderDoor(await build(origin), clock);
  return { origin, close: () => close(server) };
}

class ProviderDoor {
  readonly #provider: ServedProvider;
  readonly #clock: SandboxClock;
  readonly #faults = new FaultBook();
  readonly #calls = new CallLog();
  readonly #serial = new Serial();

  constructor(provider: ServedProvider, clock: SandboxClock) {
    this.#provider = provider;
    this.#clock = clock;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const incoming = await readIncoming(request);
      await withShiftedTime(this.#clock, () => this.#route(incoming, response));
    } catch (error) {
      if (response.headersSent || response.destroyed) response.destroy();
      else send(response, json(500, { error: "sandbox", message: String(error) }));
    }
  }

  async #route(incoming: Incoming, response: ServerResponse): Promise<void> {
    if (incoming.url.pathname.startsWith("/_sandbox/")) {
      const parts = {
        provider: this.#provider,
        clock: this.#clock,
        faults: this.#faults,
        calls: this.#calls,
      };
      send(response, await handleControl(parts, incoming));
      return;
    }
    if (incoming.url.pathname === "/" && incoming.method === "GET") {
      const page = homePage(this.#provider.brand, this.#provider.accounts(), this.#clock.now());
      send(response, html(200, page));
      return;
    }
    const call = this.#calls.open(incoming, this.#clock.now());
    response.once("finish", () => {
      call.status = response.statusCode;
    });
    const leave = this.#enterRefresh(call, incoming);
    response.once("close", leave);
    const fault = this.#faults.take(incoming);
    const work = () => this.#work(call, incoming, response);
    if (fault === null) await work();
    else await misbehave(fault, response, work);
  }

  async #work(call: Call, incoming: Incoming, response: ServerResponse): Promise<void> {
    const secret = incoming.fields.get("refresh_token") ?? incoming.fields.get("code");
    if (incoming.grant === null || secret === undefined) {
      await this.#provider.handle(incoming, response);
      return;
    }
    await this.#serial.run(fingerprint(secret), async () => {
      const spent = call.refreshToken !== null && this.#provider.inspectRefreshToken(secret)?.spent === true;
      if (spent) this.#calls.markSpent(call);
      await this.#provider.handle(incoming, response);
      this.#calls.markWorked(call, response.statusCode);
    });
  }

  #enterRefresh(call: Call, incoming: Incoming): () => void {
    const sent = incoming.fields.get("refresh_token");
    if (call.refreshToken === null || sent === undefined) return () => {};
    call.grantId = this.#provider.inspectRefreshToken(sent)?.grantId ?? null;
    return this.#calls.enterRefresh(call.grantId ?? call.refreshToken);
  }
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: chosen } = server.address() as AddressInfo;
  return `http://127.0.0.1:${chosen}`;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

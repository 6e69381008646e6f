import { startBridge } from "@/sandbox/store/bridge";
import { openStore } from "@/sandbox/store/open-store";

const { STORE_PORT = "8079", STORE_HOST, UPSTASH_REDIS_REST_TOKEN: token, REDIS_URL } = process.env;
if (!token)
  throw new Error("UPSTASH_REDIS_REST_TOKEN is not set: the bridge needs the token that it asks for.");

const store = await openStore(REDIS_URL);
const bridge = await startBridge({
  store,
  token,
  port: Number(STORE_PORT),
  ...(STORE_HOST ? { host: STORE_HOST } : {}),
});

let closing = false;
async function stop(): Promise<void> {
  if (closing) return;
  closing = true;
  await bridge.close();
  process.exit(0);
}
for (const event of ["SIGINT", "SIGTERM", "disconnect"] as const) process.on(event, stop);
process.send?.({ type: "ready", kind: store.kind, url: bridge.url });

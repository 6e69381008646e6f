import { expect, test } from "vitest";
import { ownDoor } from "./own-door";

const handler = async () => new Response("served");
const find = ownDoor([
  { method: "GET", path: "/api/v1/things", handler },
  { method: "POST", path: "/api/v1/things", handler },
  { method: "DELETE", path: "/api/v1/things/{id}", handler },
]);

async function answerTo(method: string, path: string) {
  const found = find(method, path);
  if (found === null) return null;
  const answer = await found.handler(new Request(`http://localhost${path}`, { method }), found.params);
  return { status: answer.status, allow: answer.headers.get("allow"), params: found.params };
}

test("an operation is found by its method and path, with its parameters", async () => {
  expect(await answerTo("POST", "/api/v1/things")).toMatchObject({ status: 200, params: {} });
  expect(await answerTo("DELETE", "/api/v1/things/a%20b")).toMatchObject({ params: { id: "a b" } });
});

test("another method is told which there are, and what is nobody's is left to Next", async () => {
  expect(await answerTo("PUT", "/api/v1/things")).toMatchObject({
    status: 405,
    allow: "GET, HEAD, OPTIONS, POST",
  });
  expect(await answerTo("GET", "/api/v1/things/1")).toMatchObject({ status: 405, allow: "DELETE, OPTIONS" });
  for (const [method, path] of [
    ["GET", "/api/v1/nothing"],
    ["HEAD", "/api/v1/things"],
    ["OPTIONS", "/api/v1/things"],
  ] as const)
    expect(find(method, path)).toBeNull();
});

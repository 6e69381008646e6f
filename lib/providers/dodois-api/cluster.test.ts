import { beforeAll, expect, test } from "vitest";
import { clusterOfIssuer, dodoisCluster, dodoisRegistration } from "./cluster";

beforeAll(() => {
  Object.assign(process.env, {
    DODOIS_ISSUER: "https://auth.dodois.io",
    DODOIS_API_URL: "https://api.dodois.io/",
    DODOIS_COM_ISSUER: "",
    DODOIS_COM_API_URL: "",
  });
});

test("an issuer and its API are a pair: neither is derived from the other", () => {
  expect(clusterOfIssuer("https://auth.dodois.io").api).toBe("https://api.dodois.io");
  expect(clusterOfIssuer("https://auth.dodois.com/").api).toBe("https://api.dodois.com");
  expect(clusterOfIssuer("https://AUTH.dodois.com:443").id).toBe("com");
  for (const issuer of ["https://auth.dodois.example", "http://auth.dodois.com", "https://auth.dodois.com/x"])
    expect(() => clusterOfIssuer(issuer)).toThrow("provider_not_configured");
});

test("the second cluster has its public addresses, and no registration that was not given", () => {
  const addresses = { issuer: "https://auth.dodois.com", api: "https://api.dodois.com" };
  expect(dodoisCluster("com")).toEqual({ id: "com", ...addresses });
  expect(dodoisRegistration("com")).toBeNull();
  expect(dodoisRegistration("io")).toMatchObject({ clientId: process.env.DODOIS_CLIENT_ID });
});

import { readFileSync } from "node:fs";

/** Where the tests of a run find the product; written when it is ready, gone after the run. */
export const stackFile = ".e2e/stack.json";

export interface StackInfo {
  dataDir: string;
  databaseUrl: string;
  port: number;
  /** Where the same server's API goes through Next's router. */
  nextPort: number;
  ports: { mail: number; dodois: number; dodoisCom: number; amocrm: number; store: number };
  cronSecret: string;
  storeToken: string;
}

let known: StackInfo | null = null;

export function stack(): StackInfo {
  known ??= JSON.parse(readFileSync(stackFile, "utf8")) as StackInfo;
  return known;
}

export const appUrl = (path = ""): string => `http://localhost:${stack().port}${path}`;
export const nextUrl = (path = ""): string => `http://localhost:${stack().nextPort}${path}`;
export const dodoisUrl = (path = ""): string => `http://127.0.0.1:${stack().ports.dodois}${path}`;
export const dodoisComUrl = (path = ""): string => `http://127.0.0.1:${stack().ports.dodoisCom}${path}`;
export const amocrmUrl = (path = ""): string => `http://127.0.0.1:${stack().ports.amocrm}${path}`;
export const mailUrl = (path = ""): string => `http://127.0.0.1:${stack().ports.mail}${path}`;

export interface Demo {
  email: string;
  password: string;
  project_id: string;
  api_key: string;
  connections: { dodois: string; amocrm: string };
}

export function demo(): Demo {
  return JSON.parse(readFileSync(`${stack().dataDir}/demo.json`, "utf8")) as Demo;
}

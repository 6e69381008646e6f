const accountsPerDevice = 5;
const separator = ".";

/** What a browser keeps of the accounts that were opened in it: an id of its own, and a proof for each. */
export interface DeviceMark {
  deviceId: string;
  /** The latest first; each made of the account, the device and the deployment's secret. */
  proofs: readonly string[];
}

/** Null for what was not written by `writeDeviceMark`. */
export function readDeviceMark(text: string): DeviceMark | null {
  if (!/^[\w-]{20,64}(\.[0-9a-f]{64}){1,5}$/.test(text)) return null;
  const [deviceId = "", ...proofs] = text.split(separator);
  return { deviceId, proofs };
}

export function writeDeviceMark({ deviceId, proofs }: DeviceMark): string {
  return [deviceId, ...new Set(proofs)].slice(0, 1 + accountsPerDevice).join(separator);
}
